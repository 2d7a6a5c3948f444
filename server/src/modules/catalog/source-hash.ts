import { createHash } from 'node:crypto';
import type { SheetProduct, SheetVariant } from './domain/sheet.ts';

const hash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);

/** What a sheet says about a variant besides its stock. */
export const variantHash = ({ sku, options, price, compareAt }: SheetVariant): string =>
  hash([sku, Object.entries(options), price, compareAt]);

/** Two hashes in one text: of what the sheet says about the product, and about its variants. */
export const productHash = (product: SheetProduct): { content: string; variants: string; both: string } => {
  const { title, description, category, tags, optionNames, images, published, variants } = product;
  const content = hash([title, description, category, tags, optionNames, images, published]);
  const own = hash(variants.map((one) => [one.key, variantHash(one), one.stock]));
  return { content, variants: own, both: `${content} ${own}` };
};
