// Pictures of the sample pages, to look at: node shots.mjs FOLDER [NAME-PART...] [--width=360,1280] [--dark]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, complaints, renderPages, serve } from './lib.mjs';

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const [folder, ...parts] = words;
const option = (name) => process.argv.find((word) => word.startsWith(`--${name}`));
const widths = (option('width')?.split('=')[1] ?? '360,1280').split(',').map(Number);

mkdirSync(folder, { recursive: true });
const pages = renderPages();
const server = await serve(pages.folder);
const browser = await chromium();
const page = await browser.newPage();
const said = complaints(page);
await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: option('dark') ? 'dark' : 'light' },
  { name: 'prefers-reduced-motion', value: 'reduce' }]);
for (const name of pages.names.filter((each) => !parts.length || parts.some((part) => each === part))) {
  for (const width of widths) {
    await page.setViewport({ width, height: 800 });
    await page.goto(`${server.url}/${name}.html`, { waitUntil: 'networkidle0' });
    await page.screenshot({ path: join(folder, `${option('dark') ? 'dark-' : ''}${name}-${width}.png`), fullPage: true });
  }
}
said.forEach((line) => console.log(line));
await browser.close();
server.close();
pages.remove();
