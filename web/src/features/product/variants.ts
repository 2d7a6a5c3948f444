import type { Variant } from '#contracts/catalog';

/** Chosen so far: option name to value. */
export type Choice = Record<string, string>;

interface Optioned {
  options: readonly { name: string; values: readonly string[] }[];
  variants: readonly Variant[];
}

const fits = (variant: Variant, choice: Choice) =>
  Object.entries(choice).every(([name, value]) => variant.options[name] === value);

/** The variant that was chosen in full, or none yet. */
export const chosenVariant = ({ options, variants }: Optioned, choice: Choice): Variant | undefined =>
  options.every(({ name }) => choice[name] !== undefined)
    ? variants.find((variant) => fits(variant, choice))
    : variants.length === 1
      ? variants[0]
      : undefined;

/** Whether nothing is left of a value, given what else is chosen. */
export const isGone = ({ variants }: Optioned, choice: Choice, [name, value]: [string, string]): boolean =>
  !variants.some((variant) => variant.available > 0 && fits(variant, { ...choice, [name]: value }));

/** A value takes the others along where they have no variant together: choosing is never a dead end. */
export const choose = (product: Optioned, choice: Choice, [name, value]: [string, string]): Choice => {
  const wanted = { ...choice, [name]: value };
  if (product.variants.some((variant) => fits(variant, wanted))) return wanted;
  const nearest =
    product.variants.find((variant) => variant.options[name] === value && variant.available > 0) ??
    product.variants.find((variant) => variant.options[name] === value);
  return nearest ? { ...nearest.options } : wanted;
};

/**
 * What to begin with: the usual size of this buyer, else the first variant that can be bought, so that a known buyer
 * buys with two taps. What was begun with is shown and can be changed before anything is paid.
 */
export const firstChoice = (product: Optioned, usual: Choice): Choice => {
  const inStock = product.variants.filter((variant) => variant.available > 0);
  const score = (variant: Variant) =>
    Object.entries(usual).filter(([name, value]) => variant.options[name] === value).length;
  const best = inStock.reduce<Variant | undefined>(
    (before, variant) => (before && score(before) >= score(variant) ? before : variant),
    undefined,
  );
  return { ...(best ?? product.variants[0])?.options };
};

/** The lowest price one can still buy at, and the stock of the whole product. */
export const summary = ({ variants }: Optioned) => {
  const open = variants.filter((variant) => variant.available > 0);
  const among = open.length > 0 ? open : variants;
  const cheapest = among.reduce<Variant | undefined>(
    (before, variant) => (before && before.price <= variant.price ? before : variant),
    undefined,
  );
  return {
    cheapest,
    most: Math.max(0, ...among.map((variant) => variant.price)),
    available: variants.reduce((sum, variant) => sum + Math.max(0, variant.available), 0),
  };
};
