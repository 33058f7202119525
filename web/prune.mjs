// A style sheet for a kind of page: of all rules those that its pages can use.  What they can use stands in
// their sources: a class counts as used where its name is a word in one of them, or the first part of it up to
// "--" where the rest is put together ("c-mark--" and a tint).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const classes = (selector) => selector.replace(/:not\((?:[^()]|\([^()]*\))*\)|:is\((?:[^()]|\([^()]*\))*\)/g, '').match(/\.-?[A-Za-z_][\w-]*/g) ?? [];

/** Where the block that opens at `at` closes. */
function end(css, at) {
  for (let depth = 0; at < css.length; at++) {
    if (css[at] === '"' || css[at] === "'")
      at = css.indexOf(css[at], at + 1);
    else if (css[at] === '{')
      depth++;
    else if (css[at] === '}' && --depth === 0)
      return at;
  }
  throw new Error('prune: a block without an end');
}

function split(selectors) {
  const parts = [''];
  let depth = 0;
  for (const letter of selectors) {
    depth += (letter === '(' || letter === '[') - (letter === ')' || letter === ']');
    if (letter === ',' && depth === 0)
      parts.push('');
    else
      parts[parts.length - 1] += letter;
  }
  return parts;
}

/** Minified CSS without nesting, less the rules of classes that `uses` says no to. */
export function prune(css, uses) {
  let out = '';
  for (let at = 0; at < css.length;) {
    const open = css.indexOf('{', at);
    const statement = css.indexOf(';', at);
    if (open < 0 || (statement >= 0 && statement < open)) {     // @charset and the like
      const next = statement < 0 ? css.length : statement + 1;
      out += css.slice(at, next);
      at = next;
      continue;
    }
    const head = css.slice(at, open);
    const close = end(css, open);
    const body = css.slice(open + 1, close);
    at = close + 1;
    if (/^\s*@(media|supports|layer|container)/.test(head)) {
      const inside = prune(body, uses);
      out += inside.trim() && `${head}{${inside}}`;
    } else if (head.trim().startsWith('@')) {
      out += `${head}{${body}}`;
    } else {
      const kept = split(head).filter((selector) => classes(selector).every((each) => uses(each.slice(1))));
      out += kept.length ? `${kept.join(',')}{${body}}` : '';
    }
  }
  return out;
}

/** The sources of a kind of page, and whether they can use a class. */
export function used(files) {
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const words = new Set(text.match(/[A-Za-z][\w-]*/g));
  const begun = [...words].filter((word) => word.endsWith('--'));
  return (name) => words.has(name) || name.startsWith('htmx-') || begun.some((word) => name.startsWith(word));
}

/** Classes that the sources give to elements, and that no rule of the style knows: [[class, file]]. */
export function unstyled(css, files) {
  const known = new Set(classes(css).map((name) => name.slice(1)));
  return files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/"([^"\n]*)"/g)]
    .flatMap(([, text]) => text.split(' '))
    .filter((word) => /^(c|u|is|govuk)-[a-z0-9]+(?:(?:--|__|-)[a-z0-9]+)*$/.test(word) && !known.has(word))
    .map((word) => [word, file]));
}

export const sources = (folder, which) => readdirSync(folder).filter((name) => which(name)).map((name) => join(folder, name));
