// What the script has to say, at the foot of the window: politely, or at once where something went wrong.
export const parse = (html) => new DOMParser().parseFromString(html, 'text/html');

let timer;

export function say(text, id = 'say') {
  const place = document.getElementById(id);
  place.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(hush, id === 'say' ? 8000 : 20000);
}

export function hush() {
  for (const id of ['say', 'alert'])
    document.getElementById(id).textContent = '';
}

/** For a vote there is one for whatever keeps it from arriving: nothing was typed. */
function messages(what) {
  const { text, vote, offline, out } = document.getElementById('alert').dataset;
  return what === 'vote' ? { vote, out } : { text, offline, out };
}

/** What a person did was not taken: why, in the words of the page that came back, if one did. */
export function trouble(status, html, what = 'text') {
  const { [what]: text, offline = text, out } = messages(what);
  const page = status ? parse(html ?? '') : null;
  const signedOut = status === 401 || (status === 403 && !page.querySelector('form[action="/signout"]'));
  const words = page?.querySelector('main .c-lead')?.textContent;
  say(!status ? (navigator.onLine ? text : offline) : signedOut ? out : words ?? text, 'alert');
}
