// The real demonstration, served: what the walk and the pictures start from.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib.mjs';

const programs = process.env.CANDOUR_BIN ?? join(root, 'build/release');

/** Two different ports of this machine that nobody listens on. */
async function freePorts() {
  const probes = await Promise.all([0, 0].map(() => new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => resolve(probe));
  })));
  const ports = probes.map((probe) => probe.address().port);
  await Promise.all(probes.map((probe) => new Promise((resolve) => { probe.close(resolve); })));
  return ports;
}

/** The sign-in links that `candour demo` prints, by role. */
function rolesOf(said) {
  return Object.fromEntries([...said.matchAll(/^(\w+) +(https?:\S+\/in\/\S+)$/gm)].map(([, role, link]) => [role, link]));
}

/** Serves a folder, `offset` seconds ahead of the clock; ready once this comes back: { stop, room, desk }. */
async function serveFolder(folder, offset = 0) {
  const child = spawn(join(programs, 'candour'), ['serve', folder],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, CANDOUR_CLOCK_OFFSET: String(offset) } });
  const ended = new Promise((resolve) => { child.once('exit', (code) => resolve(code)); });
  const ready = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
      if (said.includes('\n'))
        resolve(said.trim().split(' '));
    });
    ended.then((code) => reject(new Error(`the server ended with ${code}`)));
  });
  const [, room, desk] = ready.map((url) => url.replace(/\/$/, ''));
  return { room, desk, stop: () => { child.kill('SIGTERM'); return ended; } };
}

/** Makes the demonstration in a folder of its own and serves it. */
export async function startDemo() {
  const top = mkdtempSync(join(tmpdir(), 'candour-demo-'));
  const folder = join(top, 'd');
  const links = rolesOf(execFileSync(join(programs, 'candour'), ['demo', folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
  const [roomPort, deskPort] = await freePorts();
  appendFileSync(join(folder, 'candour.ini'), `\n[server]\nroom-listen=127.0.0.1:${roomPort}\ndesk-listen=127.0.0.1:${deskPort}\n`);
  let server = await serveFolder(folder);
  const { room, desk } = server;
  /** Links were made before the ports were known. */
  const here = (link) => desk + new URL(link).pathname;
  const mails = () => readdirSync(join(folder, 'desk/mail')).filter((name) => name.endsWith('.eml')).sort()
    .map((name) => readFileSync(join(folder, 'desk/mail', name), 'utf8'));
  return {
    room, desk, mails,
    link: (role) => here(links[role]),
    linkIn: (mail) => here(mail.match(/https?:\/\/\S+\/in\/[\w-]{20,}/)[0]),
    /** The same, so many seconds later. */
    async later(seconds) {
      await server.stop();
      server = await serveFolder(folder, seconds);
    },
    /** A command of `candour` upon this folder: what it said. */
    command: (name, ...rest) => execFileSync(join(programs, 'candour'), [...name.split(' '), folder, ...rest], { encoding: 'utf8' }),
    async stop() {
      const code = await server.stop();
      rmSync(top, { recursive: true, force: true });
      return code;
    },
  };
}

const selector = (role, name) => `::-p-aria([name="${name}"][role="${role}"])`;

/** The first button of this name; with `within`, inside of what that selector finds. */
export async function button(page, name, within) {
  const place = within ? await page.waitForSelector(within) : page;
  return place.waitForSelector(selector('button', name));
}

/** Presses a button that leads to another page. */
export async function press(page, name, within) {
  const target = await button(page, name, within);
  await Promise.all([page.waitForNavigation(), target.click()]);
}

/** Comes in by a link. */
export async function signIn(page, link) {
  await page.goto(link);
  await press(page, 'Continue');
}

/** Follows the link that a page has under these words. */
export async function follow(page, words) {
  const target = await page.waitForSelector(selector('link', words));
  await Promise.all([page.waitForNavigation(), target.click()]);
}
