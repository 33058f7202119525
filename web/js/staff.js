// On top of app.js: single-letter keys, side-by-side change, cutting a text into parts,
// marking words for a code.
import './app.js';

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

/** j and k move in the list; a letter presses what carries it. */
function move(step) {
  const links = [...document.querySelectorAll('.c-queue a')];
  const here = links.indexOf(document.activeElement);
  const from = here >= 0 ? here : links.findIndex((link) => link.ariaCurrent);
  links[Math.min(Math.max(from + step, 0), links.length - 1)]?.focus();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')
    || localStorage.getItem('keys-off'))
    return;
  const target = find(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (event.key === '?' && find('#keys'))
    find('#keys').open = !find('#keys').open;
  else if (target && event.key.length === 1)
    target.matches('textarea, input, select') ? target.focus() : target.click();
  else if ((event.key === 'j' || event.key === 'k') && find('.c-queue'))
    move(event.key === 'j' ? 1 : -1);
  else
    return;
  event.preventDefault();
});
document.querySelectorAll('[data-module="compare"]').forEach(compare);
if (find('#keys-off'))
  find('#keys-off').checked = Boolean(localStorage.getItem('keys-off'));
