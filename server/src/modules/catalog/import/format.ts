import { Refusal } from '../../../kernel/refusal.ts';
import type { Columns, Row } from './row.ts';

/** What one row says, in the sheet's own words. */
export interface Told {
  title: string;
  description: string;
  category: string;
  tags: string;
  /** False where the row says that the product is not for buyers. */
  published: boolean;
  /** Null where the row only adds to another, with a picture. */
  variant: ToldVariant | null;
  images: readonly { place: string; alt: string; position: number }[];
}
export interface ToldVariant {
  sku: string;
  price: string;
  compareAt: string;
  /** Null where the sheet has no such column. */
  stock: string | null;
  options: readonly (readonly [name: string, value: string])[];
}

/** One way sheets are written. */
export interface Format {
  name: 'leo' | 'shopify';
  /** Which product a row is of; null where it does not say. */
  keyOf(row: Row): string | null;
  /** The beginning of the product's address, where the sheet has one. */
  slugOf(row: Row): string | undefined;
  /** `first` is the product's first row, which may speak for the others. */
  tell(row: Row, first: Row): Told;
  /** What the price column is called in sentences. */
  priceName: string;
  /** True where a stock below zero is how the format says oversold. */
  mayBeBelowZero: boolean;
}

export const splitList = (text: string, sign: RegExp): string[] =>
  text
    .split(sign)
    .map((one) => one.trim())
    .filter((one) => one !== '');

export const refuseWithout = (columns: Columns, needed: readonly string[]): void => {
  const missing = needed.filter((name) => !columns.has(name));
  if (missing.length > 0)
    throw new Refusal('import.no-title-or-price', { missing, columns: columns.names.slice(0, 100) });
};
