import { type Choice, chosenVariant } from '../product/variants.ts';
import type { Purchase } from './purchase.ts';
import type { Line } from './totals.ts';

/** What would be ordered now: nothing where the chosen variant is gone or the basket holds what is sold out. */
export const linesOf = (purchase: Purchase, choice: Choice, quantity: number): Line[] => {
  if (purchase.kind === 'basket')
    return purchase.basket.lines.map(({ variantId, price, ...line }) => ({
      variantId,
      price,
      quantity: line.quantity,
    }));
  const variant = chosenVariant(purchase.product, choice);
  if (!variant || variant.available < 1) return [];
  return [{ variantId: variant.id, price: variant.price, quantity: Math.min(quantity, variant.available) }];
};
