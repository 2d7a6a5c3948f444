import { type AnyReaction, reaction } from '../../kernel/events/outbox.ts';
import type { Catalog } from './context.ts';
import { indexProducts } from './search-documents.ts';
import { productsByIds, productsWithImage } from './store/products.ts';
import { refreshCards } from './store/write-products.ts';
import { tellProducts } from './tell-products.ts';

/** A picture arrived after its product: all who show the product learn that it changed. */
const showPicture = async (catalog: Catalog, imageId: string): Promise<void> => {
  const products = await productsByIds(catalog.db, await productsWithImage(catalog.db, imageId));
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
    run: ({ payload }) => showPicture(catalog, payload.imageId),
  }),
];
