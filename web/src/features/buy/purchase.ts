import type { Variant } from '#contracts/catalog';
import type { Basket } from '#contracts/orders';
import type { Choice } from '../product/variants.ts';

/** What a product page and a run sheet both know of a product. */
export interface Buyable {
  title: string;
  options: readonly { name: string; values: readonly string[] }[];
  variants: readonly Variant[];
}

/** One thing now, or the whole basket. */
export type Purchase =
  | { kind: 'product'; product: Buyable; choice?: Choice; saleId?: string; back: string }
  | { kind: 'basket'; basket: Basket; back: string };
