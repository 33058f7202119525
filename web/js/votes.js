// A vote in place: shown at once, and then as the answer has it. What did not arrive is taken back.
import { parse, say, trouble } from './say.js';

const kinds = ['like', 'dislike'];
const said = new WeakMap();             // card -> its buttons as the server last had them
const latest = new WeakMap();           // card -> the vote on its way
const buttons = (card) => [...card.querySelectorAll('.c-vote')];
const pressed = (button) => button.getAttribute('aria-pressed') === 'true';

/** One vote more or less; counts that are not shown, or in other digits, wait for the answer. */
function countUp(figure, by) {
  if (figure && /^[\d,.\s]+$/.test(figure.textContent))
    figure.textContent = (Number(figure.textContent.replace(/\D/g, '')) + by).toLocaleString(document.documentElement.lang);
}

function press(card, button) {
  for (const [i, each] of buttons(card).entries()) {
    const is = each === button && !pressed(each);
    if (is === pressed(each))
      continue;
    const icon = each.querySelector('svg');
    icon?.firstElementChild.setAttribute('href', icon.firstElementChild.getAttribute('href').replace(/#.*/, is ? '#i-tick' : '#i-like'));
    icon?.classList.toggle('c-icon--down', !is && i > 0);
    each.setAttribute('aria-pressed', is);
    each.value = is ? 'none' : kinds[i];
    countUp(each.querySelector('b'), is ? 1 : -1);
  }
}

/** The card's buttons, kept where they are: focus stays, and so does the rest of the card. */
function show(card, as) {
  for (const [i, button] of buttons(card).entries()) {
    const truth = as.querySelectorAll('.c-vote')[i];
    button.value = truth.value;
    button.setAttribute('aria-pressed', pressed(truth));
    button.replaceChildren(...truth.cloneNode(true).childNodes);
  }
  const [here, there] = [card, as].map((each) => each.querySelector('.c-said__vote'));
  if (here && there)
    here.textContent = there.textContent;
}

async function send(address, body) {
  const answer = await fetch(address, { method: 'POST', body, headers: { 'HX-Request': 'true' }, signal: AbortSignal.timeout(15000) });
  const html = await answer.text();
  if (!answer.ok)
    throw Object.assign(new Error(answer.status), { status: answer.status, html });
  const card = parse(html).getElementById(address.replace(/.*\/(.*)\/vote$/, 'i-$1'));
  if (!card)
    location = answer.url;              // a page that asks something first
  return card;
}

export async function vote(button) {
  const card = button.closest('article, li');
  const body = new URLSearchParams(new FormData(button.form));
  body.append(button.name, button.value);
  if (!latest.has(card))
    said.set(card, card.cloneNode(true));
  press(card, button);
  const before = latest.get(card) ?? Promise.resolve();
  const mine = before.catch(() => {}).then(() => send(button.formAction, body));
  latest.set(card, mine);
  const outcome = await mine.then((fresh) => ({ fresh }), (error) => ({ error }));
  if (outcome.fresh)
    said.set(card, outcome.fresh);
  if (latest.get(card) === mine) {
    latest.delete(card);
    show(card, said.get(card));
  }
  if (outcome.error)
    trouble(outcome.error.status, outcome.error.html, 'vote');
  else if (outcome.fresh && card.localName === 'li' && pressed(button))
    say(card.closest('[data-text]').dataset.text);
}
