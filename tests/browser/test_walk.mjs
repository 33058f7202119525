// From a mail to a comment, as people do it, through the real server: with JavaScript, without it,
// by keyboard alone, in Chromium and in Firefox; then what staff do. Every page on the way is looked at by axe-core and has one
// h1. Prints TAP. node test_walk.mjs [WORD...]
// seconds: 600
import assert from 'node:assert/strict';
import { axeSource, chromium, complaints, firefox, has, needs } from './lib.mjs';
import { button, follow, press, signIn, startDemo } from './demo.mjs';

needs('chromium');
const only = process.argv.slice(2);
const slug = 'our-next-five-years';
const section = 'Looking after each other';
const rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const demo = await startDemo();
/** Each is started when the first test asks for it. */
const start = { chromium, firefox };
const started = {};
const browserCalled = (name) => { started[name] ??= start[name](); return started[name]; };

const words = (page) => page.$eval('body', (body) => body.innerText);
const here = (page) => new URL(page.url()).pathname;
const inRoom = (rest) => `${demo.room}/c/${slug}${rest}`;
/** Invitations, one for each person. */
const invited = () => demo.mails().filter((mail) => mail.includes('Subject: You are invited'));
for (let i = 0; i < 300 && invited().length < 12; i++)        // they are written once the server runs
  await new Promise((resolve) => { setTimeout(resolve, 100); });
const invitations = invited();

/** One h1, a title, a language; nothing that axe-core finds. Axe needs scripts. */
async function look(page) {
  const shape = await page.evaluate(() => ({ h1: document.querySelectorAll('h1').length, lang: document.documentElement.lang,
    title: document.title, skip: document.querySelector('.govuk-skip-link')?.textContent }));
  assert.deepEqual([shape.h1, shape.lang, shape.skip], [1, 'en', 'Skip to main content'], page.url());
  assert.ok(shape.title, page.url());
  if (!page.isJavaScriptEnabled())
    return;
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ['violations'] }), rules);
  assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${here(page)} ${id}: ${node.html.slice(0, 120)}`)), []);
}

/** Looks at the main page of a path. */
async function visit(page, url) {
  const answer = await page.goto(url);
  assert.equal(answer.status(), 200, url);
  await look(page);
}

/** From the mail file to the home page; leaves no badge before Continue. */
async function comeIn(page, mail) {
  const name = mail.match(/^To: (.*)@/m)[1];
  await visit(page, demo.linkIn(mail));
  assert.match(await words(page), /This link is for/);
  assert.ok((await words(page)).includes(`${name[0]}...@`) || (await words(page)).includes(`${name[0]}…@`), 'says for whom');
  assert.deepEqual(await page.browserContext().cookies(), []);
  await press(page, 'Continue');
  assert.equal(page.url(), inRoom('/welcome'));
  await look(page);
  await press(page, 'Continue');
  assert.equal(page.url(), inRoom(''));
  await look(page);
  await follow(page, section);
  await look(page);
}

async function share(page, text) {
  await page.type('#f-text', text);
  if (page.isJavaScriptEnabled()) {
    await (await button(page, 'Share an idea')).click();
    await page.waitForSelector('#done', { timeout: 8000 });
    assert.equal(await page.evaluate(() => document.activeElement.querySelector('.c-said__text').innerText), text);
  } else {
    await press(page, 'Share an idea');
  }
  assert.match(await words(page), /Your idea is in/);
  assert.ok((await words(page)).includes(text));
}

/** Likes the first idea of somebody else; without scripts a page comes back. */
async function like(page) {
  const place = '#list article:not(.is-mine) .c-vote[value="like"]';
  const card = await page.$eval(place, (each) => each.closest('article').id);
  const before = Number(await page.$eval(`#${card} .c-vote b`, (each) => each.textContent));
  const target = await page.$(place);
  if (page.isJavaScriptEnabled())
    await target.click();
  else
    await Promise.all([page.waitForNavigation(), target.click()]);
  await page.waitForSelector(`#${card} .c-vote[aria-pressed="true"]`, { timeout: 8000 });
  assert.equal(Number(await page.$eval(`#${card} .c-vote[aria-pressed="true"] b`, (each) => each.textContent)), before + 1);
  return card.replace('i-', '');
}

async function comment(page, idea, text) {
  await visit(page, inRoom(`/i/${idea}`));
  await page.type('#comment textarea', text);
  const target = await button(page, 'Comment');
  if (page.isJavaScriptEnabled()) {
    await target.click();
    await page.waitForSelector('#done', { timeout: 8000 });
  } else {
    await Promise.all([page.waitForNavigation(), target.click()]);
  }
  assert.match(await words(page), /Your comment is in/);
  assert.ok((await words(page)).includes(text));
  await look(page);
}

/** A comment that names somebody is shown again, with the name marked, and goes in after a second yes. */
async function commentOnSomebody(page, idea, text, name) {
  const go = async (words, found) => {
    const target = await button(page, words);
    if (page.isJavaScriptEnabled()) {
      await target.click();
      await page.waitForSelector(found, { timeout: 8000 });
    } else {
      await Promise.all([page.waitForNavigation(), target.click()]);
    }
  };
  await visit(page, inRoom(`/i/${idea}`));
  await page.type('#comment textarea', text);
  await go('Comment', '#ask');
  assert.equal(await page.$eval('#ask mark', (each) => each.textContent), name);
  assert.equal(await page.$eval('#comment textarea', (each) => each.value), text);
  if (page.isJavaScriptEnabled())
    assert.equal(await page.evaluate(() => document.activeElement.id), 'ask');
  await look(page);
  await go('Share it as it is', '#done');
  assert.match(await words(page), /Your comment is in/);
  assert.ok((await words(page)).includes(text));
}

async function signOut(page) {
  await press(page, 'Sign out');
  assert.equal(here(page), '/signed-out');
  await look(page);
  assert.deepEqual((await page.browserContext().cookies()).filter(({ value }) => value), []);
  const answer = await page.goto(inRoom('/mine'));
  assert.ok([401, 403].includes(answer.status()), `${answer.status()} after signing out`);
}

async function mainWalk(page, mail, mark) {
  await comeIn(page, mail);
  await share(page, `${mark}: a quiet room on every floor`);
  const idea = await like(page);
  await comment(page, idea, `${mark}: yes, and soon`);
  await commentOnSomebody(page, idea, `${mark}: so says Margaret`, 'Margaret');
  await visit(page, inRoom('/mine'));
  const mine = await words(page);
  assert.ok(mine.includes(`${mark}: a quiet room`) && mine.includes(`${mark}: yes, and soon`), mine);
  for (const rest of ['/messages', '/search', '/p/rules', '/p/faq', '/p/privacy', '/p/accessibility', '/p/support', '/p/ledger'])
    await visit(page, inRoom(rest));
  await signOut(page);
}

/** Goes on with Tab until the thing in focus fits; true is what `fits` says of it in the page. */
async function tabTo(page, what, fits) {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(fits))
      return;
  }
  assert.fail(`Tab does not lead to ${what}`);
}

const enter = (page) => Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);

/** A single-letter key that leads to another page. */
const letter = (page, key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);

async function keyboardWalk(page, mail) {
  await page.goto(demo.linkIn(mail));
  await tabTo(page, 'Continue', () => document.activeElement.innerText?.trim() === 'Continue');
  await enter(page);
  await tabTo(page, 'an answer', () => document.activeElement.type === 'radio');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'Continue', () => document.activeElement.innerText?.trim() === 'Continue');
  await enter(page);
  assert.equal(page.url(), inRoom(''));
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to main content');
  await page.keyboard.press('Enter');
  await tabTo(page, 'a section', () => document.activeElement.href?.endsWith('/s/looking-after-each-other'));
  await enter(page);
  await tabTo(page, 'the text box', () => document.activeElement.name === 'text');
  await page.keyboard.type('By keyboard: a quiet room on every floor');
  await tabTo(page, 'Share an idea', () => document.activeElement.innerText?.trim() === 'Share an idea');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#done', { timeout: 8000 });
  assert.match(await words(page), /Your idea is in/);
  await tabTo(page, 'Like', () => document.activeElement.value === 'like');
  await page.keyboard.press(' ');
  await page.waitForFunction(() => document.activeElement.ariaPressed === 'true', { timeout: 8000 });
  await tabTo(page, 'the comments', () => /\/i\//.test(document.activeElement.href ?? ''));
  await enter(page);
  await tabTo(page, 'the comment box', () => document.activeElement.name === 'text');
  await page.keyboard.type('By keyboard: yes, and soon');
  await tabTo(page, 'Comment', () => document.activeElement.innerText?.trim() === 'Comment');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#done', { timeout: 8000 });
  await page.goto(inRoom(''));                  // from the top: behind the foot Firefox goes on to its own buttons
  await tabTo(page, 'Sign out', () => document.activeElement.innerText?.trim() === 'Sign out');
  await enter(page);
  assert.equal(here(page), '/signed-out');
}

/** Where no other browser is named, Chromium walks. */
const tests = {
  async 'from the mail to a comment in Firefox'(page) {
    await mainWalk(page, invitations[8], 'In Firefox');
  },

  'the same in Firefox by keyboard alone': (page) => keyboardWalk(page, invitations[10]),

  'from the mail to a comment': (page) => mainWalk(page, invitations[3], 'With scripts'),

  async 'the same without JavaScript'(page) {
    await page.setJavaScriptEnabled(false);
    await mainWalk(page, invitations[4], 'Without scripts');
  },

  'the same by keyboard alone': (page) => keyboardWalk(page, invitations[5]),

  /** With everything that the pages load, but for fonts; desk and room are two hosts, and each sends its own. */
  async 'a first visit is light, and the next page lighter'(page) {
    const session = await page.createCDPSession();
    const urls = new Map();
    const came = [];
    await session.send('Network.enable');
    session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => came.push({ url: urls.get(requestId) ?? '', bytes: encodedDataLength }));
    const weigh = () => came.splice(0).filter(({ url }) => !url.endsWith('.woff2')).reduce((sum, { bytes }) => sum + bytes, 0);
    await page.goto(demo.linkIn(invitations[9]));
    const desk = weigh();
    await press(page, 'Continue');
    await press(page, 'Continue');
    const room = weigh();
    await follow(page, section);
    const next = weigh();
    console.log(`# desk ${desk} bytes, welcome and home ${room}, a section ${next}`);
    for (const [what, bytes, most] of [['the desk', desk, 30], ['welcome and home', room, 60], ['a section', next, 15]])
      assert.ok(bytes > 1000 && bytes < most * 1024, `${what}: ${bytes} bytes`);
  },

  async 'similar ideas come while one types'(page) {
    await signIn(page, demo.linkIn(invitations[6]));
    await page.goto(inRoom('/s/looking-after-each-other'));
    await page.type('#f-text', 'Please publish the rota earlier');
    await page.waitForSelector('#similar li', { timeout: 8000 });
    assert.match(await page.$eval('#similar', (each) => each.textContent), /rota/i);
    await look(page);
  },

  async 'at the desk: the code page, a new link, my data'(page) {
    await visit(page, `${demo.desk}/in`);
    await visit(page, `${demo.desk}/link`);
    await signIn(page, demo.linkIn(invitations[7]));
    await visit(page, `${demo.desk}/me`);
    assert.match(await words(page), /Leave the conversation/);
  },

  async 'a facilitator hides a post by keyboard, takes it back, and the record says both'(page) {
    await signIn(page, demo.link('facilitator'));
    await visit(page, inRoom('/facilitate'));
    for (let step = 0; step < 3; step++)
      await page.keyboard.press('j');
    await enter(page);
    await look(page);
    assert.match(await page.$eval('h1', (each) => each.innerText), /May be abuse/);
    const said = await page.$eval('#original', (each) => each.innerText);
    const item = here(page);
    await letter(page, 'h');
    await look(page);
    assert.match(await page.$eval('#done', (each) => each.innerText), /[Hh]idden/);
    await visit(page, inRoom('/facilitate?list=done'));
    assert.ok((await words(page)).includes(said.slice(0, 20)), 'it is among those looked at');
    await visit(page, demo.room + item);
    await press(page, 'Bring it back');
    await look(page);
    assert.notEqual(here(page), item, 'the next one comes by itself');
    await visit(page, demo.room + item);
    assert.ok(await button(page, 'Hide'));
    assert.match(await words(page), /History: 2 steps/);
  },

  async 'an analyst reads one contribution, gives it a code and goes on'(page) {
    const read = async () => Number((await page.$eval('h1', (each) => each.innerText)).match(/^(\d+) of/)[1]);
    await signIn(page, demo.link('analyst'));
    await visit(page, inRoom('/analyse'));
    const before = await read();
    await Promise.all([page.waitForNavigation(), page.click('.c-tree ul .c-tree__code')]);
    await look(page);
    await letter(page, 'j');
    assert.equal(await read(), before + 1);
    for (const rest of ['/analyse/codes', '/analyse/themes', '/report'])
      await visit(page, inRoom(rest));
  },

  async 'an organiser sees rounded numbers, and the report before it is published'(page) {
    await signIn(page, demo.link('organiser'));
    for (const rest of ['', '/organise', '/organise/settings', '/organise/publish', '/report'])
      await visit(page, inRoom(rest));
    assert.match(await words(page), /preview/i);
  },

  async 'an administrator sees the roster, staff and mails'(page) {
    await page.goto(demo.link('administrator'));
    await press(page, 'Continue');
    for (const rest of ['/admin', `/admin/c/${slug}`, '/admin/staff', '/admin/mail'])
      await visit(page, demo.desk + rest);
  },
};

/** Runs one in a browser that has kept nothing. */
async function run(name, test) {
  const kind = name.includes('Firefox') ? 'firefox' : 'chromium';
  const context = await (await browserCalled(kind)).createBrowserContext();
  const page = await context.newPage();
  const said = complaints(page);
  page.setDefaultTimeout(15000);
  await page.setViewport({ width: 1280, height: 900 });
  if (kind === 'chromium')
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  try {
    await test(page);
    // A page that is refused on purpose, a form that asks back and a stream cut off by leaving the page say so; nothing else may.
    assert.deepEqual(said.filter((line) => !/status of 4(0[13]|22)|\/events/.test(line)), []);
    return null;
  } catch (error) {
    return `${page.url()}\n${error.stack}`;
  } finally {
    await context.close();
  }
}

const names = Object.keys(tests).filter((name) => !only.length || only.some((word) => name.includes(word)));
let failed = 0;
console.log(`1..${names.length + 1}`);
for (const [i, name] of names.entries()) {
  if (name.includes('Firefox') && !has('firefox')) {
    console.log(`ok ${i + 1} - ${name} # SKIP firefox is not installed`);
    continue;
  }
  const trouble = await run(name, tests[name]);
  failed += trouble !== null;
  console.log(`${trouble ? 'not ok' : 'ok'} ${i + 1} - ${name}`);
  trouble?.split('\n').forEach((line) => console.log(`  # ${line}`));
}
for (const each of Object.values(started))
  await (await each).close();
const code = await demo.stop();
failed += code !== 0;
console.log(`${code === 0 ? 'ok' : 'not ok'} ${names.length + 1} - the server ends well`);
process.exitCode = failed ? 1 : 0;
