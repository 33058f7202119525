// Unpacks the fonts of the pages for the PDF: node unpack.mjs WOFF2_DECOMPRESS NAME.ttf OUTPUT
//
// Pango reads no woff2: it would quietly take another font.
import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [program, name, output] = process.argv.slice(2);
const web = join(dirname(fileURLToPath(import.meta.url)), '..', 'web', 'package.json');
const packed = `${name.replace(/\.ttf$/, '')}.woff2`;
const copy = output.replace(/\.ttf$/, '.woff2');

copyFileSync(createRequire(web).resolve(`@fontsource-variable/atkinson-hyperlegible-next/files/${packed}`), copy);
const done = spawnSync(program, [copy], { stdio: ['ignore', 'ignore', 'inherit'] });
rmSync(copy);
process.exit(done.status ?? 1);
