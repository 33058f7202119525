// Numbers and plural forms in the language of the page, with the digits that the server writes.
const { lang } = document.documentElement;
const format = new Intl.NumberFormat(lang, { numberingSystem: document.body.dataset.numbers ?? 'latn' });
const rules = new Intl.PluralRules(lang);
const order = ['zero', 'one', 'two', 'few', 'many', 'other'];
const categories = rules.resolvedOptions().pluralCategories.sort((a, b) => order.indexOf(a) - order.indexOf(b));

export const number = (n) => format.format(n);

/** "one form|another": the one for this number, with the number in it. */
export function counted(forms, n) {
  const each = forms.split('|');
  return (each[categories.indexOf(rules.select(n))] ?? each.at(-1)).replace('#', number(n));
}
