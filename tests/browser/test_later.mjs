// What comes after the first visit, as people do it, through the real server: the five words on another device, starting afresh, a
// shared computer, leaving, and the time after closing; with scripts, without them, by keyboard alone, and in Firefox. Every page
// on the way is looked at by axe-core. Prints TAP. node test_later.mjs [WORD...]
// seconds: 600
import assert from 'node:assert/strict';
import { press, signIn } from './demo.mjs';
import { demo, enter, here, inRoom, invitations, look, runAll, tabTo, visit, words } from './walk.mjs';

const DAY = 24 * 3600;
const section = '/s/looking-after-each-other';
let next = 20;
/** The link of somebody who has not been in. */
const somebody = () => demo.linkIn(invitations[next++]);

const named = (name) => `(document.activeElement.innerText ?? '').trim().startsWith(${JSON.stringify(name)}) && document.activeElement.matches('a, button')`;

/** Ways of pressing a button or following a link that leads to another page, and of filling a box. */
const mouse = {
  async go(page, name) {
    const target = await page.waitForSelector(`::-p-xpath((//main | //header)//*[self::a or self::button][starts-with(normalize-space(.), "${name}")])`);
    await Promise.all([page.waitForNavigation(), target.click()]);
  },
  async fill(page, name, text) {
    await page.$eval(`[name="${name}"]`, (box) => { box.value = ''; });
    await page.type(`[name="${name}"]`, text);
  },
};
const keyboard = {
  async go(page, name) {
    await tabTo(page, name, named(name));
    await enter(page);
  },
  async fill(page, name, text) {
    await tabTo(page, name, `document.activeElement.name === ${JSON.stringify(name)}`);
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await page.keyboard.type(text);
  },
};
const ways = {
  'with scripts': { hands: mouse },
  'without JavaScript': { hands: mouse, plain: true },
  'by keyboard alone': { hands: keyboard },
  'in Firefox': { hands: mouse },
};

/** A tab in a browser that knows nothing of the page's. */
async function elsewhere(page, way) {
  const context = await page.browser().createBrowserContext();
  const other = await context.newPage();
  other.setDefaultTimeout(30000);
  if (way.plain)
    await other.setJavaScriptEnabled(false);
  return { page: other, close: () => context.close() };
}

/** Comes in and shares an idea; its path. */
async function writes(page, way, link, text) {
  await signIn(page, link);
  if (here(page).endsWith('/welcome'))
    await press(page, 'Continue');
  await page.goto(inRoom(section));
  await way.hands.fill(page, 'text', text);
  if (way.plain) {
    await press(page, 'Share an idea');
    if (/Support this instead/.test(await words(page)))
      await press(page, 'Share mine as well');
  } else {
    const target = await page.waitForSelector('::-p-aria([name="Share an idea"][role="button"])');
    await target.click();
    await page.waitForSelector('#done, #errors, #ask');
    if (!await page.$('#done')) {
      await (await page.waitForSelector('::-p-aria([name="Share mine as well"][role="button"])')).click();
      await page.waitForSelector('#done');
    }
  }
  assert.match(await words(page), /Your idea is in/);
}

const fiveWords = (page) => page.$$eval('.c-words li', (all) => all.map((each) => each.textContent));

/** Without the words nothing is taken, nothing typed is lost, and the way to them stands beside it. */
async function triesToWrite(page, way) {
  const typed = 'From my phone: a seat at the bus stop';
  const address = page.url();
  await page.goto(inRoom(section));
  await page.type('[name="text"]', typed);
  if (way.plain)
    await press(page, 'Share an idea');
  else
    await (await page.waitForSelector('::-p-aria([name="Share an idea"][role="button"])')).click();
  await page.waitForSelector('#errors');
  assert.match(await page.$eval('#errors', (each) => each.innerText), /five words/);
  assert.equal(await page.$eval('[name="text"]', (box) => box.value), typed);
  assert.ok(await page.$('a[href$="/return"]'));
  if (!way.plain) {
    assert.equal(await page.evaluate(() => document.activeElement.id), 'errors', 'heard at once');
    assert.equal(await page.$eval('#alert', (each) => each.textContent), '');
  }
  await look(page);
  await page.goto(address);
}

async function secondDevice(page, way) {
  const text = `On two devices, ${Object.keys(ways).find((name) => ways[name] === way)}: let us meet outdoors`;
  const link = somebody();
  await writes(page, way, link, text);
  await visit(page, inRoom('/mine'));
  const mine = await fiveWords(page);
  assert.equal(mine.length, 5);
  await way.hands.go(page, 'I have written them down');
  assert.deepEqual(await fiveWords(page), [], 'shown once');

  const phone = await elsewhere(page, way);
  await signIn(phone.page, link);
  if (here(phone.page).endsWith('/welcome'))
    await press(phone.page, 'Continue');
  await visit(phone.page, inRoom('/mine'));
  assert.ok(!(await words(phone.page)).includes(text), 'a link alone shows nothing of one\'s own');
  await triesToWrite(phone.page, way);
  await way.hands.fill(phone.page, 'words', 'apple apple apple apple apple');
  await way.hands.go(phone.page, 'Go on as the same person');
  await look(phone.page);
  assert.match(await phone.page.$eval('#errors', (each) => each.innerText), /words/);
  assert.equal(await phone.page.$eval('[name="words"]', (box) => box.value), 'apple apple apple apple apple', 'what was typed is there');
  await way.hands.fill(phone.page, 'words', mine.map((each) => each.slice(0, 4).toUpperCase()).join('  '));
  await way.hands.go(phone.page, 'Go on as the same person');
  await look(phone.page);
  await visit(phone.page, inRoom('/mine'));
  assert.ok((await words(phone.page)).includes(text), 'the same person');
  await phone.close();

  const third = await elsewhere(page, way);
  await signIn(third.page, link);
  if (here(third.page).endsWith('/welcome'))
    await press(third.page, 'Continue');
  await visit(third.page, inRoom('/mine'));
  await way.hands.go(third.page, 'start afresh');
  await look(third.page);
  await way.hands.go(third.page, 'Start afresh');
  await look(third.page);
  await visit(third.page, inRoom('/mine'));
  assert.ok(!(await words(third.page)).includes(text), 'somebody new');
  assert.equal((await fiveWords(third.page)).length, 5);
  await third.close();
}

async function sharedComputer(page, way) {
  await page.goto(somebody());
  await way.hands.go(page, 'I’m on a shared computer');
  await look(page);
  assert.deepEqual((await page.browserContext().cookies()).filter(({ session }) => !session).map(({ name }) => name), [], 'nothing outlives the browser');
  await page.goto(inRoom(section));
  await way.hands.fill(page, 'text', 'What I am only thinking about');
  await page.goto(inRoom(section));
  assert.equal(await page.$eval('[name="text"]', (box) => box.value), '', 'no draft');
  await way.hands.go(page, 'Sign out');
  assert.equal(here(page), '/signed-out');
  await look(page);
  assert.deepEqual((await page.browserContext().cookies()).filter(({ value }) => value), []);
  if (!way.plain)
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
}

async function leaving(page, way) {
  const link = somebody();
  const text = `Left behind ${Object.keys(ways).find((name) => ways[name] === way)}: a bench under the lime tree`;
  await writes(page, way, link, text);
  await visit(page, inRoom('/mine'));
  await way.hands.go(page, 'Leave the conversation');
  assert.equal(page.url().split('?')[0], `${demo.desk}/me`);
  await look(page);
  await way.hands.go(page, 'Leave the conversation');
  await look(page);
  await way.hands.go(page, 'No, go back');
  assert.equal(here(page), '/me', 'nothing has happened');
  await way.hands.go(page, 'Delete my data');
  await way.hands.go(page, 'Yes, leave the conversation');
  await look(page);
  assert.match(await words(page), /You have left/);
  const again = await page.goto(link);
  assert.equal(again.status(), 404, 'the link is worth nothing');
  const other = await elsewhere(page, way);
  await signIn(other.page, somebody());
  await other.page.goto(`${inRoom(section)}?order=newest`);
  assert.ok((await words(other.page)).includes(text), 'what was written stays');
  await other.close();
}

/** Those who took part before it closed, each in a browser that stays open: way -> { page, link, text, close }. */
const stayed = new Map();

/** Everything that can be done once it is over: reading, one's own with a receipt, the report. */
async function afterClosing(page, way) {
  const { page: own, text, link } = stayed.get(way);
  await signIn(own, link);
  await visit(own, inRoom(''));
  assert.match(await words(own), /closed|Thank you/i);
  await visit(own, inRoom(section));
  assert.equal(await own.$('textarea, .c-vote:not([disabled])'), null, 'nothing to write or to press');
  await visit(own, inRoom('/mine'));
  assert.ok((await words(own)).includes(text));
  await way.hands.go(own, 'Get a receipt');
  await look(own);
  await way.hands.go(own, 'Show me the code');
  await look(own);
  const code = await own.$eval('.c-receipt', (each) => each.textContent);
  await visit(page, inRoom('/receipt'));
  await way.hands.fill(page, 'code', code.slice(0, 10));
  await way.hands.go(page, 'Show');
  await look(page);
  assert.equal(await page.$eval('[name="code"]', (box) => box.value), code.slice(0, 10));
  await way.hands.fill(page, 'code', code.toLowerCase());
  await way.hands.go(page, 'Show');
  await look(page);
  assert.ok((await words(page)).includes(text.slice(0, 20)), 'whoever has the code reads what became of it');
  await visit(own, inRoom('/report'));
  assert.match(await words(own), /What you told us|What we heard/i);
}

/** Goes on to the day after closing; the organiser publishes the report. */
async function closes(page) {
  for (const way of Object.values(ways).filter((each) => each !== ways['in Firefox'])) {
    const { page: own, close } = await elsewhere(page, way);
    const one = { page: own, close, link: somebody(), text: `Before it closes (${stayed.size}): keep the evening bus running` };
    await writes(own, way, one.link, one.text);
    stayed.set(way, one);
  }
  await demo.later(30 * DAY);
  demo.command('staff add', '--role', 'organiser', '--email', 'new@example.org', '--name', 'New', '--conversation', 'our-next-five-years');
  const sent = () => demo.mails().find((mail) => mail.includes('To: new@example.org') || mail.includes('<new@example.org>'));
  for (let i = 0; i < 300 && !sent(); i++)
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  await signIn(page, demo.linkIn(sent()));
  await visit(page, inRoom('/organise/publish'));
  await press(page, 'Publish');
  await look(page);
}

const tests = {};
for (const [name, way] of Object.entries(ways)) {
  const prepared = (walk) => async (page) => {
    if (way.plain)
      await page.setJavaScriptEnabled(false);
    await walk(page, way);
  };
  tests[`the five words on another device, ${name}`] = prepared(secondDevice);
  tests[`a shared computer, ${name}`] = prepared(sharedComputer);
  tests[`leaving, ${name}`] = prepared(leaving);
}
tests['it closes, and the report is published'] = closes;
for (const [name, way] of Object.entries(ways).filter(([, each]) => each !== ways['in Firefox']))
  tests[`after closing, ${name}`] = async (page) => {
    if (way.plain)
      await page.setJavaScriptEnabled(false);
    await afterClosing(page, way);
    await stayed.get(way).close();
  };

await runAll(tests);
