// What the walks share: the demonstration with its invitations, looking at a page, going on by keyboard, and one browser for each
// test that has kept nothing.
import assert from 'node:assert/strict';
import { axeSource, chromium, complaints, firefox, has, needs } from './lib.mjs';
import { startDemo } from './demo.mjs';

needs('chromium');
const only = process.argv.slice(2);
const slug = 'our-next-five-years';
const rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
export const demo = await startDemo();
/** Each is started when the first test asks for it. */
const start = { chromium, firefox };
const started = {};
const browserCalled = (name) => { started[name] ??= start[name](); return started[name]; };

export const words = (page) => page.$eval('body', (body) => body.innerText);
export const here = (page) => new URL(page.url()).pathname;
export const inRoom = (rest) => `${demo.room}/c/${slug}${rest}`;

/** Invitations, one for each person. */
const invited = () => demo.mails().filter((mail) => mail.includes('Subject: You are invited'));
for (let i = 0; i < 300 && invited().length < 40; i++)        // they are written once the server runs
  await new Promise((resolve) => { setTimeout(resolve, 100); });
export const invitations = invited();

/** One h1, a title, a language; nothing that axe-core finds. Axe needs scripts. */
export async function look(page) {
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
export async function visit(page, url) {
  const answer = await page.goto(url);
  assert.equal(answer.status(), 200, url);
  await look(page);
}

/** Goes on with Tab until the thing in focus fits; true is what `fits` says of it in the page. */
export async function tabTo(page, what, fits) {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(fits))
      return;
  }
  assert.fail(`Tab does not lead to ${what}`);
}

export const enter = (page) => Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);

/** A single-letter key that leads to another page. */
export const letter = (page, key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);

/** Runs one in a browser that has kept nothing. */
async function run(name, test) {
  const kind = name.includes('Firefox') ? 'firefox' : 'chromium';
  const context = await (await browserCalled(kind)).createBrowserContext();
  const page = await context.newPage();
  const said = complaints(page);
  page.setDefaultTimeout(30000);
  await page.setViewport({ width: 1280, height: 900 });
  if (kind === 'chromium')
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  try {
    await test(page);
    // A page that is refused on purpose, a form that asks back and a stream cut off by leaving the page say so; nothing else may.
    assert.deepEqual(said.filter((line) => !/status of 4(0[134]|22)|\/events/.test(line)), []);
    return null;
  } catch (error) {
    return `${page.url()}\n${error.stack}`;
  } finally {
    await context.close();
  }
}

/** Runs the tests that were asked for, one after the other, and tells of each; then the server has to end well. */
export async function runAll(tests) {
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
}
