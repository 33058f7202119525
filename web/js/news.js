// "There are 3 new ideas." Never moves what is being read: they come when they are asked for.
import { counted } from './number.js';
import { parse, trouble } from './say.js';

const fresh = new Set();                // ids of what has come since the page was made

function tell(place, text) {
  place.querySelector('span').textContent = text;
  place.firstElementChild.hidden = false;
}

export function listen(place) {
  const stream = new EventSource(place.dataset.stream);
  fresh.clear();
  stream.addEventListener('new', ({ data }) => {
    const { id, kind, section } = JSON.parse(data);
    if (!place.isConnected)
      stream.close();
    else if (kind === 'idea' && section === place.dataset.key && !document.getElementById(`i-${id}`)) {
      fresh.add(`i-${id}`);
      tell(place, counted(place.dataset.forms, fresh.size));
    }
  });
  // The connection was away for long: how many came meanwhile is not known.
  stream.addEventListener('missed', () => tell(place, place.dataset.text));
}

/** Puts them above the others, and goes there. Where that cannot be, the link leads to the newest. */
export async function showNew(event, link) {
  if (!fresh.size)
    return;
  event.preventDefault();
  const answer = await fetch(link.href).catch(() => null);
  if (!answer?.ok) {
    trouble(answer?.status, await answer?.text());
    return;
  }
  const cards = [...parse(await answer.text()).querySelectorAll('#list > article')].filter(({ id }) => fresh.has(id));
  if (!cards.length) {
    location = link.href;
    return;
  }
  document.getElementById('list').prepend(...cards);
  fresh.clear();
  link.parentElement.hidden = true;
  cards[0].tabIndex = -1;
  cards[0].focus();
}
