// Every sample page in Chromium: nothing that axe-core finds, wide, on a phone, from right to left, in the dark; no sideways scroll
// from 320 px on, nor with text twice as large; targets of at least 44 px (in a row of text 24); nothing that only a colour
// says in forced colours; one h1; no complaint of the content policy. On paper: no controls, and nothing of whose copy it is.
// Prints TAP. node test_pages.mjs [NAME...]
// seconds: 900
import { axeSource, chromium, complaints, emulate, needs, renderPages, serve } from './lib.mjs';

const only = process.argv.slice(2);
const rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
needs('chromium');
const pages = renderPages();
const names = pages.names.filter((name) => !only.length || only.includes(name));
const server = await serve(pages.folder);
const browser = await chromium();
let failed = 0;

const calm = { 'prefers-color-scheme': 'light', 'prefers-reduced-motion': 'reduce' };

async function open(name) {
  const page = await browser.newPage();
  const said = complaints(page);
  await emulate(page, calm);
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`${server.url}/${name}.html`, { waitUntil: 'load' });
  await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true; });`);
  await page.evaluate(axeSource);
  return { page, said };
}

async function axe(page, options) {
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
const turned = () => [...document.querySelectorAll('main p, main h1, main h2, main li')].filter((each) => each.checkVisibility() && getComputedStyle(each).direction === 'rtl'
  && getComputedStyle(each).textAlign === 'left').slice(0, 3).map((each) => `aligned to the left: ${each.outerHTML.slice(0, 90)}`);

const noise = /status of 404|EventSource|not loaded: .*\/events/;    // there is no stream in this test

/** All rules on a wide page and on a phone; then what differs for those who read from right to left, in the dark, in large. */
async function look(name) {
  const { page, said } = await open(name);
  const only = (...values) => ({ runOnly: { type: 'rule', values } });
  const found = await axe(page, { runOnly: rules });
  const at = async (what, lines) => found.push(...lines.map((line) => `${what}: ${line}`));
  for (const width of [1024, 768, 360, 320]) {
    await page.setViewport({ width, height: 900 });
    await at(`${width} px`, await page.evaluate(sideways));
  }
  found.push(...await page.evaluate(shape), ...await axe(page, { runOnly: rules }));
  await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
  await at('right to left', [...await page.evaluate(sideways), ...await page.evaluate(turned), ...await axe(page, only('color-contrast', 'target-size'))]);
  await page.evaluate(() => { document.documentElement.dir = 'ltr'; document.documentElement.style.fontSize = '200%'; });
  await page.setViewport({ width: 640, height: 900 });
  await at('200 %', await page.evaluate(sideways));
  await page.evaluate(() => { document.documentElement.removeAttribute('style'); });
  await page.setViewport({ width: 1280, height: 900 });
  await emulate(page, { ...calm, 'prefers-color-scheme': 'dark' });
  await at('dark', await axe(page, only('color-contrast', 'link-in-text-block')));
  await emulate(page, { ...calm, 'prefers-contrast': 'more' });
  await at('more contrast', await axe(page, only('color-contrast')));
  await emulate(page, { ...calm, 'forced-colors': 'active' });
  await at('forced colours', await page.evaluate(edges));
  await emulate(page, calm, 'print');
  await at('print', [...await page.evaluate(sideways), .../^(section|idea|home|report|rules|ledger)/.test(name) ? await page.evaluate(paper) : []]);
  found.push(...said.filter((line) => !noise.test(line)));
  await page.close();
  return [...new Set(found)];
}

/** The same page in another language: longer words, other letters; what its English page was looked at for is not asked again. */
async function lookTranslated(name) {
  const { page, said } = await open(name);
  const found = [];
  for (const width of [768, 320]) {
    await page.setViewport({ width, height: 900 });
    found.push(...(await page.evaluate(sideways)).map((line) => `${width} px: ${line}`));
  }
  found.push(...await page.evaluate(shape), ...await page.evaluate(turned), ...name.endsWith('.ar') ? await axe(page, { runOnly: rules }) : []);
  found.push(...said.filter((line) => !noise.test(line)));
  await page.close();
  return [...new Set(found)];
}

console.log(`1..${names.length}`);
for (const [i, name] of names.entries()) {
  const found = await (name.includes('.') ? lookTranslated : look)(name);
  failed += found.length > 0;
  console.log(`${found.length ? 'not ok' : 'ok'} ${i + 1} - ${name}`);
  found.forEach((line) => console.log(`  # ${line}`));
}
await browser.close();
server.close();
pages.remove();
process.exitCode = failed ? 1 : 0;
