// Every sample page by the Nu Html Checker: no error and no warning. Prints TAP.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { renderPages, resolveNpm } from './lib.mjs';

if (spawnSync('java', ['-version']).error) {
  console.log('1..0 # SKIP java is not installed');
  process.exit(0);
}
const pages = renderPages();
const files = pages.names.map((name) => join(pages.folder, `${name}.html`));
const checker = resolveNpm('vnu-jar/build/dist/vnu.jar');
const { stdout } = spawnSync('java', ['-jar', checker, '--format', 'json', '--stdout', '--exit-zero-always', ...files],
  { encoding: 'utf8', maxBuffer: 1 << 26 });
const { messages } = JSON.parse(stdout);

console.log(`1..${pages.names.length}`);
pages.names.forEach((name, i) => {
  // What people wrote is in English on these pages, whatever language is around it.
  const foreign = name.includes('.') ? /appears to be written in/ : /^$/;
  const found = messages.filter(({ message }) => !foreign.test(message)).filter(({ url, subType, type }) => url.endsWith(`/${name}.html`) && (type === 'error' || subType === 'warning'));
  console.log(`${found.length ? 'not ok' : 'ok'} ${i + 1} - ${name}`);
  found.forEach(({ message, extract }) => console.log(`  # ${message} ${extract?.replace(/\s+/g, ' ')}`));
  process.exitCode ||= found.length > 0 ? 1 : 0;
});
pages.remove();
