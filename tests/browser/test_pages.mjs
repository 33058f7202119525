// Every sample page in Chromium, light and dark: nothing that axe-core finds, no sideways
// scroll from 320 px on, targets of at least 24 px, one h1, no complaint of the content
// policy. Prints TAP. node test_pages.mjs [NAME...]
// seconds: 900
import { axeSource, chromium, complaints, needs, renderPages, serve } from './lib.mjs';

const only = process.argv.slice(2);
const rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
needs('chromium');
const pages = renderPages();
const names = pages.names.filter((name) => !only.length || only.includes(name));
const server = await serve(pages.folder);
const browser = await chromium();
let failed = 0;

async function open(name, scheme) {
  const page = await browser.newPage();
  const said = complaints(page);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
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
  for (const each of document.querySelectorAll('button, a[class], summary, input:not([type=hidden]), select')) {
    const { width, height } = each.getBoundingClientRect();
    if (width && height && (width < 24 || height < 24) && !each.closest('p, .c-vh') && !each.matches('.govuk-skip-link'))
      found.push(`small target ${Math.round(width)} x ${Math.round(height)}: ${each.outerHTML.slice(0, 90)}`);
  }
  return found;
};

const noise = /status of 404|EventSource|not loaded: .*\/events/;    // there is no stream in this test

/** All rules on a wide page and on a phone; in the dark, where only colours differ, the contrast. */
async function look(name) {
  const light = await open(name, 'light');
  const found = await axe(light.page, { runOnly: rules });
  for (const width of [1024, 768, 360, 320]) {
    await light.page.setViewport({ width, height: 900 });
    found.push(...await light.page.evaluate(sideways));
  }
  found.push(...await light.page.evaluate(shape), ...await axe(light.page, { runOnly: rules }));
  const dark = await open(name, 'dark');
  found.push(...(await axe(dark.page, { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } })).map((line) => `dark ${line}`));
  found.push(...[...light.said, ...dark.said].filter((line) => !noise.test(line)));
  await light.page.close();
  await dark.page.close();
  return [...new Set(found)];
}

console.log(`1..${names.length}`);
for (const [i, name] of names.entries()) {
  const found = await look(name);
  failed += found.length > 0;
  console.log(`${found.length ? 'not ok' : 'ok'} ${i + 1} - ${name}`);
  found.forEach((line) => console.log(`  # ${line}`));
}
await browser.close();
server.close();
pages.remove();
process.exitCode = failed ? 1 : 0;
