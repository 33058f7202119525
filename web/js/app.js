// What pages do on top of plain HTML. Without it everything works too, with more pages loaded.
import htmx from 'htmx.org';
import { restore } from './drafts.js';

const number = new Intl.NumberFormat(document.documentElement.lang);
const count = (element, n) => (n === 1 ? element.dataset.one : element.dataset.many).replace('#', number.format(n));

/** Says something at the foot of the window, politely. */
function say(text) {
  const place = document.getElementById('say');
  place.textContent = text;
  setTimeout(() => { place.textContent = ''; }, 8000);
}

/** What a person did has not arrived; helps that come by themselves stay quiet. */
function trouble(context) {
  if (context?.response?.status !== 422 && context?.sourceElement?.localName !== 'textarea')
    say(document.getElementById('say').dataset.text);
}

/** "You have 12 characters left." Characters as the server counts them: code points. */
function countLeft(box) {
  const place = document.getElementById(`${box.id}-left`);
  const left = Number(box.dataset.max) - [...box.value].length;
  place.textContent = left < 0 ? place.dataset.text.replace('#', number.format(-left)) : count(place, left);
  place.classList.toggle('is-over', left < 0);
}

/** A vote in place: from the card that comes back, its buttons and the line above them. */
async function vote(button) {
  const card = button.closest('article, li');
  const place = [...card.querySelectorAll('.c-vote')].indexOf(button);
  const body = new URLSearchParams(new FormData(button.form));
  body.append(button.name, button.value);
  const answer = await fetch(button.formAction, { method: 'POST', body, headers: { 'HX-Request': 'true' } });
  if (!answer.ok)
    throw new Error(answer.status);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(button.formAction.replace(/.*\/(.*)\/vote$/, 'i-$1'));
  if (!fresh) {                       // a page that asks something first
    location = answer.url;
    return;
  }
  for (const part of ['.c-said__vote', '.c-votes'])
    card.querySelector(part)?.replaceWith(fresh.querySelector(part));
  card.querySelectorAll('.c-vote')[place]?.focus();
}

/** "There are 3 new ideas." Never moves what is being read. */
function listen(place) {
  let fresh = 0;
  new EventSource(place.dataset.stream).addEventListener('new', ({ data }) => {
    const { kind, section } = JSON.parse(data);
    if (kind !== 'idea' || section !== place.dataset.key)
      return;
    fresh += 1;
    place.querySelector('span').textContent = count(place, fresh);
    place.firstElementChild.hidden = false;
  });
}

function setUp(root) {
  root.querySelectorAll('textarea[data-max]').forEach(countLeft);
  restore(root);
  root.querySelectorAll('[data-stream]').forEach(listen);
  const first = root.querySelector('#errors, #ask') ?? (root === document ? null : root.querySelector('[autofocus], #done'));
  if (first && !first.matches('[autofocus], [tabindex]'))
    first.tabIndex = -1;
  first?.focus();
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button?.form?.id === 'v') {
    event.preventDefault();
    vote(button).catch(trouble);
  } else if (button?.name === 'reply' && button.form?.id === 'g') {
    event.preventDefault();
    htmx.ajax('GET', button.formAction.split('#')[0], { source: button, target: '#main', select: '#main', swap: 'outerHTML' });
  }
});
document.addEventListener('input', ({ target }) => {
  if (target.dataset?.max)
    countLeft(target);
});
document.addEventListener('htmx:after:swap', ({ detail }) => {
  if (detail.ctx.target?.id === 'main' || detail.ctx.select === '#main')
    setUp(document.getElementById('main'));
});
document.addEventListener('htmx:error', ({ detail }) => trouble(detail.ctx));
document.addEventListener('htmx:response:error', ({ detail }) => trouble(detail.ctx));

setUp(document);
if (document.getElementById('done'))      // so that loading the page again does not say it again
  history.replaceState(null, '', location.pathname + location.hash);
export { setUp, say };
