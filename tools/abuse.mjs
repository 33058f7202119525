// Offensive words -> a C table for the room: node abuse.mjs OUT.c   (run from anywhere; finds the list by its npm name)
//
// The list is LDNOOBW's. Left out is what people in health and care say of their work, and what means something harmless
// far more often.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(join(dirname(fileURLToPath(import.meta.url)), '../web/package.json'));

// Languages that pages speak and the package has.
const LANGUAGES = ['en', 'ar'];
const DROP = new Set([
  'anal', 'anus', 'big black', 'bondage', 'cialis', 'clitoris', 'date rape', 'daterape', 'domination', 'ejaculation', 'escort',
  'eunuch', 'fecal', 'fingering', 'genitals', 'girl on', 'grope', 'hard core', 'hardcore', 'how to kill', 'how to murder', 'huge fat',
  'incest', 'intercourse', 'leather restraint', 'lolita', 'nipple', 'nipples', 'nude', 'nudity', 'paedophile', 'pedophile', 'penis',
  'playboy', 'pubes', 'rape', 'raping', 'rapist', 'rectum', 'santorum', 'scat', 'scissoring', 'semen', 'sex', 'sexual', 'sexuality',
  'sexually', 'shrimping', 'skeet', 'snatch', 'snowballing', 'suck', 'swinger', 'tainted love', 'taste my', 'tied up', 'tight white',
  'tongue in a', 'topless', 'twinkie', 'undressing', 'vagina', 'viagra', 'vibrator', 'vulva', 'wet dream', 'wrapping men', 'xx', 'xxx',
]);

const lists = LANGUAGES.map((language) => [language,
  require(`naughty-words/${language}.json`).filter((word) => !DROP.has(word) && !/^[^\p{L}]*$/u.test(word))]);
if (lists[0][1].length < 300)
  throw new Error('abuse: the list is not the one expected');
const table = ([language, words]) => `static const char *const words_${language}[] = {\n${
  words.map((word) => `    ${JSON.stringify(word)},\n`).join('')}};\n`;
writeFileSync(process.argv[2], `/* Made by tools/abuse.mjs. */\n#include "domain/abuse.h"\n\n${lists.map(table).join('')}
const AbuseList abuse_lists[] = {\n${lists.map(([language]) =>
  `    { "${language}", words_${language}, G_N_ELEMENTS(words_${language}) },\n`).join('')}};
const size_t abuse_lists_count = G_N_ELEMENTS(abuse_lists);\n`);
