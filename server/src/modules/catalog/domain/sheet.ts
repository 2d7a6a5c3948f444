import { type Options, optionsKey, orderOfNames, tidyOptions } from './options.ts';

/** One variant as a sheet tells it. */
export interface SheetVariant {
  /** What names it in the sheet from one import to the next, its SKU or its options. */
  key: string;
  sku: string | null;
  options: Options;
  price: number;
  compareAt: number | null;
  /** Units in the shop, held ones included. */
  stock: number;
}

/** One product as a sheet tells it. */
export interface SheetProduct {
  sellerId: string;
  /** What names it in the sheet from one import to the next: with the seller, it is the same product. */
  source: { key: string };
  /** What its address is made of; the title, where it is left out. Taken for new products only. */
  slug?: string | undefined;
  title: string;
  description: string;
  category: string | null;
  tags: readonly string[];
  /** The order of option names. */
  optionNames: readonly string[];
  variants: readonly SheetVariant[];
  /** Ids of media's pictures, waiting ones too. */
  images: readonly string[];
  published: boolean;
}

/** The same with names and values as Leo keeps them. */
export const tidySheetProduct = (product: SheetProduct): SheetProduct => {
  const variants = product.variants.map((one) => ({ ...one, options: tidyOptions(one.options) }));
  return { ...product, variants, optionNames: orderOfNames(product.optionNames, variants) };
};

/** The first variant whose options another variant of the product has. */
export const doubleVariant = <V extends { options: Options }>(variants: readonly V[]): V | undefined => {
  const seen = new Set<string>();
  return variants.find(({ options }) => {
    const key = optionsKey(options);
    return seen.has(key) || !seen.add(key);
  });
};

interface Known {
  optionsKey: string;
  sourceKey: string | null;
}

/**
 * Which variant of the shop each variant of a sheet is: the one with its options, else the one with its key
 * (its options were renamed), else none. In this order no two can ever claim the same options.
 */
export const matchVariants = <V extends SheetVariant, K extends Known>(
  given: readonly V[],
  known: readonly K[],
): { given: V; known: K | undefined }[] => {
  const free = new Set(known);
  const claim = (fits: (one: K) => boolean): K | undefined => {
    const found = [...free].find(fits);
    if (found) free.delete(found);
    return found;
  };
  const byOptions = given.map((one) => {
    const key = optionsKey(one.options);
    return claim((other) => other.optionsKey === key);
  });
  return given.map((one, at) => ({
    given: one,
    known: byOptions[at] ?? claim((other) => other.sourceKey === one.key),
  }));
};
