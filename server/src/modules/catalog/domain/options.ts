import type { Product } from '#contracts/catalog';

export type Options = Record<string, string>;

/** What can be filtered by; a shop has other options too. */
export const filterNames = ['size', 'colour', 'material'] as const;
export type FilterName = (typeof filterNames)[number];

/** How two spellings of one value are told to be the same: `Rani  Pink` and `rani pink`. */
export const fold = (value: string): string =>
  value.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

const nameOf = (name: string): string => {
  const folded = fold(name);
  return folded === 'color' ? 'colour' : folded;
};

/** Options as Leo keeps them: names lower case, `color` as `colour`, values trimmed, empty ones left out. */
export const tidyOptions = (options: Options): Options =>
  Object.fromEntries(
    Object.entries(options)
      .map(([name, value]) => [nameOf(name), value.trim().replace(/\s+/gu, ' ')] as const)
      .filter(([name, value]) => name !== '' && value !== ''),
  );

/** What tells the variants of one product apart, whatever the order of names or the case of values. */
export const optionsKey = (options: Options): string =>
  JSON.stringify(
    Object.entries(options)
      .map(([name, value]) => [name, fold(value)])
      .sort(([one = ''], [other = '']) => (one < other ? -1 : 1)),
  );

/** Names in the order given first, then in the order in which the variants bring them. */
export const orderOfNames = (
  given: readonly string[],
  variants: readonly { options: Options }[],
): string[] => {
  const used = new Set(variants.flatMap(({ options }) => Object.keys(options)));
  return [...new Set([...given.map(nameOf), ...used])].filter((name) => used.has(name));
};

/** Option names in order, each with its values in the order of the variants. */
export const optionList = (
  names: readonly string[],
  variants: readonly { options: Options }[],
): Product['options'] =>
  names.map((name) => {
    const values = new Map<string, string>();
    for (const { options } of variants) {
      const value = Object.hasOwn(options, name) ? options[name] : undefined;
      if (value !== undefined && !values.has(fold(value))) values.set(fold(value), value);
    }
    return { name, values: [...values.values()] };
  });
