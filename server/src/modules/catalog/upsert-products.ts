import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Catalog } from './context.ts';
import { createProducts } from './create-products.ts';
import { doubleVariant, type SheetProduct, tidySheetProduct } from './domain/sheet.ts';
import { contentOf, type Upserted } from './sheet-content.ts';
import { productHash, variantHash } from './source-hash.ts';
import { findSources } from './store/sources.ts';
import { type SheetChange, updateFromSheet } from './update-from-sheet.ts';

const read = (product: SheetProduct) => {
  const given = tidySheetProduct(product);
  const double = doubleVariant(given.variants);
  if (double) throw new Refusal('variant.exists', { product: given.source.key, options: double.options });
  return { given, hash: productHash(given) };
};
type Read = ReturnType<typeof read>;
type Answer = [Read, Upserted];

const zip = <A, B>(some: readonly A[], others: readonly B[]): [A, B][] =>
  others.flatMap((other, at) => some.slice(at, at + 1).map((one): [A, B] => [one, other]));

const create = async (catalog: Catalog, tx: Tx, fresh: readonly Read[]): Promise<Answer[]> => {
  const ids = await createProducts(
    catalog,
    tx,
    fresh.map(({ given, hash }) => ({
      ...contentOf(given),
      sellerId: given.sellerId,
      slugFrom: given.slug ?? given.title,
      sourceKey: given.source.key,
      sourceHash: hash.both,
      imageIds: given.images,
      variants: given.variants.map((one) => ({
        ...one,
        sourceKey: one.key,
        sourceHash: variantHash(one),
        sourceStock: one.stock,
      })),
    })),
  );
  return zip(fresh, ids).map(([one, productId]) => [
    one,
    {
      productId,
      product: 'created',
      variants: { created: one.given.variants.length, updated: 0, unchanged: 0 },
    },
  ]);
};

const name = (sellerId: string, key: string): string => `${sellerId} ${key}`;

/**
 * Makes the shop say what a sheet says, few statements for a whole batch. A product is the same one when
 * seller and source key are. What the sheet says as it said before is left alone, so that an edit in the
 * studio, or a sale, is not undone by the same sheet. Answers in the order given; keys must differ.
 */
export const upsertProducts = async (
  catalog: Catalog,
  tx: Tx,
  list: readonly SheetProduct[],
): Promise<Upserted[]> => {
  const all = list.map(read);
  const sellers = [...new Set(list.map((one) => one.sellerId))];
  const sources = await findSources(
    tx,
    sellers,
    list.map((one) => one.source.key),
  );
  const known = new Map(sources.map((one) => [name(one.sellerId, one.key), one]));
  const sourceOf = ({ given }: Read) => known.get(name(given.sellerId, given.source.key));

  const same: Answer[] = [];
  const changed: Read[] = [];
  const changes: SheetChange[] = [];
  for (const one of all) {
    const source = sourceOf(one);
    if (source?.hash === one.hash.both) same.push([one, unchanged(source.productId, one.given)]);
    else if (source)
      changes.push({ ...one, productId: source.productId, was: source.hash }) && changed.push(one);
  }
  // Changes come first: they lock variants, and these locks are taken before others.
  const updated = zip(changed, await updateFromSheet(catalog, tx, changes));
  const created = await create(
    catalog,
    tx,
    all.filter((one) => !sourceOf(one)),
  );
  const answers = new Map([...same, ...updated, ...created]);
  return all.flatMap((one) => answers.get(one) ?? []);
};

const unchanged = (productId: string, given: SheetProduct): Upserted => ({
  productId,
  product: 'unchanged',
  variants: { created: 0, updated: 0, unchanged: given.variants.length },
});
