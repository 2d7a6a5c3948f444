import type { SearchDocument } from '../../kernel/search.ts';
import type { Catalog } from './context.ts';
import { type ProductRecord, productsByIds, publishedAfter } from './store/products.ts';
import { variantsOf } from './store/variants.ts';

const documentsOf = async (
  catalog: Catalog,
  records: readonly ProductRecord[],
): Promise<SearchDocument[]> => {
  const [variants, names] = await Promise.all([
    variantsOf(
      catalog.db,
      records.map((one) => one.id),
    ),
    catalog.accounts.names([...new Set(records.map((one) => one.sellerId))]),
  ]);
  return records.map((one) => {
    const own = variants.get(one.id) ?? [];
    return {
      id: one.id,
      title: one.title,
      description: one.description,
      category: one.category,
      tags: one.tags,
      seller: names.get(one.sellerId) ?? '',
      options: [...new Set(own.flatMap(({ options }) => Object.values(options)))].join(' '),
      skus: own.flatMap(({ sku }) => sku ?? []),
    };
  });
};

/** Published products after one, in the order of ids; null starts. An empty answer is the end. */
export const allDocuments = async (
  catalog: Catalog,
  afterId: string | null,
  limit: number,
): Promise<SearchDocument[]> => documentsOf(catalog, await publishedAfter(catalog.db, afterId, limit));

const atOnce = 500;
async function* everyDocument(catalog: Catalog): AsyncGenerator<SearchDocument> {
  for (let after: string | null = null; ; ) {
    const some: SearchDocument[] = await allDocuments(catalog, after, atOnce);
    yield* some;
    after = some.at(-1)?.id ?? null;
    if (after === null) return;
  }
}

/** Gives the whole catalogue to the search index, which keeps nothing over a restart. */
export const fillSearch = (catalog: Catalog): Promise<void> =>
  catalog.search.replaceAll(everyDocument(catalog));

/** Brings the search index in line with products as they are now. */
export const indexProducts = async (catalog: Catalog, productIds: readonly string[]): Promise<void> => {
  const ids = [...new Set(productIds)];
  const published = (await productsByIds(catalog.db, ids)).filter((one) => one.state === 'published');
  const found = new Set(published.map((one) => one.id));
  const gone = ids.filter((id) => !found.has(id));
  if (gone.length > 0) await catalog.search.remove(gone);
  if (published.length > 0) await catalog.search.put(await documentsOf(catalog, published));
};
