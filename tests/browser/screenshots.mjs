// Pictures of the main pages of the demonstration, on a phone and on a wide screen:
// node screenshots.mjs FOLDER [NAME...] [--whole]    (whole: to the foot, for looking at)
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, complaints, needs } from './lib.mjs';
import { press, signIn, startDemo } from './demo.mjs';

needs('chromium');
const [folder, ...only] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const whole = process.argv.includes('--whole');
const slug = 'our-next-five-years';
const screens = [{ width: 360, height: 1000 }, { width: 1280, height: 1000 }];

/** By role: what is opened, one after another; `null` stays on the page one is on. */
const tours = {
  participant: [
    ['welcome', null],
    ['home', ''],
    ['section', '/s/looking-after-each-other?sort=discussed'],
    ['idea', async (page) => page.$eval('#list a[href*="/i/"]', (link) => new URL(link.href).pathname)],
    ['mine', '/mine'],
    ['ledger', '/p/ledger'],
    ['search', '/search'],
    ['rules', '/p/rules'],
    ['faq', '/p/faq'],
    ['privacy', '/p/privacy'],
    ['messages', '/messages'],
  ],
  facilitator: [['facilitate', '/facilitate'], ['item', async (page) => page.$eval('.c-queue a', (link) => new URL(link.href).pathname)]],
  analyst: [['analyse', '/analyse'], ['themes', '/analyse/themes'], ['codes', '/analyse/codes']],
  organiser: [['organise', '/organise'], ['report', '/report']],
};
const main = ['in', 'welcome', 'home', 'section', 'idea', 'mine', 'facilitate', 'item', 'organise', 'report'];
const wanted = only.length ? only : main;

mkdirSync(folder, { recursive: true });
const demo = await startDemo();
const browser = await chromium();

async function picture(page, name) {
  for (const screen of screens) {
    await page.setViewport(screen);
    await page.evaluate(() => document.fonts.ready.then(() => window.scrollTo(0, 0)));
    await page.screenshot({ path: join(folder, `${name}-${screen.width}.png`), fullPage: whole, optimizeForSpeed: false });
  }
}

async function tour(role, stops) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const said = complaints(page);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.goto(demo.link(role));
  if (role === 'participant' && wanted.includes('in'))
    await picture(page, 'in');
  await press(page, 'Continue');
  for (const [name, where] of stops) {
    if (name === 'home')
      await press(page, 'Continue');
    const path = typeof where === 'function' ? await where(page) : where === null ? null : `/c/${slug}${where}`;
    if (path !== null) {
      const answer = await page.goto(demo.room + path, { waitUntil: 'load' });
      if (!answer.ok()) {
        console.log(`${role} ${path}: ${answer.status()}`);
        continue;
      }
    }
    if (wanted.includes(name) || wanted.includes('all'))
      await picture(page, name);
  }
  said.forEach((line) => console.log(`${role}: ${line}`));
  await context.close();
}

for (const [role, stops] of Object.entries(tours))
  await tour(role, stops).catch((error) => console.log(`${role}: ${error.message}`));
await browser.close();
await demo.stop();
