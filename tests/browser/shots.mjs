// Pictures of the sample pages, to look at:
// node shots.mjs FOLDER [NAME...] [--width=360,1280] [--dark] [--rtl] [--forced] [--more] [--print]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, complaints, emulator, renderPages, serve } from './lib.mjs';

const [folder, ...parts] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const option = (name) => process.argv.find((word) => word.startsWith(`--${name}`));
const widths = (option('width')?.split('=')[1] ?? '360,1280').split(',').map(Number);
const kinds = ['dark', 'rtl', 'forced', 'more', 'print'].filter(option);
const prefix = kinds.map((kind) => `${kind}-`).join('');

mkdirSync(folder, { recursive: true });
const pages = renderPages();
const server = await serve(pages.folder);
const browser = await chromium();
const page = await browser.newPage();
const said = complaints(page);
await (await emulator(page))({ 'prefers-color-scheme': option('dark') ? 'dark' : 'light', 'prefers-reduced-motion': 'reduce',
  ...option('forced') && { 'forced-colors': 'active' }, ...option('more') && { 'prefers-contrast': 'more' } }, option('print') ? 'print' : '');
for (const name of pages.names.filter((each) => !parts.length || parts.includes(each))) {
  for (const width of widths) {
    await page.setViewport({ width, height: 800 });
    await page.goto(`${server.url}/${name}.html`, { waitUntil: 'networkidle0' });
    if (option('rtl'))
      await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
    await page.screenshot({ path: join(folder, `${prefix}${name}-${width}.png`), fullPage: true });
  }
}
said.forEach((line) => console.log(line));
await browser.close();
server.close();
pages.remove();
