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

/** Makes the demonstration in a folder of its own and serves it. */
export async function startDemo() {
  const top = mkdtempSync(join(tmpdir(), 'candour-demo-'));
  const folder = join(top, 'd');
  const links = rolesOf(execFileSync(join(programs, 'candour'), ['demo', folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
  const [roomPort, deskPort] = await freePorts();
  appendFileSync(join(folder, 'candour.ini'), `\n[server]\nroom-listen=127.0.0.1:${roomPort}\ndesk-listen=127.0.0.1:${deskPort}\n`);
  const server = spawn(join(programs, 'candour'), ['serve', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => { server.once('exit', (code) => resolve(code)); });
  const ready = await new Promise((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (bytes) => {
      said += bytes;
      if (said.includes('\n'))
        resolve(said.trim().split(' '));
    });
    ended.then((code) => reject(new Error(`the server ended with ${code}`)));
  });
  const [, room, desk] = ready.map((url) => url.replace(/\/$/, ''));
  /** Links were made before the ports were known. */
  const here = (link) => desk + new URL(link).pathname;
  return {
    room, desk,
    link: (role) => here(links[role]),
    /** The mails so far, as they lie in the folder. */
    mails: () => readdirSync(join(folder, 'desk/mail')).filter((name) => name.endsWith('.eml')).sort()
      .map((name) => readFileSync(join(folder, 'desk/mail', name), 'utf8')),
    linkIn: (mail) => here(mail.match(/https?:\/\/\S+\/in\/[\w-]{20,}/)[0]),
    async stop() {
      server.kill('SIGTERM');
      const code = await ended;
      rmSync(top, { recursive: true, force: true });
      return code;
    },
  };
}

const selector = (role, name) => `::-p-aria([name="${name}"][role="${role}"])`;

/** The first button of this name; with `within`, inside of what that selector finds. */
export async function button(page, name, within) {
  const place = within ? await page.waitForSelector(within, { timeout: 8000 }) : page;
  return place.waitForSelector(selector('button', name), { timeout: 8000 });
}

/** Presses a button that leads to another page. */
export async function press(page, name, within) {
  const target = await button(page, name, within);
  await Promise.all([page.waitForNavigation({ timeout: 8000 }), target.click()]);
}

/** Comes in by a link. */
export async function signIn(page, link) {
  await page.goto(link);
  await press(page, 'Continue');
}

/** Follows the link that a page has under these words. */
export async function follow(page, words) {
  const target = await page.waitForSelector(selector('link', words), { timeout: 8000 });
  await Promise.all([page.waitForNavigation({ timeout: 8000 }), target.click()]);
}
