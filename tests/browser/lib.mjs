// What the browser tests share: the npm packages, a small server with the real
// content policy, the two browsers.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(join(root, 'web/package.json'));
export const resolveNpm = (path) => require.resolve(path);
export const puppeteer = require('puppeteer-core');
export const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** As src/http sends it. */
export const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
  + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

/** Renders all sample pages into a fresh folder: the room's from samples, the desk's as real installations show them. */
export function renderPages() {
  const program = join(process.env.CANDOUR_BIN ?? join(root, 'build/release'), 'tests/browser/render_pages');
  const folder = mkdtempSync(join(tmpdir(), 'candour-pages-'));
  execFileSync(program, [folder]);
  execFileSync('/usr/bin/python3', [join(root, 'tests/browser/desk_pages.py'), folder]);
  const names = readdirSync(folder).filter((name) => name.endsWith('.html')).map((name) => name.slice(0, -5)).sort();
  return { folder, names, remove: () => rmSync(folder, { recursive: true }) };
}

/**
 * Serves a folder on a free port of this machine. `answer(request, body)` may give
 * { status, type, body } for a request, or a function that takes the response.
 */
export function serve(folder, answer = () => undefined) {
  return new Promise((resolve) => {
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request)
        body += chunk;
      const own = answer(request, new URLSearchParams(body));
      const path = normalize(new URL(request.url, 'http://x').pathname);
      const file = join(folder, path);
      if (typeof own === 'function') {
        own(response);
      } else if (own) {
        response.writeHead(own.status ?? 200, { 'Content-Type': own.type ?? types['.html'], 'Content-Security-Policy': policy })
          .end(own.body);
      } else if (request.method !== 'GET' || !extname(file) || !existsSync(file)) {
        response.writeHead(404, { 'Content-Security-Policy': policy }).end();
      } else {
        response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream',
          'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff' }).end(readFileSync(file));
      }
    });
    server.listen(0, '127.0.0.1', () => resolve({ url: `http://127.0.0.1:${server.address().port}`,
      close: () => { server.closeAllConnections(); server.close(); } }));
  });
}

const programs = { chromium: process.env.CHROMIUM ?? '/usr/bin/chromium', firefox: process.env.FIREFOX ?? '/usr/bin/firefox-esr' };

export const has = (name) => existsSync(programs[name]);

/** Ends the test as skipped where a browser is not installed. */
export function needs(...browsers) {
  const missing = browsers.find((name) => !existsSync(programs[name]));
  if (missing) {
    console.log(`1..0 # SKIP ${missing} is not installed`);
    process.exit(0);
  }
}

export function chromium() {
  return puppeteer.launch({ executablePath: programs.chromium, headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

export function firefox(options = {}) {
  return puppeteer.launch({ browser: 'firefox', executablePath: programs.firefox, headless: true,
    ...options });
}

/** Gives a function that sets what a person has chosen in their system: { 'forced-colors': 'active', ... }; Chromium alone. */
export async function emulator(page) {
  const session = await page.createCDPSession();
  return (features, media = '') => session.send('Emulation.setEmulatedMedia',
    { media, features: Object.entries(features).map(([name, value]) => ({ name, value })) });
}

/** Collects what the page complains about: errors of scripts, refusals by the content policy, missing files. */
export function complaints(page) {
  const list = [];
  page.on('pageerror', (error) => list.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type()))
      list.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => list.push(`not loaded: ${request.url()}`));
  return list;
}
