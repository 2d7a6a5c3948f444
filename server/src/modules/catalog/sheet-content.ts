import type { SheetProduct } from './domain/sheet.ts';
import type { ProductContent } from './store/write-products.ts';

/** What a sheet says about a product, as the shop keeps it. */
export const contentOf = (given: SheetProduct): ProductContent => ({
  title: given.title,
  description: given.description,
  category: given.category,
  tags: given.tags,
  optionNames: given.optionNames,
  state: given.published ? 'published' : 'draft',
});

export interface Upserted {
  productId: string;
  product: 'created' | 'updated' | 'unchanged';
  variants: { created: number; updated: number; unchanged: number };
}
