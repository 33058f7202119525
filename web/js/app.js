// What pages do on top of plain HTML. Without it everything works too, with more pages loaded.
import htmx from 'htmx.org';
import { restore } from './drafts.js';
import { listen, showNew } from './news.js';
import { counted, number } from './number.js';
import { hush, parse, say, trouble } from './say.js';
import { vote } from './votes.js';

/** "You have 12 characters left." Characters as the server counts them: code points. */
function countLeft(box) {
  const place = document.getElementById(`${box.id}-left`);
  const left = Number(box.dataset.max) - [...box.value.trim()].length;
  place.textContent = left < 0 ? place.dataset.text.replace('#', number(-left)) : counted(place.dataset.forms, left);
  place.classList.toggle('is-over', left < 0);
}

/** What was wrong, what was asked, what was just posted, or what says that it was. */
function lead(root) {
  const done = root.querySelector('#done');
  const made = root === document ? null : done?.querySelector('a[href^="#i-"]')?.hash;
  if (made)
    say(done.querySelector('span').textContent);
  const first = root.querySelector('#errors, #ask, #help') ?? (made && root.querySelector(made))
    ?? (root === document ? null : root.querySelector('[autofocus], #done'));
  if (first && !first.matches('[autofocus], [tabindex]'))
    first.tabIndex = -1;
  first?.focus();
}

function setUp(root) {
  root.querySelectorAll('textarea[data-max]').forEach(countLeft);
  restore(root);
  root.querySelectorAll('[data-stream]').forEach(listen);
  lead(root);
}

/** A form that was not taken comes back with what was typed, and why: for want of the return key, or because it has closed. */
function showAgain(html) {
  const again = parse(html ?? '').getElementById('main');
  if (!again?.querySelector('#errors, #ask'))
    return false;
  document.getElementById('main').replaceWith(again);
  htmx.process(again);
  setUp(again);
  return true;
}

/** What a person did has not arrived; helps that come by themselves stay quiet. */
function failed({ response, text, sourceElement }) {
  if (![422, 429].includes(response?.status) && sourceElement?.localName !== 'textarea' && !showAgain(text))
    trouble(response?.status, text);
}

/** The box is emptied: the like of another idea says it all. */
function clear(box) {
  box.value = '';
  box.dispatchEvent(new Event('input', { bubbles: true }));
  document.getElementById('similar').replaceChildren();
  box.focus();
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button, #new a');
  if (button)
    hush();
  if (button?.form?.id === 'v') {
    event.preventDefault();
    vote(button);
  } else if (button?.name === 'reply' && button.form?.id === 'g') {
    event.preventDefault();
    htmx.ajax('GET', button.formAction.split('#')[0], { source: button, target: '#main', select: '#main', swap: 'outerHTML' });
  } else if (button?.dataset.module === 'clear') {
    clear(document.querySelector('#share textarea'));
  } else if (button?.closest('#new')) {
    showNew(event, button);
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
document.addEventListener('htmx:error', ({ detail }) => failed(detail.ctx));
document.addEventListener('htmx:response:error', ({ detail }) => failed(detail.ctx));

setUp(document);
if (document.getElementById('done')) {    // so that loading the page again does not say it again
  const address = new URL(location);
  ['done', 'was', 'key', 'at'].forEach((name) => address.searchParams.delete(name));
  history.replaceState(null, '', address);
}
