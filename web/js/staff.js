// On top of app.js: single-letter keys, side-by-side change, cutting a text into parts,
// marking words for a code.
import './app.js';
import { counted } from './number.js';
import { parse } from './say.js';

const find = (selector) => document.querySelector(selector);
const characters = (text) => [...text].length;

/** The words of two texts, as [kind, words] with kind ' ', '-' or '+'. */
function difference(before, after) {
  const [a, b] = [before, after].map((text) => text.split(/(?<=\s)/));
  const best = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i][j] = a[i] === b[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
  const parts = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j])
      parts.push([' ', a[i++], j++]);
    else if (j >= b.length || (i < a.length && best[i + 1][j] >= best[i][j + 1]))
      parts.push(['-', a[i++]]);
    else
      parts.push(['+', b[j++]]);
  }
  return parts;
}

function show(place, parts, kind, tag) {
  place.replaceChildren(...parts.filter(([k]) => k === ' ' || k === kind).map(([k, words]) => {
    const node = k === ' ' ? document.createTextNode(words) : document.createElement(tag);
    if (k !== ' ')
      node.textContent = words;
    return node;
  }));
}

/** Before and after, while the change is typed. */
function compare(box) {
  const parts = difference(box.dataset.text, box.value);
  find('#diff').hidden = box.value === box.dataset.text;
  show(find('#diff-before'), parts, '-', 'del');
  show(find('#diff-after'), parts, '+', 'ins');
}

/** What is selected in a text, as characters from its start; null: nothing in it. */
function selected(place) {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !place.contains(selection.getRangeAt(0).commonAncestorContainer))
    return null;
  const range = selection.getRangeAt(0);
  const lead = document.createRange();
  lead.setStart(place, 0);
  lead.setEnd(range.startContainer, range.startOffset);
  const start = characters(lead.toString());
  return { text: range.toString(), start, end: start + characters(range.toString()) };
}

document.addEventListener('selectionchange', () => {
  const reading = find('#reading');
  const part = reading && selected(reading);
  if (!part)
    return;
  find('#f-start').value = part.start;
  find('#f-end').value = part.end;
  const said = find('#marked');
  said.textContent = said.dataset.text.replace('#', part.text);
  said.hidden = false;
});
/** Shows the codes whose name has the letters, and what they stand below. */
function findCode(letters) {
  for (const line of [...document.querySelectorAll('.c-tree li')].reverse()) {
    const has = line.querySelector('.c-tree__code').textContent.toLowerCase().includes(letters.toLowerCase());
    line.hidden = !has && !line.querySelector('li:not([hidden])');
  }
}

document.addEventListener('input', ({ target }) => {
  if (target.id === 'find-code')
    findCode(target.value);
  if (target.dataset.module === 'compare')
    compare(target);
});
document.addEventListener('change', ({ target }) => {
  if (target.dataset.module === 'template' && target.value)
    document.getElementById(target.dataset.key).value = target.value;
  if (target.id === 'keys-off')
    localStorage.setItem('keys-off', target.checked ? 'yes' : '');
});
document.addEventListener('click', ({ target }) => {
  if (target.closest('[data-module="cut"]')) {
    const part = selected(find('#original'));
    const empty = [...document.querySelectorAll('textarea[name^="part-"]')].find((box) => !box.value);
    if (part && empty)
      empty.value = part.text.trim();
  }
});

/** Of the queue: the links of its lines, and the one that is meant. */
const lines = () => [...document.querySelectorAll('.c-queue > li > a:first-of-type')];
const current = () => document.activeElement.closest('.c-queue > li')?.querySelector('a');
const boxOf = (link) => link?.closest('li').querySelector('input[type="checkbox"]');

/** j and k move in the list; a letter presses what carries it. */
function move(step) {
  const links = lines();
  const here = links.indexOf(current());
  const from = here >= 0 ? here : links.findIndex((link) => link.ariaCurrent);
  links[Math.min(Math.max(from + step, 0), links.length - 1)]?.focus();
}

const atItem = { e: '#f-text', s: '#split', m: '#move' };

/** In the list: x chooses, e and s open the item at that place; what is done to many is done to the one that has the focus. */
function atLine(key) {
  const link = current();
  const box = boxOf(link);
  if (key === 'x' && box) {
    box.checked = !box.checked;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  } else if (link && ((key === 'e') || key === 's')) {
    location = link.href + atItem[key];
  } else if (box && 'ohd'.includes(key) && !find('#bulk :checked:not([type="radio"])[name^="item-"]')) {
    box.checked = true;
    return false;
  } else {
    return false;
  }
  return true;
}

/** Hiding needs a reason: where none is chosen yet, the browser itself asks for it. */
function askReason(button) {
  const reason = button.form?.elements.reason;
  if (!reason)
    return false;
  reason.required = button.value === 'hide';
  const folded = !reason.checkValidity() && reason.closest('details');
  if (folded)
    folded.open = true;
  return !reason.reportValidity();
}

document.addEventListener('click', (event) => {
  const all = event.target.closest('[data-module="all"]');
  const button = event.target.closest('button');
  const boxes = [...document.querySelectorAll('#bulk input[name^="item-"]')];
  if (all && boxes.length) {
    const some = boxes.some((box) => !box.checked);
    boxes.forEach((box) => { box.checked = some; });
    event.preventDefault();
  } else if (button && askReason(button)) {
    event.preventDefault();
  }
});

/** Opened at a place of the item: what is folded there is unfolded. */
function unfold() {
  const place = location.hash.length > 1 ? find(location.hash) : null;
  if (place?.localName === 'details') {
    place.open = true;
    place.querySelector('select, textarea, input:not([type="hidden"])')?.focus();
  } else if (place?.matches('textarea')) {
    place.focus();
  }
}

/** Enter in what is folded with a button of its own means that button, and not the first one of the form. */
document.addEventListener('keydown', (event) => {
  const button = event.key === 'Enter' && event.target.closest('.c-more input')?.closest('.c-more').querySelector('button[type="submit"]');
  if (button) {
    event.preventDefault();
    button.click();
  }
});

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input:not([type="checkbox"]), textarea, select')
    || localStorage.getItem('keys-off'))
    return;
  const target = event.key.length === 1 && find(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (event.key === '?' && find('#keys'))
    find('#keys').open = !find('#keys').open;
  else if (find('#bulk') && atLine(event.key))
    ;
  else if (target)
    target.matches('textarea, input, select') ? target.focus() : target.click();
  else if ((event.key === 'j' || event.key === 'k') && find('.c-queue'))
    move(event.key === 'j' ? 1 : -1);
  else
    return;
  event.preventDefault();
});
/** What waits besides, and who has what open: asked for now and then, without moving what is read. */
async function lookAgain(place) {
  const link = place.querySelector('a');
  const answer = document.hidden ? null : await fetch(link.href).catch(() => null);
  if (!answer?.ok)
    return;
  const shown = (root, key) => root.querySelector(`.c-queue > li[data-key="${CSS.escape(key)}"]`);
  const fresh = [...parse(await answer.text()).querySelectorAll('.c-queue > li[data-key]')];
  fresh.forEach((line) => shown(document, line.dataset.key)?.querySelector('.c-queue__meta:last-child')
    .replaceWith(line.querySelector('.c-queue__meta:last-child')));
  const more = fresh.filter(({ dataset }) => !shown(document, dataset.key)).length;
  if (more) {
    link.textContent = counted(place.dataset.forms, more);
    link.parentElement.hidden = false;
  }
}
if (find('#waits'))
  setInterval(() => lookAgain(find('#waits')), 60000);

document.querySelectorAll('[data-module="compare"]').forEach(compare);
if (find('#keys-off'))
  find('#keys-off').checked = Boolean(localStorage.getItem('keys-off'));
unfold();
// What was done is heard first; the keys work from there on what waits next.
if (find('#done') && document.activeElement === document.body) {
  find('#done').tabIndex = -1;
  find('#done').focus();
}
