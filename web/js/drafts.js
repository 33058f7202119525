// What is typed and not sent stays in this browser alone, and survives a lost connection
// (promises A20, A21): text boxes with data-draft, under "draft:" and their key. On a shared
// computer nothing is kept. A draft goes once the page says that its form was taken.
const off = document.body.dataset.draft === 'off';
const storage = (() => {
  try {
    return off ? null : window.localStorage;
  } catch {
    return null;
  }
})();
const name = (box) => `draft:${box.dataset.draft}`;
const keyOf = (box) => box.form?.elements.namedItem('key');
const read = (stored) => JSON.parse(storage.getItem(stored) ?? 'null') ?? {};
const drafts = () => Object.keys(storage).filter((stored) => stored.startsWith('draft:'));

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function keep(box, sent) {
  if (!storage)
    return;
  if (box.value.trim())
    storage.setItem(name(box), JSON.stringify({ text: box.value, key: keyOf(box)?.value, sent }));
  else
    storage.removeItem(name(box));
}

/** Puts drafts back into empty boxes; forgets those that were taken. */
export function restore(root) {
  const done = document.getElementById('done');
  if (storage && done) {
    for (const stored of drafts()) {
      const { key, sent } = read(stored);
      if (sent && (!done.dataset.done || done.dataset.done === key))
        storage.removeItem(stored);
    }
  }
  for (const box of root.querySelectorAll('textarea[data-draft]')) {
    const draft = storage ? read(name(box)) : {};
    const key = keyOf(box);
    if (draft.text && !box.value) {
      box.value = draft.text;
      box.dispatchEvent(new Event('input', { bubbles: true }));
      if (key && draft.key)
        key.value = draft.key;      // the same key: sending it once more posts it once
    }
    if (key && !key.value)
      key.value = newKey();
  }
}

document.addEventListener('input', ({ target }) => {
  if (target.dataset?.draft)
    keep(target, false);
});
document.addEventListener('submit', ({ target }) => {
  for (const box of target.querySelectorAll('textarea[data-draft]'))
    keep(box, true);
  // Not target.action: a button of that name would stand in for it.
  if (storage && target.getAttribute('action') === '/signout')
    drafts().forEach((stored) => storage.removeItem(stored));
}, true);
