// Turns files into C: node embed.mjs assets ASSETS_JSON OUT.c
//                    node embed.mjs words OUT.c   (run from anywhere; finds the list by its npm name)
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** A C array of the bytes, 24 to a line. */
function array(name, bytes) {
  const lines = [];
  for (let i = 0; i < bytes.length; i += 24)
    lines.push('    ' + [...bytes.subarray(i, i + 24)].join(','));
  return `static const uint8_t ${name}[] = {\n${lines.join(',\n')}\n};\n`;
}

function assets(manifest, out) {
  const list = JSON.parse(readFileSync(manifest));
  let data = '';
  let names = '';
  let rows = '';
  list.forEach(({ name, file, path, type }, i) => {
    const bytes = readFileSync(join(dirname(manifest), 'files', file));
    const gzip = gzipSync(bytes, { level: 9 });
    gzip[9] = 255; // the system that wrote it: unknown, so that every machine makes the same bytes
    const smaller = gzip.length < bytes.length;
    data += array(`bytes_${i}`, bytes);
    if (smaller)
      data += array(`gzip_${i}`, gzip);
    names += `    "${name}",\n`;
    rows += `    { "${path}", "${type}", bytes_${i}, sizeof bytes_${i}, `
      + (smaller ? `gzip_${i}, sizeof gzip_${i} },\n` : 'NULL, 0 },\n');
  });
  writeFileSync(out, `/* Made by tools/embed.mjs. */\n#include "html/asset_table.h"\n\n${data}\n`
    + `const char *const asset_names[] = {\n${names}};\nconst Asset asset_table[] = {\n${rows}};\n`
    + 'const size_t asset_count = sizeof asset_table / sizeof asset_table[0];\n');
}

/** The English list of BIP 39: 2,048 words, told apart by their first four letters, in order. */
async function words(out) {
  const web = join(dirname(fileURLToPath(import.meta.url)), '../web/package.json');
  const { wordlist } = await import(createRequire(web).resolve('@scure/bip39/wordlists/english.js'));
  if (wordlist.length !== 2048 || wordlist.some((word) => !/^[a-z]{3,8}$/.test(word)))
    throw new Error('embed: the word list is not the one expected');
  writeFileSync(out, `/* Made by tools/embed.mjs. */\n#include "base/words.h"\n\nconst char *const words_table[WORDS_COUNT] = {\n`
    + wordlist.map((word) => `    "${word}",\n`).join('') + '};\n');
}

const [what, ...rest] = process.argv.slice(2);
if (what === 'assets')
  assets(...rest);
else if (what === 'words')
  await words(...rest);
else
  throw new Error('embed: assets or words');
