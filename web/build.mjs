// Builds the assets: node build.mjs OUTPUT_FOLDER DEPFILE
//
// Fonts are copied, then the style is compiled (it names the fonts), then the
// scripts are bundled. Each file gets the hash of its content in its name, so
// that a browser may keep it for ever. OUTPUT_FOLDER/assets.json lists them.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import * as sass from 'sass';
import { prune, sources as filesOf, unstyled, used } from './prune.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const [out, depfile] = process.argv.slice(2);
const files = join(out, 'files');
const fonts = '@fontsource-variable/atkinson-hyperlegible-next/files/';
const types = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const assets = [];
const sources = new Set([join(here, 'build.mjs'), join(here, 'prune.mjs'), join(here, 'package-lock.json')]);

/** Writes one asset under its hashed name and returns its address. */
function put(name, bytes) {
  const extension = extname(name);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  const hashed = `${basename(name, extension)}-${hash}${extension}`;
  writeFileSync(join(files, hashed), bytes);
  assets.push({ name, file: hashed, path: `/assets/${hashed}`, type: types[extension] });
  return `/assets/${hashed}`;
}

function source(name) {
  const path = join(here, name);
  sources.add(path);
  return readFileSync(path);
}

/** The folder that holds node_modules, for Sass, which does not look upwards. */
function modules() {
  return join(dirname(require.resolve('govuk-frontend/package.json')), '..');
}

/** Which sources write the pages that load a sheet: all pages, a participant's in the room, a person's at the desk. */
function sheets() {
  const src = join(here, '../src');
  const staff = ['analyse', 'bring', 'charts', 'codes', 'guide', 'item', 'organise', 'queue', 'quote', 'report', 'staff_parts', 'wordlist'];
  const c = (name) => name.endsWith('.c');
  const html = filesOf(join(src, 'html'), c);
  const room = filesOf(join(src, 'room/pages'), c);
  const desk = filesOf(join(src, 'desk/pages'), c);
  const scripts = filesOf(join(here, 'js'), (name) => name !== 'staff.js');
  return {
    'all.css': [...html, ...room, ...desk, join(src, 'desk/web.c'), ...filesOf(join(here, 'js'), () => true)],
    'app.css': [...html, ...scripts, ...room.filter((file) => !staff.includes(basename(file, '.c')))],
    'desk.css': [...html, join(src, 'desk/web.c'), ...desk.filter((file) => !/admin/.test(file))],
  };
}

function style() {
  const result = sass.compile(join(here, 'scss/app.scss'), {
    loadPaths: [modules()],
    style: 'compressed',
    quietDeps: true,
    silenceDeprecations: ['if-function'],
  });
  for (const url of result.loadedUrls)
    sources.add(fileURLToPath(url));
  const css = result.css.replace(/"font:([^"]+)"/g, (_, name) =>
    `"${put(name.replace('atkinson-hyperlegible-next-', 'font-'), readFileSync(require.resolve(fonts + name)))}"`);
  const small = esbuild.transformSync(css, { loader: 'css', minify: true, target: ['chrome109', 'firefox115', 'safari16'] });
  const [[lost, file] = []] = unstyled(small.code, sheets()['all.css']);
  if (lost)
    throw new Error(`${file}: the class ${lost} has no rule in web/scss; use one that has, or write its rule`);
  for (const [name, files] of Object.entries(sheets())) {
    files.forEach((file) => sources.add(file));
    put(name, prune(small.code, used(files)));
  }
}

async function script(name) {
  const result = await esbuild.build({
    entryPoints: [join(here, 'js', name)],
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome109', 'firefox115', 'safari16'],
    legalComments: 'none',
    metafile: true,
    write: false,
    absWorkingDir: here,
  });
  for (const path of Object.keys(result.metafile.inputs))
    sources.add(join(here, path));
  put(name, result.outputFiles[0].contents);
}

rmSync(files, { recursive: true, force: true });
mkdirSync(files, { recursive: true });
put('icons.svg', source('icons.svg'));
put('icon.svg', source('icon.svg'));
style();
await script('app.js');
await script('staff.js');

const manifest = join(out, 'assets.json');
writeFileSync(manifest, JSON.stringify(assets, null, 1) + '\n');
const own = [...sources].filter((path) => !path.includes('node_modules')).map((path) => path.replaceAll(' ', '\\ '));
writeFileSync(depfile, `${relative(process.cwd(), manifest)}: ${own.join(' ')}\n`);
