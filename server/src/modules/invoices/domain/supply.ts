import type { ShopSettings } from '#contracts/shop-settings';
import type { Money } from '#contracts/values';
import { sameState } from './states.ts';
import type { Supplied, Taxing } from './tax.ts';

interface Sold {
  lines: readonly {
    title: string;
    options: Record<string, string>;
    category: string | null;
    quantity: number;
    price: Money;
  }[];
  delivery: Money;
  fee: Money;
}

type Taxes = ShopSettings['taxes'];

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** What a category is taxed with; categories are compared as people write them. */
export const taxOf = (taxes: Taxes, category: string | null): { rate: number; hsn: string | null } => {
  const own =
    category === null
      ? undefined
      : (taxes.byCategory[category] ??
        Object.entries(taxes.byCategory).find(([name]) => same(name, category))?.[1]);
  return { rate: own?.basisPoints ?? taxes.basisPoints, hsn: own?.hsn ?? taxes.hsn };
};

const named = (title: string, options: Record<string, string>): string =>
  [title, ...Object.values(options)].filter((part) => part !== '').join(', ');

/**
 * An order as lines of an invoice. Bringing the goods, and what the way of paying costs, are parts of the same
 * supply: they are taxed as its principal goods, those that are most of its value.
 */
export const suppliesOf = (order: Sold, taxes: Taxes): Supplied[] => {
  const goods = order.lines.map(
    ({ title, options, category, quantity, price }): Supplied => ({
      title: named(title, options),
      quantity,
      amount: price * quantity,
      ...taxOf(taxes, category),
    }),
  );
  const [principal] = [...goods].sort((one, other) => other.amount - one.amount);
  const { rate, hsn } = principal ?? taxOf(taxes, null);
  const more = (title: string, amount: Money): Supplied[] =>
    amount > 0 ? [{ title, quantity: 1, amount, rate, hsn }] : [];
  return [...goods, ...more('Delivery', order.delivery), ...more('Payment handling', order.fee)];
};

/** Who has no GSTIN may not ask for tax. Who has one asks for the state's and the union's, or across states for one. */
export const taxingOf = (
  seller: { gstin: string | null; state: string | null },
  buyerState: string,
): Taxing => {
  if (seller.gstin === null) return 'none';
  return sameState(seller.state ?? '', buyerState) ? 'within-state' : 'across-states';
};
