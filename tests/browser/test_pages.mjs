// Every sample page in Chromium: nothing that axe-core finds, wide, on a phone, from right to left, in the dark; no sideways scroll
// from 320 px on, nor with text twice as large; targets of at least 44 px (in a row of text 24); nothing that only a colour
// says in forced colours; one h1; no complaint of the content policy. On paper: no controls, and nothing of whose copy it is.
// Prints TAP. node test_pages.mjs [NAME...]
// seconds: 1800
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, complaints, emulator, needs, renderPages, resolveNpm, serve } from './lib.mjs';

const only = process.argv.slice(2);
const rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
needs('chromium');
const pages = renderPages();
// Loaded like a script of the page, axe is compiled once, not for each page again.
copyFileSync(resolveNpm('axe-core/axe.min.js'), join(pages.folder, 'axe.js'));
const names = pages.names.filter((name) => !only.length || only.includes(name));
const server = await serve(pages.folder);
const browser = await chromium();
let failed = 0;

const calm = { 'prefers-color-scheme': 'light', 'prefers-reduced-motion': 'reduce' };

/** One tab for many pages: { page, emulate, said }. A new tab for each takes longer than to look at it. */
async function tab() {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  return { page, emulate: await emulator(page), said: complaints(page) };
}

async function open({ page, emulate, said }, name) {
  said.length = 0;
  await emulate(calm);
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`${server.url}/${name}.html`, { waitUntil: 'load' });
  await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true; });`);
}

async function axe(page, options) {
  if (!await page.evaluate(`'axe' in window`))
    await page.addScriptTag({ url: `${server.url}/axe.js` });
  const { violations } = await page.evaluate((given) => window.axe.run(document, { ...given, resultTypes: ['violations'] }), options);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.split('\n')[1] ?? ''}`));
}

const sideways = () => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [`sideways scroll: ${document.documentElement.scrollWidth} of ${document.documentElement.clientWidth}: `
    + [...document.querySelectorAll('main *')].filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .slice(0, 3).map((each) => each.outerHTML.slice(0, 100)).join(' | ')] : [];

const shape = () => {
  const found = [];
  if (document.querySelectorAll('h1').length !== 1)
    found.push(`${document.querySelectorAll('h1').length} h1`);
  if (document.querySelector('[style], [onclick]'))
    found.push('a style or handler attribute');
  const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
  ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => found.push(`the id ${id} twice`));
  for (const name of ['aria-labelledby', 'aria-describedby', 'for', 'form'])
    for (const each of document.querySelectorAll(`[${name}]`))
      for (const id of each.getAttribute(name).split(' '))
        if (!document.getElementById(id))
          found.push(`${name} leads to no ${id}`);
  for (const each of document.querySelectorAll('button, a[class], summary, input:not([type=hidden]), select, textarea, nav a')) {
    // A box to tick is as large as its label, which is pressed in its place.
    const { width, height } = (each.matches('[type=checkbox], [type=radio]') ? each.parentElement : each).getBoundingClientRect();
    const least = each.matches('.c-mark__drop') ? 24 : 44;
    if (width && height && (width < 24 || height < least - 0.5) && !each.closest('p, .c-vh, .c-section') && !each.matches('.govuk-skip-link'))
      found.push(`small target ${Math.round(width)} x ${Math.round(height)}: ${each.outerHTML.slice(0, 90)}`);
  }
  return found;
};

/** What stands on paper: no buttons or boxes, and no mark of one's own posts and votes. */
const paper = () => [...document.querySelectorAll('main textarea, main input, main .govuk-button, .c-mark--mine, .c-said__vote, .c-nav')]
  .filter((each) => each.type !== 'hidden' && each.checkVisibility()).map((each) => `on paper: ${each.outerHTML.slice(0, 90)}`);

/** Where no tint is shown, each of these still has an edge or an outline. */
const edges = () => ['.c-card', '.c-said', '.c-talk li', '.govuk-button', '.c-vote', '.c-vote[aria-pressed=true]', '.c-seclist [aria-current]', '.c-order [aria-current]']
  .flatMap((selector) => [...document.querySelectorAll(`main ${selector}`)].slice(0, 1).filter((each) => {
    const { borderTopWidth, borderTopStyle, outlineStyle } = getComputedStyle(each);
    const pressed = selector.includes('aria-');
    return each.checkVisibility() && (pressed ? outlineStyle === 'none' : parseFloat(borderTopWidth) < 1 || borderTopStyle === 'none');
  }).map(() => `no edge in forced colours: ${selector}`));

/** What was laid out from the left alone. (Text in letters of its own direction is held at the right by name: see _rtl.scss.) */
const turned = () => [...document.querySelectorAll('main :is(p, h1, h2, li, caption, th, td)')].filter((each) => each.checkVisibility() && getComputedStyle(each).direction === 'rtl'
  && getComputedStyle(each).textAlign === 'left').slice(0, 3).map((each) => `aligned to the left: ${each.outerHTML.slice(0, 90)}`);

const noise = /status of 404|EventSource|not loaded: .*\/events/;    // there is no stream in this test

// Contrast takes axe longer than all else: it is looked at on the phone, and wide in the dark and with more contrast.
const withoutContrast = { runOnly: rules, rules: { 'color-contrast': { enabled: false } } };

/** All rules on a phone, and wide; then what differs for those who read from right to left (all rules again on its Arabic page),
 *  in the dark, in large. */
async function look(tab, name) {
  const { page, emulate, said } = tab;
  await open(tab, name);
  const only = (...values) => ({ runOnly: { type: 'rule', values } });
  const found = await axe(page, withoutContrast);
  const at = async (what, lines) => found.push(...lines.map((line) => `${what}: ${line}`));
  for (const width of [1024, 768, 360, 320]) {
    await page.setViewport({ width, height: 900 });
    await at(`${width} px`, await page.evaluate(sideways));
  }
  found.push(...await page.evaluate(shape), ...await axe(page, { runOnly: rules }));
  await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
  await at('right to left', [...await page.evaluate(sideways), ...await page.evaluate(turned), ...await axe(page, only('target-size'))]);
  await page.evaluate(() => { document.documentElement.dir = 'ltr'; document.documentElement.style.fontSize = '200%'; });
  await page.setViewport({ width: 640, height: 900 });
  await at('200 %', await page.evaluate(sideways));
  await page.evaluate(() => { document.documentElement.removeAttribute('style'); });
  await page.setViewport({ width: 1280, height: 900 });
  await emulate({ ...calm, 'prefers-color-scheme': 'dark' });
  await at('dark', await axe(page, only('color-contrast', 'link-in-text-block')));
  await emulate({ ...calm, 'prefers-contrast': 'more' });
  await at('more contrast', await axe(page, only('color-contrast')));
  await emulate({ ...calm, 'forced-colors': 'active' });
  await at('forced colours', await page.evaluate(edges));
  await emulate(calm, 'print');
  await at('print', [...await page.evaluate(sideways), .../^(section|idea|home|report|rules|ledger)/.test(name) ? await page.evaluate(paper) : []]);
  found.push(...said.filter((line) => !noise.test(line)));
  return [...new Set(found)];
}

/** The same page in another language: longer words, other letters; what its English page was looked at for is not asked again. */
async function lookTranslated(tab, name) {
  const { page, said } = tab;
  await open(tab, name);
  const found = [];
  for (const width of [768, 320]) {
    await page.setViewport({ width, height: 900 });
    found.push(...(await page.evaluate(sideways)).map((line) => `${width} px: ${line}`));
  }
  found.push(...await page.evaluate(shape), ...await page.evaluate(turned), ...name.endsWith('.ar') ? await axe(page, withoutContrast) : []);
  found.push(...said.filter((line) => !noise.test(line)));
  return [...new Set(found)];
}

/** Two at a time, each in a context of its own, which Chromium runs as a process of its own; told in order. */
const looks = names.map((name) => {
  const one = { name };
  one.promise = new Promise((resolve, reject) => Object.assign(one, { resolve, reject }));
  return one;
});
async function lane(rest) {
  const own = await tab();
  for (const { name, resolve, reject } of rest)
    await (name.includes('.') ? lookTranslated : look)(own, name).then(resolve, reject);
}
const rest = looks.values();
lane(rest);
lane(rest);

console.log(`1..${names.length}`);
for (const [i, { name, promise }] of looks.entries()) {
  const found = await promise;
  failed += found.length > 0;
  console.log(`${found.length ? 'not ok' : 'ok'} ${i + 1} - ${name}`);
  found.forEach((line) => console.log(`  # ${line}`));
}
await browser.close();
server.close();
pages.remove();
process.exitCode = failed ? 1 : 0;
