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

/** "You have 12 characters left." Characters as the server counts them: code points. */
function countLeft(box) {
  const place = document.getElementById(`${box.id}-left`);
  const left = Number(box.dataset.max) - [...box.value].length;
  place.textContent = left < 0 ? place.dataset.text.replace('#', number.format(-left)) : count(place, left);
  place.classList.toggle('is-over', left < 0);
}

/** A vote in place: the answer is the card as it now is. */
function vote(button) {
  const card = button.closest('article');
  const target = card ?? button.closest('.c-votes');
  const again = { like: 0, dislike: 1 }[button.value] ?? [...target.querySelectorAll('.c-vote')].indexOf(button);
  htmx.ajax('POST', button.formAction, { source: button, target, swap: 'outerHTML', select: card ? `#${card.id}` : '.c-votes' })
    .then(() => {
      const after = card ? document.getElementById(card.id) : document.querySelector('#similar .c-votes');
      if (document.activeElement === document.body)
        after?.querySelectorAll('.c-vote')[again]?.focus();
    });
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
    vote(button);
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
for (const trouble of ['htmx:error', 'htmx:response:error'])
  document.addEventListener(trouble, ({ detail }) => {
    if (detail.ctx?.response?.status !== 422)
      say(document.getElementById('say').dataset.text);
  });

setUp(document);
export { setUp, say };
