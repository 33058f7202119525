// Words that everybody uses, whatever they write about -> a C table for the room: node everyday.mjs OUT.c
//
// The lists are those of stopwords-iso (MIT); the Welsh one, which it lacks, is ours. Words are kept as text_fold() makes
// them and in the order of their bytes; those that domain/similar.c passes over for being short are left out.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(join(dirname(fileURLToPath(import.meta.url)), '../web/package.json'));

const LETTERS = 4;
const WELSH = `achos allan amser angen arall bawb beth bobl byddai byddwn bydd bynnag cael cafodd chael ddim
 digon dim dylai dylem dylen dylid dyma dyna dydd eisiau eithaf eraill erbyn ers fawr felly fyddai fydd fyny ganddo gall gallai
 gallu gallwn gallwch gormod gwneud gweld gyda gydag gwell hefyd heb hollol honno hwnnw hynny hyn iawn inni ichi llai lle
 llawer mae maen maent mewn mwy mynd nawr neb nhw ni nid oedd oeddem oeddwn oes oherwydd ond ynglyn pan pawb peidio
 peth pethau pob pobl popeth pwy rhai rhaid rhan rhwng roedd roeddwn rydw rydym rwyf rwyn rydyn sydd sydyn syml taw trwy tuag
 unig unrhyw wedi wedyn weithiau wneud wrth ydym ydyn ydyw ychydig ymlaen ynghylch yna yno yntau yw weld heddiw blwyddyn wythnos
 diwrnod cyffredinol cymaint dros drwy efallai fwy llawn mawr bach bydden buasai buom bod fod`.split(/\s+/);
const lists = { ...require('stopwords-iso'), cy: WELSH };

const fold = (word) => word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC');
const words = (language) => [...new Set(lists[language].map(fold).filter((word) => [...word].length >= LETTERS && /^\p{L}+$/u.test(word)))]
  .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const LANGUAGES = ['ar', 'cy', 'en'];
const tables = LANGUAGES.map((language) => [language, words(language)]);
if (tables[2][1].length < 700)
  throw new Error('everyday: the list is not the one expected');
writeFileSync(process.argv[2], `/* Made by tools/everyday.mjs. */\n#include "domain/everyday.h"\n\n${tables.map(([language, list]) =>
  `static const char *const words_${language}[] = {\n${list.map((word) => `    ${JSON.stringify(word)},\n`).join('')}};\n`).join('')}
const EverydayWords everyday_lists[] = {\n${LANGUAGES.map((language) =>
  `    { "${language}", words_${language}, G_N_ELEMENTS(words_${language}) },\n`).join('')}};
const size_t everyday_lists_count = G_N_ELEMENTS(everyday_lists);\n`);
