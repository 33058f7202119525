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
let broken = false;

function answer(request, body) {
  const path = new URL(request.url, 'http://x');
  if (request.method === 'POST')
    said.push({ path: path.pathname, body, htmx: request.headers['hx-request'] === 'true' });
  if (path.pathname.endsWith('/events'))
    return (response) => { streams.push(response.writeHead(200, { 'Content-Type': 'text/event-stream' })); response.write(':\n\n'); };
  if (path.pathname.endsWith('/vote'))
    return broken ? { status: 503, body: html('error-503') } : { body: html('section').replace('aria-pressed="false"', 'aria-pressed="true"') };
  if (path.pathname.endsWith('/comments'))
    return body.get('text') === 'bad' ? { status: 422, body: html('section-errors') } : { body: html('section-posted') };
  if (path.searchParams.has('reply'))
    return { body: html('idea-reply') };
  if (path.searchParams.has('after'))
    return { body: html('search') .replace('id="results"', 'id="x"').replace('class="c-stack"', 'class="c-stack" id="list"') };
  if (path.pathname.endsWith('/similar'))
    return { body: '<div class="c-suggest"><p>These look like yours.</p></div>' };
  if (path.pathname.endsWith('/search') && request.method === 'POST')
    return { body: html('search-nothing') };
  return undefined;
}

const server = await serve(pages.folder, answer);
const wait = (page, what) => page.waitForFunction(what, { timeout: 8000 });
const text = (page, selector) => page.$eval(selector, (each) => each.textContent.trim());

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
    await page.click('#i-000000000000000000000idea00 .c-vote');
    await wait(page, `document.querySelector('#i-000000000000000000000idea00 .c-vote').ariaPressed === 'true'`);
    const vote = said.at(-1);
    assert.equal(vote.path, '/c/our-next-five-years/i/000000000000000000000idea00/vote');
    assert.equal(vote.body.get('vote'), 'like');
    assert.ok(vote.body.get('back').startsWith('/c/our-next-five-years/s/'));
    assert.ok(vote.htmx);
    assert.equal(await page.evaluate(`document.activeElement.value`), 'like');
    assert.ok(page.url().endsWith('/section.html'));
  },
  async 'a vote that does not arrive says so'(page) {
    broken = true;
    await page.goto(`${server.url}/section.html`);
    await page.click('#i-000000000000000000000idea00 .c-vote');
    await wait(page, `document.getElementById('say').textContent.includes('did not arrive')`);
    broken = false;
    assert.equal(await page.$eval('#i-000000000000000000000idea00 .c-vote', (each) => each.ariaPressed), 'false');
  },
  async 'characters are counted as people see them'(page) {
    await fresh(page, 'section');
    await page.type('#f-text', 'Tea 🍵');
    assert.equal(await text(page, '#f-text-left'), 'You have 1,995 characters left.');
    await paste(page, '#f-text', 'x'.repeat(2001));
    assert.equal(await text(page, '#f-text-left'), '1 too many.');
  },
  async 'a draft survives, and goes when it was taken'(page) {
    await fresh(page, 'section-empty');
    await page.type('#f-text', 'A kettle for nights');
    const key = await page.$eval('[name=key]', (each) => each.value);
    await page.reload();
    assert.equal(await page.$eval('#f-text', (each) => each.value), 'A kettle for nights');
    assert.equal(await page.$eval('[name=key]', (each) => each.value), key);
    await page.evaluate(`document.getElementById('share').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))`);
    await page.goto(`${server.url}/section.html`);
    assert.equal(await page.$eval('#f-text', (each) => each.value), 'A kettle for nights');
    await page.evaluate(`localStorage.setItem('draft:our-next-five-years/looking-after-each-other',
      JSON.stringify({ text: 'A kettle for nights', key: 'k0', sent: true }))`);
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
    await page.evaluate(`document.querySelector('form[action="/signout"]').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))`);
    assert.equal(await page.evaluate(`localStorage.length`), 0);
  },
  async 'new ideas of this section are told of, others not'(page) {
    streams = [];
    await page.goto(`${server.url}/section.html`);
    for (let i = 0; i < 50 && !streams.length; i++)
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    const event = (kind, section) => streams.forEach((each) => each.write(`event: new\ndata: ${JSON.stringify({ kind, section })}\n\n`));
    event('idea', 'our-purpose');
    event('comment', 'looking-after-each-other');
    event('idea', 'looking-after-each-other');
    event('idea', 'looking-after-each-other');
    await wait(page, `document.querySelector('#new span').textContent === 'There are 2 new ideas.'`);
    assert.equal(await page.$eval('#new > div', (each) => each.hidden), false);
  },
  async 'similar ideas come while typing, without a word when they do not'(page) {
    await page.goto(`${server.url}/section-errors.html`);
    await page.type('#f-text', ' and a rest room');
    await wait(page, `document.getElementById('similar').textContent.includes('look like yours')`);
    assert.equal(await text(page, '#say'), '');
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
    await wait(page, `document.activeElement.id === 'done'`);
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
