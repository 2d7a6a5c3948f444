import type { Image } from '#contracts/media';
import type { Money } from '#contracts/values';
import { Refusal } from '../../kernel/refusal.ts';
import type { Catalog } from './context.ts';
import type { Options } from './domain/options.ts';
import { priceNow } from './domain/prices.ts';
import type { Line } from './domain/stock.ts';
import { firstReady } from './show-cards.ts';
import { quotedVariants } from './store/variants.ts';

/** What a line of a basket costs at this moment, and what it shows. */
export interface QuotedLine {
  variantId: string;
  productId: string;
  sellerId: string;
  slug: string;
  title: string;
  options: Options;
  sku: string | null;
  category: string | null;
  image: Image | null;
  /** For one unit; the live price while one is on. */
  price: Money;
  compareAt: Money | null;
  quantity: number;
  /** Units on sale besides those that are held. */
  available: number;
}

/** Prices come from here alone, never from a browser. */
export const quote = async (catalog: Catalog, lines: readonly Line[]): Promise<QuotedLine[]> => {
  if (lines.length === 0) return [];
  const variants = await quotedVariants(catalog.db, [...new Set(lines.map((line) => line.variantId))]);
  const images = await catalog.media.images([...variants.values()].flatMap((one) => one.imageIds));
  return lines.map(({ variantId, quantity }) => {
    const variant = variants.get(variantId);
    if (!variant) throw new Refusal('variant.unknown', { variantId });
    const { price, compareAt } = priceNow(variant);
    return {
      variantId,
      productId: variant.productId,
      sellerId: variant.sellerId,
      slug: variant.slug,
      title: variant.title,
      options: variant.options,
      sku: variant.sku,
      category: variant.category,
      image: firstReady(variant.imageIds, images),
      price,
      compareAt,
      quantity,
      available: variant.available,
    };
  });
};
