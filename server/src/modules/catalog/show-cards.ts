import type { ProductCard, SellerName } from '#contracts/catalog';
import type { Image } from '#contracts/media';
import type { RunSheetEntry } from '#contracts/sales';
import { toMoney } from '#contracts/values';
import type { Catalog } from './context.ts';
import { optionList } from './domain/options.ts';
import { variantOf } from './domain/prices.ts';
import { type CardRecord, cardsByIds, productsByIds } from './store/products.ts';
import { variantsOf } from './store/variants.ts';

/** The first of a product's pictures that is there; one that could not be fetched leaves its place to the next. */
export const firstReady = (ids: readonly string[], images: ReadonlyMap<string, Image>): Image | null => {
  const ready = ids.find((id) => images.has(id));
  return (ready !== undefined && images.get(ready)) || null;
};

export const sellerName = (id: string, names: ReadonlyMap<string, string>): SellerName => ({
  id,
  name: names.get(id) ?? '',
});

/** Cards for records, in their order. */
export const toCards = async (catalog: Catalog, records: readonly CardRecord[]): Promise<ProductCard[]> => {
  const [images, names] = await Promise.all([
    catalog.media.images(records.flatMap((one) => one.imageIds)),
    catalog.accounts.names([...new Set(records.map((one) => one.sellerId))]),
  ]);
  return records.map((one) => ({
    id: one.id,
    slug: one.slug,
    title: one.title,
    image: firstReady(one.imageIds, images),
    price: toMoney(one.priceFrom),
    priceMost: toMoney(one.priceTo),
    compareAt: one.compareAt === null ? null : toMoney(one.compareAt),
    soldOut: one.soldOut,
    seller: sellerName(one.sellerId, names),
  }));
};

/** Cards of published products, in the order asked for. */
export const showCards = async (catalog: Catalog, productIds: readonly string[]): Promise<ProductCard[]> =>
  toCards(catalog, await cardsByIds(catalog.db, productIds));

/** Published products as a live room shows them, in the order asked for. */
export const showEntries = async (
  catalog: Catalog,
  productIds: readonly string[],
): Promise<RunSheetEntry[]> => {
  const products = (await productsByIds(catalog.db, productIds)).filter((one) => one.state === 'published');
  const [variants, images] = await Promise.all([
    variantsOf(
      catalog.db,
      products.map((one) => one.id),
    ),
    catalog.media.images(products.flatMap((one) => one.imageIds)),
  ]);
  return products.map((one) => {
    const own = variants.get(one.id) ?? [];
    return {
      productId: one.id,
      slug: one.slug,
      title: one.title,
      image: firstReady(one.imageIds, images),
      options: optionList(one.optionNames, own),
      variants: own.map(variantOf),
    };
  });
};
