import { type Options, optionsKey, tidyOptions } from '../domain/options.ts';
import type { SheetVariant } from '../domain/sheet.ts';
import type { Format, Told, ToldVariant } from './format.ts';
import { cutTo, lengthOf, most, where } from './limits.ts';
import type { Note } from './notes.ts';
import { readCount, readPrice } from './numbers.ts';
import type { Row } from './row.ts';

export interface Rejected {
  row: Row;
  reason: string;
}
export interface Shop {
  currency: string;
  /** Digits after the currency's point. */
  digits: number;
  plainText(html: string): string;
}
export interface Making {
  format: Format;
  shop: Shop;
}
export interface RowTold {
  row: Row;
  told: Told;
}
type Unnamed = Omit<SheetVariant, 'key'>;

type Reading<T> = { value: T; notes: Note[] } | { reason: string };

const readStock = (cell: string | null, row: Row, format: Format): Reading<number> => {
  if (cell === null) return { value: 1, notes: [{ kind: 'no-stock-column', example: '' }] };
  if (cell === '') return { value: 1, notes: [{ kind: 'no-stock', example: where(row) }] };
  const read = readCount(cell);
  if ('reason' in read) return { reason: `The stock ${read.reason}` };
  if (read.value >= 0) return { value: read.value, notes: [] };
  if (!format.mayBeBelowZero) return { reason: 'The stock is negative' };
  return { value: 0, notes: [{ kind: 'stock-below-zero', example: where(row) }] };
};

const readPrices = (
  told: ToldVariant,
  shop: Shop,
  { priceName }: Format,
): Reading<{ price: number; compareAt: number | null }> & { named?: string | undefined } => {
  const price = readPrice(told.price, shop.digits);
  if ('reason' in price) return { reason: `The ${priceName} ${price.reason}` };
  const compared =
    told.compareAt === '' || /^0+([.,]0+)?$/.test(told.compareAt)
      ? null
      : readPrice(told.compareAt, shop.digits);
  if (compared && 'reason' in compared) return { reason: `The price to compare with ${compared.reason}` };
  const compareAt = compared && compared.value > price.value ? compared.value : null;
  return { value: { price: price.value, compareAt }, notes: [], named: price.currency };
};

const readOptions = (told: ToldVariant['options']): Options | string => {
  const long = told.find(
    ([name, value]) => lengthOf(name) > most.optionName || lengthOf(value) > most.optionValue,
  );
  return long ? `The option ${cutTo(long[0], 40)} is too long` : tidyOptions(Object.fromEntries(told));
};

const readVariant = (row: Row, told: ToldVariant, { shop, format }: Making): Reading<Unnamed> => {
  const prices = readPrices(told, shop, format);
  if ('reason' in prices) return prices;
  const stock = readStock(told.stock, row, format);
  if ('reason' in stock) return stock;
  const options = readOptions(told.options);
  if (typeof options === 'string') return { reason: options };
  if (lengthOf(told.sku) > most.sku) return { reason: `The SKU is longer than ${most.sku} characters` };
  const other = prices.named !== undefined && prices.named !== shop.currency;
  const notes: Note[] = other
    ? [{ kind: 'other-currency', example: `${where(row)}: ${told.price.slice(0, 20)}` }]
    : [];
  return {
    value: { sku: told.sku || null, options, stock: stock.value, ...prices.value },
    notes: [...stock.notes, ...notes],
  };
};

/** SKUs name variants from one import to the next; where one is there twice, the options do. */
const withKeys = (variants: readonly Unnamed[]): SheetVariant[] => {
  const skus = new Map<string, number>();
  for (const { sku } of variants) if (sku) skus.set(sku, (skus.get(sku) ?? 0) + 1);
  return variants.map((one) => ({
    ...one,
    key: one.sku && skus.get(one.sku) === 1 ? `sku ${one.sku}` : optionsKey(one.options),
  }));
};

/** Why a row makes no variant, whatever its cells say. */
const unreadable = ({ problem, beyond }: Row): string | null =>
  problem ?? (beyond > 0 ? `The row has ${beyond} more cells than the heading` : null);

class Variants {
  readonly #byOptions = new Map<string, { line: number; variant: Unnamed }>();
  readonly rejected: Rejected[] = [];
  readonly notes: Note[] = [];

  get all(): Unnamed[] {
    return [...this.#byOptions.values()].map(({ variant }) => variant);
  }

  /** Takes what a row says; answers why not. */
  take(row: Row, read: Reading<Unnamed>): string | null {
    if ('reason' in read) return read.reason;
    const key = optionsKey(read.value.options);
    const twin = this.#byOptions.get(key);
    if (twin) return `The same product with the same options is on line ${twin.line}`;
    if (this.#byOptions.size >= most.variants) return `A product has at most ${most.variants} variants`;
    this.#byOptions.set(key, { line: row.line, variant: read.value });
    this.notes.push(...read.notes);
    return null;
  }
}

/** The variants of a product's rows, and the rows that make none. */
export const readVariants = (all: readonly RowTold[], making: Making) => {
  const variants = new Variants();
  for (const { row, told } of all) {
    const taken = () => told.variant && variants.take(row, readVariant(row, told.variant, making));
    const reason = unreadable(row) ?? taken();
    if (reason !== null) variants.rejected.push({ row, reason });
  }
  return { variants: withKeys(variants.all), rejected: variants.rejected, notes: variants.notes };
};
