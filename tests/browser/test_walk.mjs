// From a mail to a comment, as people do it, through the real server: with JavaScript, without it,
// by keyboard alone, in Chromium and in Firefox; then what staff do. Every page on the way is looked at by axe-core and has one
// h1. Prints TAP. node test_walk.mjs [WORD...]
// seconds: 600
import assert from 'node:assert/strict';
import { button, follow, press, signIn } from './demo.mjs';
import { demo, enter, here, inRoom, invitations, letter, look, runAll, tabTo, visit, words } from './walk.mjs';

const slug = 'our-next-five-years';
const section = 'Looking after each other';

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
    await page.waitForSelector('#done');
    assert.equal(await page.evaluate(() => document.activeElement.querySelector('.c-said__text').innerText), text);
  } else {
    await press(page, 'Share an idea');
    // Another walk said nearly the same: one is asked once, and loses nothing.
    if (/Support this instead/.test(await words(page))) {
      assert.equal(await page.$eval('#f-text', (each) => each.value), text);
      await look(page);
      await press(page, 'Share mine as well');
    }
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
  await page.waitForSelector(`#${card} .c-vote[aria-pressed="true"]`);
  assert.equal(Number(await page.$eval(`#${card} .c-vote[aria-pressed="true"] b`, (each) => each.textContent)), before + 1);
  return card.replace('i-', '');
}

async function comment(page, idea, text) {
  await visit(page, inRoom(`/i/${idea}`));
  await page.type('#comment textarea', text);
  const target = await button(page, 'Comment');
  if (page.isJavaScriptEnabled()) {
    await target.click();
    await page.waitForSelector('#done');
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
      await page.waitForSelector(found);
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
  await page.waitForSelector('#done');
  assert.match(await words(page), /Your idea is in/);
  await tabTo(page, 'Like', () => document.activeElement.value === 'like');
  await page.keyboard.press(' ');
  await page.waitForFunction(() => document.activeElement.ariaPressed === 'true');
  await tabTo(page, 'the comments', () => /\/i\//.test(document.activeElement.href ?? ''));
  await enter(page);
  await tabTo(page, 'the comment box', () => document.activeElement.name === 'text');
  await page.keyboard.type('By keyboard: yes, and soon');
  await tabTo(page, 'Comment', () => document.activeElement.innerText?.trim() === 'Comment');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#done');
  await page.goto(inRoom(''));                  // from the top: behind the foot Firefox goes on to its own buttons
  await tabTo(page, 'Sign out', () => document.activeElement.innerText?.trim() === 'Sign out');
  await enter(page);
  assert.equal(here(page), '/signed-out');
}

const focus = (page) => page.evaluate(() => document.activeElement.localName + (document.activeElement.id ? `#${document.activeElement.id}` : ''));
const waiting = async (page) => Number((await page.$eval('h1', (each) => each.innerText)).match(/^(\d+)/)?.[1] ?? 0);

/** Goes on with Tab to the element, and no further than once around. */
const tabInto = (page, selector) => tabTo(page, selector, `document.activeElement.matches(${JSON.stringify(selector)})`);
const pressButton = async (page, value) => {
  await tabInto(page, `button[value="${value}"]`);
  await enter(page);
};

/** What a facilitator does with an item that is open, by keyboard alone. */
const acts = {
  fine: (page) => letter(page, 'o'),
  async hide(page) {
    if (!await page.$eval('#f-reason', (each) => each.value)) {
      await page.keyboard.press('h');
      assert.equal(await focus(page), 'select#f-reason', 'hiding asks for its reason');
      await page.keyboard.press('ArrowDown');
      return pressButton(page, 'hide');
    }
    return letter(page, 'h');
  },
  remove: (page) => letter(page, 'd'),
  async move(page) {
    if (!await page.$('#move'))
      return letter(page, 'o');
    await page.keyboard.press('m');
    await tabInto(page, '#move select');
    const at = await page.$eval('#move select', (each) => each.selectedIndex);
    await page.keyboard.press(at === 0 ? 'ArrowDown' : 'ArrowUp');
    return pressButton(page, 'move');
  },
  async edit(page) {
    await tabInto(page, '#f-text');
    await page.keyboard.press('End');
    await page.keyboard.type(' (made shorter)');
    assert.equal(await page.$eval('#diff', (each) => each.hidden), false, 'the change stands beside what was');
    await pressButton(page, 'edit');
  },
  async split(page) {
    if (!await page.$('#split'))
      return letter(page, 'o');
    await page.keyboard.press('s');
    // The fourth box is there once the third is filled.
    for (const part of [1, 2, 3, 4]) {
      await tabInto(page, `#split textarea[name="part-${part}"]`);
      await page.keyboard.type(`Part ${part} of what was said`);
    }
    return pressButton(page, 'split');
  },
  async merge(page) {
    if (!await page.$('#merge'))
      return letter(page, 'o');
    const other = await page.evaluate(async (address) => {
      const list = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
      return [...list.querySelectorAll('#list a[href*="/i/"]')].map((each) => each.getAttribute('href').split('#')[0])
        .find((href) => !location.pathname.endsWith(href.split('/').at(-1)));
    }, inRoom('/s/our-purpose'));
    await page.keyboard.press('g');
    await tabInto(page, '#f-into-id');
    await page.keyboard.type(demo.room + other);
    return enter(page);
  },
};

/** In the list: three are chosen and kept at once, and come back; hiding asks for its reason first. */
async function worksInTheList(page) {
  await visit(page, inRoom('/facilitate'));
  const before = await waiting(page);
  await page.keyboard.press('j');
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('x');
    await page.keyboard.press('j');
  }
  assert.equal(await page.$$eval('#bulk [name^="item-"]:checked', (boxes) => boxes.length), 3);
  await letter(page, 'o');
  assert.equal(await focus(page), 'div#done');
  await look(page);
  assert.equal(await waiting(page), before - 3);
  await letter(page, 'u');
  assert.equal(await waiting(page), before);
  await page.keyboard.press('j');
  await page.keyboard.press('h');
  assert.equal(await focus(page), 'select#f-reason');
  return before;
}

/** j and k lead down and up again, ? shows what there is. */
async function findsTheKeys(page) {
  await visit(page, inRoom('/facilitate'));
  const line = () => page.evaluate(() => document.activeElement.href);
  await page.keyboard.press('j');
  const first = await line();
  await page.keyboard.press('j');
  assert.notEqual(await line(), first);
  await page.keyboard.press('k');
  assert.equal(await line(), first);
  await page.keyboard.press('?');
  assert.equal(await page.$eval('#keys', (each) => each.open), true);
  const named = await page.$$eval('#keys kbd', (keys) => keys.map((each) => each.textContent));
  assert.deepEqual(['j', 'k', 'e', 'h', 'm', 's', 'x', 'u', '?'].filter((key) => !named.includes(key)), []);
}

/** Thirty of the queue by keyboard alone, each act in its turn; where the focus is, is asked all the while. */
async function worksThroughThirty(page) {
  const before = await worksInTheList(page);
  await findsTheKeys(page);
  await enter(page);
  const turns = Object.keys(acts);
  const did = [];
  for (; did.length < 30 && /\/facilitate\/./.test(here(page)); did.push(turns[did.length % turns.length])) {
    const act = turns[did.length % turns.length];
    await acts[act](page);
    const errors = await page.$$eval('#errors', (all) => all.map((each) => each.innerText));
    assert.deepEqual([await focus(page), ...errors], ['div#done'], `${act}: what was done is heard first`);
  }
  console.log(`# ${did.length} of ${before} by keyboard`);
  assert.equal(did.length, Math.min(30, before));
}

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
    for (const [what, bytes, most] of [['the first visit, desk and room together', desk + room, 60], ['a section', next, 15]])
      assert.ok(bytes > 1000 && bytes < most * 1024, `${what}: ${bytes} bytes`);
  },

  async 'similar ideas come while one types'(page) {
    await signIn(page, demo.linkIn(invitations[6]));
    await page.goto(inRoom('/s/looking-after-each-other'));
    await page.type('#f-text', 'Please publish the rota earlier');
    await page.waitForSelector('#similar li');
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

  async 'a facilitator hides a post by keyboard, takes it back, and works through thirty others'(page) {
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
    await worksThroughThirty(page);
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

await runAll(tests);
