// What is typed and not sent stays in this browser alone, and survives a lost connection and a badge
// that ran out (promises A20, A21): text boxes with data-draft, under "draft:", whose it is, and their
// name. #say says whose: another badge holder never sees them. On a shared computer nothing is kept. A
// draft goes once the page says that its form was taken, when its owner signs out, and after a day.
const DAY = 24 * 60 * 60 * 1000;
const whose = document.getElementById('say')?.dataset.draft;
const storage = (() => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
})();
const keeps = storage && whose && whose !== 'off';
const name = (box) => `draft:${whose}:${box.dataset.draft}`;
const keyOf = (box) => box.form?.elements.namedItem('key');
const drafts = () => Object.keys(storage ?? {}).filter((stored) => stored.startsWith('draft:'));

/** What is stored there; {} too where it is none of ours or too old. */
function read(stored) {
  try {
    const draft = JSON.parse(storage.getItem(stored));
    return Date.now() - draft.at < DAY ? draft : {};
  } catch {
    return {};
  }
}

function forget(which = () => true) {
  drafts().filter(which).forEach((stored) => storage.removeItem(stored));
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function keep(box, sent) {
  if (!keeps)
    return;
  if (box.value.trim() && box.value !== box.defaultValue)
    storage.setItem(name(box), JSON.stringify({ text: box.value, over: box.defaultValue, key: keyOf(box)?.value, sent, at: Date.now() }));
  else
    storage.removeItem(name(box));
}

/** Forgets what was taken, is too old, or is somebody's from before this became a shared computer. */
function tidy() {
  const done = document.getElementById('done');
  forget((stored) => {
    const { text, key, sent } = read(stored);
    return !text || whose === 'off' || (done && sent && (!done.dataset.done || done.dataset.done === key));
  });
}

/** Puts drafts back into boxes that stand as they stood when they were begun. */
export function restore(root) {
  tidy();
  for (const box of root.querySelectorAll('textarea[data-draft]')) {
    const draft = keeps ? read(name(box)) : {};
    const key = keyOf(box);
    const back = draft.text && box.value === draft.over;
    if (back)
      box.value = draft.text;
    if (key && (back || !box.value))
      key.value = (back && draft.key) || newKey();      // the same key: sending it once more posts it once
    if (back)
      box.dispatchEvent(new CustomEvent('input', { bubbles: true, detail: 'restored' }));
  }
}

document.addEventListener('input', ({ target, detail }) => {
  if (target.dataset?.draft && detail !== 'restored')       // it is as old as it was
    keep(target, false);
});
document.addEventListener('submit', ({ target }) => {
  for (const box of target.querySelectorAll('textarea[data-draft]'))
    keep(box, true);
  // Not target.action: a button of that name would stand in for it.
  if (target.getAttribute('action') === '/signout')
    forget();
}, true);
document.addEventListener('visibilitychange', tidy);
