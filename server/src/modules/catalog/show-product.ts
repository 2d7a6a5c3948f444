import type { Product, StudioProduct } from '#contracts/catalog';
import type { Image } from '#contracts/media';
import { toMoney } from '#contracts/values';
import type { Catalog } from './context.ts';
import { optionList } from './domain/options.ts';
import { type StockedVariant, variantOf } from './domain/prices.ts';
import { sellerName } from './show-cards.ts';
import { findPublished, type ProductRecord } from './store/products.ts';
import { variantsOf } from './store/variants.ts';

interface Shown {
  variants: readonly StockedVariant[];
  images: ReadonlyMap<string, Image>;
  names: ReadonlyMap<string, string>;
}

const productOf = (record: ProductRecord, { variants, images, names }: Shown): Product => ({
  id: record.id,
  slug: record.slug,
  title: record.title,
  description: record.description,
  category: record.category,
  tags: record.tags,
  seller: sellerName(record.sellerId, names),
  images: record.imageIds.flatMap((id) => images.get(id) ?? []),
  options: optionList(record.optionNames, variants),
  variants: variants.map(variantOf),
  published: record.state === 'published',
  version: record.version,
});

const gather = async (catalog: Catalog, records: readonly ProductRecord[]) => {
  const [variants, images, names] = await Promise.all([
    variantsOf(
      catalog.db,
      records.map((one) => one.id),
    ),
    catalog.media.images(records.flatMap((one) => one.imageIds)),
    catalog.accounts.names([...new Set(records.map((one) => one.sellerId))]),
  ]);
  return (record: ProductRecord): Shown => ({ variants: variants.get(record.id) ?? [], images, names });
};

/** A product as buyers see it, by slug or id. */
export const showProduct = async (catalog: Catalog, slugOrId: string): Promise<Product | undefined> => {
  // Postgres refuses a zero byte in any text, and no product has one in its name.
  const record = slugOrId.includes('\0') ? undefined : await findPublished(catalog.db, slugOrId);
  return record && productOf(record, (await gather(catalog, [record]))(record));
};

/** Products as their seller sees them. */
export const toStudioProducts = async (
  catalog: Catalog,
  records: readonly ProductRecord[],
): Promise<StudioProduct[]> => {
  const [shown, states] = await Promise.all([
    gather(catalog, records),
    catalog.media.states(records.flatMap((one) => one.imageIds)),
  ]);
  return records.map((record) => {
    const own = shown(record);
    return {
      ...productOf(record, own),
      variants: own.variants.map((one) => ({
        ...variantOf(one),
        usualPrice: toMoney(one.usualPrice),
        stock: one.available + one.held,
        held: one.held,
      })),
      pictures: record.imageIds.flatMap((id) => states.get(id) ?? []),
    };
  });
};
