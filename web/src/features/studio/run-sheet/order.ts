import type { RunSheetEntry } from '#contracts/sales';

/** The list with one item at another place; places outside of it are its ends. */
export const moveItem = <T>(items: readonly T[], from: number, to: number): T[] => {
  const rest = items.filter((_, place) => place !== from);
  const item = items[from];
  if (item === undefined) return [...items];
  rest.splice(Math.max(0, Math.min(to, rest.length)), 0, item);
  return rest;
};

type Entry = Pick<RunSheetEntry, 'productId'> & { variants: readonly { available: number }[] };

/** Units of a product one can buy now, over all its variants. */
export const availableOf = ({ variants }: Pick<Entry, 'variants'>): number =>
  variants.reduce((sum, variant) => sum + Math.max(0, variant.available), 0);

/**
 * The product to show next: the first after the one on screen that is not sold out, beginning again at the top.
 * None where nothing else can be sold.
 */
export const nextToFeature = <E extends Entry>(
  runSheet: readonly E[],
  featured: string | null,
): E | undefined => {
  const at = runSheet.findIndex((entry) => entry.productId === featured);
  const order = [...runSheet.slice(at + 1), ...runSheet.slice(0, Math.max(0, at))];
  return order.find((entry) => availableOf(entry) > 0);
};
