import type { Facets } from '#contracts/catalog';

export interface Counted {
  value: string;
  label: string;
  count: number;
}

const sizes = ['xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl', 'free size'];
const sizeAliases: Record<string, string> = {
  '2xs': 'xxs',
  '2xl': 'xxl',
  '3xl': 'xxxl',
  'one size': 'free size',
};
const sizePlace = (value: string): number => {
  const place = sizes.indexOf(Object.hasOwn(sizeAliases, value) ? (sizeAliases[value] ?? value) : value);
  return place < 0 ? sizes.length : place;
};

const inNumbers = new Intl.Collator('en', { numeric: true });

/** S before M before L, 38 before 40, the rest by the alphabet. */
export const bySize = (one: Counted, other: Counted): number =>
  sizePlace(one.value) - sizePlace(other.value) || inNumbers.compare(one.value, other.value);

/** The most frequent first. */
export const byCount = (one: Counted, other: Counted): number =>
  other.count - one.count || inNumbers.compare(one.label, other.label);

/** A filter with more values than this helps nobody. */
const mostValues = 60;

/** The most frequent values of each filter, sizes in the order of sizes. */
export const facetsOf = (counted: Record<keyof Facets, Counted[]>): Facets => {
  const top = (list: Counted[]) => list.toSorted(byCount).slice(0, mostValues);
  return {
    size: top(counted.size).sort(bySize),
    colour: top(counted.colour),
    material: top(counted.material),
    seller: top(counted.seller),
  };
};
