import type { Product } from '#contracts/catalog';
import type { Patch } from '#contracts/live';
import type { QueryClient } from '../../lib/query.ts';

type VariantChange = Partial<Pick<Product['variants'][number], 'available' | 'price' | 'compareAt' | 'live'>>;

/** A product with one variant changed; the same value where it has no such variant. */
export const withVariant = (product: Product, variantId: string, change: VariantChange): Product =>
  product.variants.some((variant) => variant.id === variantId)
    ? {
        ...product,
        variants: product.variants.map((variant) =>
          variant.id === variantId ? { ...variant, ...change } : variant,
        ),
      }
    : product;

/** What the socket tells reaches every product page that was fetched before. */
export const patchProducts = (queries: QueryClient, variantId: string, change: VariantChange): void => {
  queries.setQueriesData<Product>(
    { queryKey: ['product'] },
    (known) => known && withVariant(known, variantId, change),
  );
};

/** The same, for the patches of a live sale; one that begins or ends changes every list of sales. */
export const patchFromSale = (queries: QueryClient, patch: Patch): void => {
  if (patch.type === 'state') void queries.invalidateQueries({ queryKey: ['sales'] });
  if (patch.type === 'stock') patchProducts(queries, patch.variantId, { available: patch.available });
  if (patch.type === 'price') {
    const { price, compareAt, live } = patch;
    patchProducts(queries, patch.variantId, { price, compareAt, live });
  }
};
