import { type AnyReaction, reaction } from '../../kernel/events/outbox.ts';
import type { Catalog } from './context.ts';
import { indexProducts } from './search-documents.ts';
import { productsByIds, productsWithImages } from './store/products.ts';
import { refreshCards } from './store/write-products.ts';
import { tellProducts } from './tell-products.ts';

/** Pictures arrived after their products: all who show these learn that they changed. */
const showPictures = async (catalog: Catalog, imageIds: readonly string[]): Promise<void> => {
  const products = await productsByIds(catalog.db, await productsWithImages(catalog.db, imageIds));
  if (products.length === 0) return;
  await catalog.db.transaction(async (tx) => {
    await refreshCards(
      tx,
      products.map((one) => one.id),
      catalog.clock.now(),
    );
    await tellProducts(
      catalog,
      tx,
      products.map(({ id, sellerId, state }) => ({
        productId: id,
        sellerId,
        searchable: state === 'published',
      })),
    );
  });
};

export const catalogReactions = (catalog: Catalog): AnyReaction[] => [
  reaction({
    name: 'catalog.index-product',
    on: 'product.changed',
    run: ({ payload }) => indexProducts(catalog, [payload.productId]),
    // An import changes a hundred products at a time.
    runAll: (facts) =>
      indexProducts(
        catalog,
        facts.map(({ payload }) => payload.productId),
      ),
  }),
  reaction({
    name: 'catalog.show-picture',
    on: 'image.ready',
    run: ({ payload }) => showPictures(catalog, [payload.imageId]),
    runAll: (facts) =>
      showPictures(
        catalog,
        facts.map(({ payload }) => payload.imageId),
      ),
  }),
];
