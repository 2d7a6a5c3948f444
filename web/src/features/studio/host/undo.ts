import type { RunSheetEntry } from '#contracts/sales';

type Entry = Pick<RunSheetEntry, 'productId'> & {
  variants: readonly Pick<RunSheetEntry['variants'][number], 'id' | 'price' | 'live' | 'available'>[];
};

/** What brings things back to where they were. */
export type Restore =
  | { kind: 'prices'; productId: string; prices: readonly { variantId: string; price: number | null }[] }
  | {
      kind: 'stock';
      productId: string;
      variantId: string;
      /** What one could buy before, and how many pieces bring that back. */
      available: number;
      by: number;
    };

/** Long enough to see a slip, short enough that buyers do not see two prices for long. */
export const undoMs = 5000;

/** The prices as they are now: a live price comes back as such, the usual one as none. */
export const pricesNow = (entry: Entry, variantId?: string): Restore => ({
  kind: 'prices',
  productId: entry.productId,
  prices: entry.variants
    .filter((variant) => variantId === undefined || variant.id === variantId)
    .map((variant) => ({ variantId: variant.id, price: variant.live ? variant.price : null })),
});

export const stockNow = (entry: Entry, variantId: string): Restore | null => {
  const variant = entry.variants.find((one) => one.id === variantId);
  return variant
    ? { kind: 'stock', productId: entry.productId, variantId, available: variant.available, by: 0 }
    : null;
};
