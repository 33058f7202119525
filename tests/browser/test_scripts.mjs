// What the scripts add to the pages, in Chromium and in Firefox, against answers made here.
// Prints TAP. node test_scripts.mjs [chromium|firefox]
// seconds: 600
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, firefox, needs, renderPages, serve } from './lib.mjs';

const browsers = process.argv[2] ? [process.argv[2]] : ['chromium', 'firefox'];
needs(...browsers);
const pages = renderPages();
const html = (name) => readFileSync(join(pages.folder, `${name}.html`), 'utf8');
const said = [];            // what came to the server
let streams = [];
let broken = 0;             // the status of the next votes' answers
let held = [];              // answers to votes that wait
let hold = false;

function answer(request, body) {
  const path = new URL(request.url, 'http://x');
  if (request.method === 'POST')
    said.push({ path: path.pathname, body, htmx: request.headers['hx-request'] === 'true' });
  if (path.pathname.endsWith('/events'))
    return (response) => { streams.push(response.writeHead(200, { 'Content-Type': 'text/event-stream' })); response.write(':\n\n'); };
  if (path.pathname.endsWith('/vote')) {
    const own = broken === 429 ? { status: 429, body: html('error-429') } : broken ? { status: broken, body: html('error-503') } : { body: voted(body.get('vote')) };
    return hold ? (response) => held.push(() => response.writeHead(own.status ?? 200, { 'Content-Type': 'text/html' }).end(own.body)) : own;
  }
  if (path.pathname === '/other.html')          // the same section, and another badge
    return { body: html('section').replaceAll(badge, 'fedcba9876543210') };
  if (path.pathname === '/shared.html')
    return { body: html('section').replaceAll(badge, 'off') };
  if (path.searchParams.get('sort') === 'newest')
    return { body: html('section').replaceAll('i-000000000000000000000idea00', 'i-0000000000000000000000new1') };
  if (path.pathname === '/c/our-next-five-years/ideas')
    return body.get('text') === 'out' ? { status: 403, body: html('error-503') }
      : { body: (body.get('text') === 'no way on' ? html('section-posted') : posted()).replace(/data-done="[^"]*"/, `data-done="${body.get('key')}"`) };
  if (path.pathname.endsWith('/comments'))
    return body.get('text') === 'bad' ? { status: 422, body: html('section-errors') } : { body: posted() };
  if (path.searchParams.has('reply'))
    return { body: html('idea-reply') };
  if (path.searchParams.has('after'))
    return { body: html('search') .replace('id="results"', 'id="x"').replace('class="c-stack"', 'class="c-stack" id="list"') };
  if (path.pathname.endsWith('/similar'))
    return { body: '<div class="c-suggest" data-text="Your like counts."><p>These look like yours.</p><ul><li><div class="c-votes">'
      + '<button class="c-vote" form="v" formaction="/c/our-next-five-years/i/000000000000000000000idea00/vote" name="vote" value="like"'
      + ' aria-pressed="false"><b>3</b></button></div></li></ul><button type="button" data-module="clear">Clear my text</button></div>' };
  if (path.pathname.endsWith('/search') && request.method === 'POST')
    return { body: html('search-nothing') };
  return undefined;
}

/** What comes back to whoever used no words of distress: without the help that the sample has. */
const posted = () => html('section-posted').replace(/<section[^>]*id="help"[^]*?<\/section>/, '');

const badge = html('section').match(/data-draft="([0-9a-f]{16})"/)[1];

/** The first card as it is after a vote, with one vote of somebody else's that the page did not know. */
function voted(vote) {
  const page = html('section');
  return vote === 'like' ? page.replace(/value="like"([^>]*)aria-pressed="false"/, 'value="none"$1aria-pressed="true"').replace(/(c-vote[^]*?<b>)\d+/, '$1777') : page;
}

const server = await serve(pages.folder, answer);
const wait = (page, what) => page.waitForFunction(what);
const text = (page, selector) => page.$eval(selector, (each) => each.textContent.trim());

const first = '#i-000000000000000000000idea00';

async function waitFor(what) {
  for (let i = 0; i < 80 && !what(); i++)
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  assert.ok(what());
}

/** Opens a page in a browser that has kept nothing. */
async function fresh(page, name) {
  await page.goto(`${server.url}/signed-out.html`);
  await page.evaluate(`localStorage.clear()`);
  await page.goto(`${server.url}/${name}.html`);
}

/** Puts text into a box at once, as pasting does. */
const paste = (page, selector, words) => page.$eval(selector, (box, value) => {
  box.value = value;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}, words);

const tests = {
  async 'a vote changes its buttons in place and keeps the focus'(page) {
    await page.goto(`${server.url}/section.html`);
    const already = said.length;
    await page.click('#i-000000000000000000000idea00 .c-vote');
    await waitFor(() => said.length > already);
    await wait(page, `document.querySelector('#i-000000000000000000000idea00 .c-vote b').textContent === '777'`);
    const vote = said.at(-1);
    assert.equal(vote.path, '/c/our-next-five-years/i/000000000000000000000idea00/vote');
    assert.equal(vote.body.get('vote'), 'like');
    assert.ok(vote.body.get('back').startsWith('/c/our-next-five-years/s/'));
    assert.ok(vote.htmx);
    assert.equal(await page.evaluate(`document.activeElement.value`), 'none');
    assert.ok(page.url().endsWith('/section.html'));
  },
  async 'a vote shows at once, and then as the answer has it; focus goes where the person goes'(page) {
    await page.goto(`${server.url}/section.html`);
    const before = Number(await text(page, `${first} .c-vote b`));
    hold = true;
    await page.click(`${first} .c-vote`);
    assert.equal(await page.$eval(`${first} .c-vote`, (each) => each.getAttribute('aria-pressed')), 'true');
    assert.equal(Number(await text(page, `${first} .c-vote b`)), before + 1);
    await page.focus('#f-text');
    await waitFor(() => held.length);
    hold = false;
    held.splice(0).forEach((answer) => answer());
    await wait(page, `document.querySelector('${first} .c-vote b').textContent === '777'`);
    assert.equal(await page.evaluate(`document.activeElement.id`), 'f-text');
  },
  async 'two presses in a row are sent one after the other, and the last one holds'(page) {
    await page.goto(`${server.url}/section.html`);
    hold = true;
    const already = said.length;
    await page.click(`${first} .c-vote`);
    await page.click(`${first} .c-vote`);
    await waitFor(() => held.length);
    assert.equal(said.length, already + 1);
    hold = false;
    held.splice(0).forEach((answer) => answer());
    await waitFor(() => said.length === already + 2);
    assert.deepEqual(said.slice(already).map(({ body }) => body.get('vote')), ['like', 'none']);
    await wait(page, `document.querySelector('${first} .c-vote').getAttribute('aria-pressed') === 'false'`);
  },
  async 'a vote that does not arrive is taken back, and why is said at once'(page) {
    for (const [status, words] of [[503, /try again in a moment/], [429, /wait a minute/], [403, /not signed in any more/]]) {
      broken = status;
      await page.goto(`${server.url}/section.html`);
      const before = await text(page, `${first} .c-vote b`);
      await page.click(`${first} .c-vote`);
      await wait(page, `document.querySelector('#alert[role=alert]').textContent`);
      broken = 0;
      assert.match(await text(page, '#alert'), words);
      assert.equal(await page.$eval(`${first} .c-vote`, (each) => each.getAttribute('aria-pressed')), 'false');
      assert.equal(await text(page, `${first} .c-vote b`), before);
      assert.equal(await page.evaluate(`document.activeElement.value`), 'like');
    }
  },
  async 'characters are counted as people see them'(page) {
    await fresh(page, 'section');
    await page.type('#f-text', 'Tea 🍵');
    assert.equal(await text(page, '#f-text-left'), 'You have 1,995 characters left.');
    await paste(page, '#f-text', 'x'.repeat(2001));
    assert.equal(await text(page, '#f-text-left'), '1 too many.');
  },
  async 'without a connection a vote and an idea say so, and what was typed stays'(page) {
    await fresh(page, 'section-empty');
    await page.evaluate(`Object.defineProperty(navigator, 'onLine', { value: false }); window.fetch = () => Promise.reject(new TypeError('offline'))`);
    await page.type('#f-text', 'A kettle for nights');
    await page.click('#share .govuk-button');
    await wait(page, `document.getElementById('alert').textContent.includes('seem to be offline')`);
    assert.equal(await page.$eval('#f-text', (each) => each.value), 'A kettle for nights');
    await page.goto(`${server.url}/section-empty.html`);
    assert.equal(await page.$eval('#f-text', (each) => each.value), 'A kettle for nights');
    await page.goto(`${server.url}/section.html`);
    await page.evaluate(`Object.defineProperty(navigator, 'onLine', { value: false }); window.fetch = () => Promise.reject(new TypeError('offline'))`);
    await page.click(`${first} .c-vote`);
    await wait(page, `document.getElementById('alert').textContent.includes('does not count yet')`);
  },
  async 'a badge that ran out says so, and the draft is there when one is back'(page) {
    await fresh(page, 'section-empty');
    await page.type('#f-text', 'out');
    await page.click('#share .govuk-button');
    await wait(page, `document.getElementById('alert').textContent.includes('not signed in any more')`);
    assert.equal(await page.$eval('#f-text', (each) => each.value), 'out');
    await page.goto(`${server.url}/signed-out.html`);         // no badge: left alone
    await page.goto(`${server.url}/section-empty.html`);
    assert.equal(await page.$eval('#f-text', (each) => each.value), 'out');
  },
  async 'an idea is sent in place; the next one has another key'(page) {
    await fresh(page, 'section-empty');
    await page.evaluate(`window.same = true`);
    const key = await page.$eval('[name=key]', (each) => each.value);
    assert.match(key, /^[0-9a-f]{32}$/);
    await page.type('#f-text', 'A kettle for nights');
    await page.click('#share .govuk-button');
    await wait(page, `document.activeElement.id === document.querySelector('#done a')?.hash.slice(1)`);
    assert.match(await text(page, '#say'), /idea is in/);
    assert.equal(await page.evaluate(`window.same`), true);
    assert.equal(said.at(-1).body.get('key'), key);
    assert.notEqual(await page.$eval('[name=key]', (each) => each.value), key);
  },
  async 'whoever used words of distress is led to help first'(page) {
    await fresh(page, 'section-empty');
    await page.type('#f-text', 'no way on');
    await page.click('#share .govuk-button');
    await wait(page, `document.activeElement.id === 'help'`);
    assert.match(await page.$eval('#help', (each) => each.innerText), /carry this alone/);
    assert.match(await text(page, '#say'), /idea is in/);
  },
  async 'a draft is of one badge: another one never sees it'(page) {
    await fresh(page, 'section-empty');
    await page.type('#f-text', 'Between us');
    await page.goto(`${server.url}/other.html`);
    assert.equal(await page.$eval('#f-text', (each) => each.value), '');
    await page.goto(`${server.url}/section-empty.html`);
    assert.equal(await page.$eval('#f-text', (each) => each.value), 'Between us');
  },
  async 'a draft is gone after 24 hours'(page) {
    await fresh(page, 'section-empty');
    await page.type('#f-text', 'Yesterday');
    const later = async (hours) => {
      const moved = await page.evaluateOnNewDocument((ms) => { const now = Date.now.bind(Date); Date.now = () => now() + ms; }, hours * 3600000);
      await page.goto(`${server.url}/section-empty.html`);
      await page.removeScriptToEvaluateOnNewDocument(moved.identifier);
      return page.$eval('#f-text', (each) => each.value);
    };
    assert.equal(await later(23.9), 'Yesterday');
    assert.equal(await later(24.1), '');
    assert.equal(await page.evaluate(`localStorage.length`), 0);
  },
  async 'a change to one\'s own words is a draft too, over the words it was begun with'(page) {
    const again = async () => {                       // Firefox puts back by itself what was in a page that is loaded anew
      await page.goto(`${server.url}/signed-out.html`);
      await page.goto(`${server.url}/edit.html`);
    };
    await fresh(page, 'edit');
    const words = await page.$eval('#f-text', (each) => each.value);
    await page.type('#f-text', ' More.');
    await again();
    assert.notEqual(await page.$eval('#f-text', (each) => each.value), words);
    await page.evaluate(`{ const [stored] = Object.keys(localStorage);
      localStorage.setItem(stored, JSON.stringify({ ...JSON.parse(localStorage.getItem(stored)), over: 'other words' })); }`);
    await again();
    assert.equal(await page.$eval('#f-text', (each) => each.value), words);
  },
  async 'a draft survives, and goes when it was taken'(page) {
    await fresh(page, 'section-empty');
    await page.type('#f-text', 'A kettle for nights');
    const key = await page.$eval('[name=key]', (each) => each.value);
    await page.reload();
    assert.equal(await page.$eval('#f-text', (each) => each.value), 'A kettle for nights');
    assert.equal(await page.$eval('[name=key]', (each) => each.value), key);
    // One that never arrives: a copy is not sent by htmx, and Firefox, which sends a form even for a made event, is kept from it.
    await page.evaluate(`{ const form = document.getElementById('share').cloneNode(true);
      document.getElementById('share').replaceWith(form); form.querySelector('textarea').value = 'A kettle for nights';
      form.addEventListener('submit', (event) => event.preventDefault());
      form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })); }`);
    await page.goto(`${server.url}/section.html`);
    assert.equal(await page.$eval('#f-text', (each) => each.value), 'A kettle for nights');
    await page.evaluate(`localStorage.setItem('draft:${badge}:our-next-five-years/looking-after-each-other',
      JSON.stringify({ text: 'A kettle for nights', over: '', key: 'k0', sent: true, at: Date.now() }))`);
    await page.goto(`${server.url}/section-posted.html`);
    assert.equal(await page.$eval('#f-text', (each) => each.value), '');
    assert.equal(await page.evaluate(`localStorage.length`), 0);
  },
  async 'a shared computer keeps nothing, and signing out forgets'(page) {
    await fresh(page, 'section-arabic');
    await page.type('#f-text', 'secret');
    assert.equal(await page.evaluate(`localStorage.length`), 0);
    await fresh(page, 'section');
    await page.type('#f-text', 'kept');
    assert.equal(await page.evaluate(`localStorage.length`), 1);
    await page.goto(`${server.url}/shared.html`);             // said to be shared after all
    assert.equal(await page.$eval('#f-text', (each) => each.value), '');
    assert.equal(await page.evaluate(`localStorage.length`), 0);
    await page.goto(`${server.url}/section.html`);
    await page.type('#f-text', 'kept');
    assert.equal(await page.evaluate(`localStorage.length`), 1);
    await page.evaluate(`{ const form = document.querySelector('form[action="/signout"]');
      form.addEventListener('submit', (event) => event.preventDefault());       // looked at before the next page
      form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })); }`);
    assert.equal(await page.evaluate(`localStorage.length`), 0);
  },
  async 'new ideas of this section are told of, others not'(page) {
    streams = [];
    await page.goto(`${server.url}/section.html`);
    await waitFor(() => streams.length);
    const event = (id, kind, section) => streams.forEach((each) => each.write(`event: new\ndata: ${JSON.stringify({ id, kind, section })}\n\n`));
    const top = () => page.$eval('#list', (list) => list.getBoundingClientRect().top);
    const before = await top();
    event('a', 'idea', 'our-purpose');
    event('b', 'comment', 'looking-after-each-other');
    event('000000000000000000000idea00', 'idea', 'looking-after-each-other');          // is on the page already: one's own
    event('c', 'idea', 'looking-after-each-other');
    event('0000000000000000000000new1', 'idea', 'looking-after-each-other');
    await wait(page, `document.querySelector('#new span').textContent === 'There are 2 new ideas.'`);
    assert.equal(await page.$eval('#new > div', (each) => each.hidden), false);
    assert.equal(await top(), before, 'what is read does not move');
    const cards = await page.$$eval('#list > article', (all) => all.length);
    await page.click('#new a');
    await wait(page, `document.activeElement.id === 'i-0000000000000000000000new1'`);
    assert.equal(await page.$$eval('#list > article', (all) => all.length), cards + 1);
    assert.equal(await page.$eval('#new > div', (each) => each.hidden), true);
    streams.forEach((each) => each.write('event: missed\ndata: {}\n\n'));
    await wait(page, `document.querySelector('#new span').textContent === 'There may be new ideas.'`);
  },
  async 'similar ideas come while typing, without a word when they do not'(page) {
    await page.goto(`${server.url}/section-errors.html`);
    await page.type('#f-text', ' and a rest room');
    await wait(page, `document.getElementById('similar').textContent.includes('look like yours')`);
    assert.equal(await text(page, '#say'), '');
    await page.click('#similar .c-vote');
    await wait(page, `document.querySelector('#similar .c-vote').getAttribute('aria-pressed') === 'true'`);
    await wait(page, `document.getElementById('say').textContent === 'Your like counts.'`);
    await page.click('#similar [data-module=clear]');
    assert.equal(await page.$eval('#f-text', (each) => each.value), '');
    assert.equal(await page.evaluate(`document.activeElement.id + localStorage.length`), 'f-text0');
  },
  async 'a comment is sent in place; what was wrong is shown and focused'(page) {
    await fresh(page, 'idea');
    await page.evaluate(`window.same = true`);
    await page.type('#f-text', 'bad');
    await page.click('#comment .govuk-button');
    await wait(page, `document.activeElement.id === 'errors'`);
    assert.equal(await page.evaluate(`window.same`), true);
    await page.goto(`${server.url}/idea.html`);
    await page.type('#f-text', ' good');
    await page.click('#comment .govuk-button');
    await wait(page, `document.activeElement.id === document.querySelector('#done a')?.hash.slice(1)`);
  },
  async 'a reply box opens in place'(page) {
    await fresh(page, 'idea');
    await page.evaluate(`window.same = true`);
    await page.click('button[name=reply][value="0000000000000000000000com1"]');
    await wait(page, `document.activeElement.name === 'text'`);
    assert.equal(await page.evaluate(`window.same`), true);
  },
  async 'the next ideas join the list'(page) {
    await page.goto(`${server.url}/section.html`);
    const before = (await page.$$('#list > article')).length;
    await page.click('#more a');
    await wait(page, `document.querySelectorAll('#list > article').length > ${before}`);
  },
  async 'search follows the typing'(page) {
    await page.goto(`${server.url}/search-blank.html`);
    await page.type('#f-q', 'xyzzy');
    await wait(page, `document.getElementById('found').textContent === '0 found'`);
    assert.equal(said.at(-1).body.get('q'), 'xyzzy');
  },
  async 'single letters act for staff, not while typing, and can be switched off'(page) {
    await fresh(page, 'item');
    await page.evaluate(`document.addEventListener('submit', (event) => { event.preventDefault(); window.sent = event.submitter.value; })`);
    await page.keyboard.press('j');
    assert.equal(await page.evaluate(`document.activeElement.matches('.c-queue li:nth-child(3) a')`), true);
    await page.keyboard.press('m');
    assert.equal(await page.evaluate(`document.querySelector('.c-more').open`), true);
    await page.keyboard.press('o');
    assert.equal(await page.evaluate(`window.sent`), 'fine');
    await page.evaluate(`window.sent = null`);
    await page.type('#f-text', 'oh');
    assert.equal(await page.evaluate(`window.sent`), null);
    await page.evaluate(`document.activeElement.blur(); document.getElementById('keys').open = true`);
    await page.click('#keys-off');
    await page.evaluate(`document.activeElement.blur()`);
    await page.keyboard.press('o');
    assert.equal(await page.evaluate(`window.sent`), null);
  },
  async 'a change is shown side by side; a ready text fills the box'(page) {
    await fresh(page, 'item');
    await paste(page, '#f-text', 'Ask why the sluice is never fixed.');
    assert.ok((await text(page, '#diff-before del')).length > 0);
    assert.equal(await page.$eval('#diff', (each) => each.hidden), false);
    assert.equal(await text(page, '#diff-after'), 'Ask why the sluice is never fixed.');
    await page.$eval('#t-f-note', (box) => {
      box.selectedIndex = 1;
      box.dispatchEvent(new Event('change', { bubbles: true }));
    });
    assert.ok((await page.$eval('#f-note', (each) => each.value)).startsWith('Thank you for raising this.'));
  },
  async 'marked words go with the next code, counted in characters'(page) {
    await page.goto(`${server.url}/analyse.html`);
    await page.evaluate(`const range = document.createRange(); const place = document.getElementById('reading');
      range.setStart(place.firstElementChild.firstChild, 4); range.setEnd(place.firstElementChild.firstChild, 11);
      getSelection().removeAllRanges(); getSelection().addRange(range)`);
    await wait(page, `document.getElementById('f-end').value === '11'`);
    assert.equal(await page.$eval('#f-start', (each) => each.value), '4');
    assert.ok((await text(page, '#marked')).includes('minutes'));
    await page.type('#find-code', 'handov');
    assert.equal(await page.evaluate(`document.querySelectorAll('.c-tree li:not([hidden])').length`), 1);
  },
};

const rows = browsers.flatMap((name) => Object.entries(tests).map(([title, run]) => ({ name, title, run })));
console.log(`1..${rows.length}`);
let browser;
let open;
for (const [i, { name, title, run }] of rows.entries()) {
  if (open !== name) {
    await browser?.close();
    browser = await (name === 'firefox' ? firefox() : chromium());
    open = name;
  }
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const failure = await run(page).then(() => null, (error) => error);
  console.log(`${failure ? 'not ok' : 'ok'} ${i + 1} - ${name}: ${title}`);
  if (failure) {
    console.log(`  # ${String(failure.stack ?? failure).replaceAll('\n', '\n  # ')}`);
    process.exitCode = 1;
  }
  await page.close();
}
await browser.close();
server.close();
pages.remove();
