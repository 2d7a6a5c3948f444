import type {
  createProduct,
  editProduct,
  editVariant,
  listStudioProducts,
  StudioProduct,
} from '#contracts/catalog';
import type { Body, Query, Reply } from '#contracts/route';
import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { Catalog } from './context.ts';
import { createProducts } from './create-products.ts';
import { orderOfNames, tidyOptions } from './domain/options.ts';
import { doubleVariant } from './domain/sheet.ts';
import { editStockAndPrice } from './edit-variant.ts';
import { toStudioProducts } from './show-product.ts';
import { lockProducts, type ProductRecord, productsByIds, studioPage } from './store/products.ts';
import { productOfVariant } from './store/variants.ts';
import { refreshCards, removeProduct, replaceImages, updateProducts } from './store/write-products.ts';
import { tellProducts } from './tell-products.ts';

/** Somebody else's product answers as one that does not exist. */
const ownProduct = (who: Who, product: ProductRecord | undefined, id: string): ProductRecord => {
  if (!product || (who.role !== 'operator' && product.sellerId !== who.accountId))
    throw new Refusal('product.unknown', { productId: id });
  return product;
};

const show = async (catalog: Catalog, productId: string): Promise<{ product: StudioProduct }> => {
  const [product] = await toStudioProducts(catalog, await productsByIds(catalog.db, [productId]));
  if (!product) throw new Refusal('product.unknown', { productId });
  return { product };
};

const refuseUnknownImages = async (catalog: Catalog, imageIds: readonly string[]): Promise<void> => {
  const known = await catalog.media.states(imageIds);
  const unknown = imageIds.find((imageId) => !known.has(imageId));
  if (unknown !== undefined) throw new Refusal('image.unknown', { imageId: unknown });
};

/** A seller's own products, or for an operator all of them; newest first. */
export const listOwn = async (
  catalog: Catalog,
  who: Who,
  query: Query<typeof listStudioProducts>,
): Promise<Reply<typeof listStudioProducts>> => {
  const records = await studioPage(catalog.db, {
    sellerId: who.role === 'operator' ? null : who.accountId,
    q: query.q?.replaceAll('\0', '').trim() || null,
    beforeId: query.cursor?.replaceAll('\0', '') ?? null,
    limit: query.limit + 1,
  });
  const items = await toStudioProducts(catalog, records.slice(0, query.limit));
  return { items, next: records.length > query.limit ? (items.at(-1)?.id ?? null) : null };
};

/** One of them, to look at or to change. */
export const showOwn = async (catalog: Catalog, who: Who, productId: string) => {
  const [found] = await productsByIds(catalog.db, [productId]);
  return show(catalog, ownProduct(who, found, productId).id);
};

/** Puts a product into the shop by hand. */
export const createOwn = async (catalog: Catalog, who: Who, body: Body<typeof createProduct>) => {
  await refuseUnknownImages(catalog, body.imageIds);
  const variants = body.variants.map(({ sku, options, price, compareAt, stock }) => ({
    sku: sku ?? null,
    options: tidyOptions(options),
    price,
    compareAt: compareAt ?? null,
    stock,
    sourceKey: null,
    sourceHash: null,
    sourceStock: null,
  }));
  const double = doubleVariant(variants);
  if (double) throw new Refusal('variant.exists', { options: double.options });
  const [productId = ''] = await catalog.db.transaction((tx) =>
    createProducts(catalog, tx, [
      {
        sellerId: who.accountId,
        title: body.title,
        slugFrom: body.title,
        description: body.description,
        category: body.category ?? null,
        tags: body.tags,
        optionNames: orderOfNames([], variants),
        state: body.published ? 'published' : 'draft',
        imageIds: body.imageIds,
        variants,
        sourceKey: null,
        sourceHash: null,
      },
    ]),
  );
  return show(catalog, productId);
};

const lockOwn = async (tx: Tx, who: Who, id: string): Promise<ProductRecord> => {
  await lockProducts(tx, [id]);
  const [found] = await productsByIds(tx, [id]);
  return ownProduct(who, found, id);
};

interface ProductEdit {
  productId: string;
  body: Body<typeof editProduct>;
}

/** Changes texts, pictures, or whether a product is on sale; what is left out stays. */
export const editOwn = async (catalog: Catalog, who: Who, { productId, body }: ProductEdit) => {
  const { imageIds } = body;
  if (imageIds) await refuseUnknownImages(catalog, imageIds);
  await catalog.db.transaction(async (tx) => {
    const before = await lockOwn(tx, who, productId);
    const published = body.published ?? before.state === 'published';
    const after = {
      id: productId,
      title: body.title ?? before.title,
      description: body.description ?? before.description,
      category: body.category === undefined ? before.category : body.category,
      tags: body.tags ?? before.tags,
      optionNames: before.optionNames,
      state: published ? ('published' as const) : ('draft' as const),
    };
    await updateProducts(tx, [after]);
    if (imageIds) await replaceImages(tx, [{ id: productId, imageIds }]);
    await refreshCards(tx, [productId], catalog.clock.now());
    await tellProducts(catalog, tx, [{ productId, sellerId: before.sellerId, searchable: published }]);
  });
  return show(catalog, productId);
};

interface VariantEdit {
  variantId: string;
  body: Body<typeof editVariant>;
}

/** Changes a variant's usual price or its stock. Refuses `stock.held` below what buyers hold. */
export const editOwnVariant = async (catalog: Catalog, who: Who, { variantId, body }: VariantEdit) => {
  const productId = await catalog.db.transaction(async (tx) => {
    const id = await productOfVariant(tx, variantId);
    const [product] = id === undefined ? [] : await productsByIds(tx, [id]);
    if (!product || (who.role !== 'operator' && product.sellerId !== who.accountId))
      throw new Refusal('variant.unknown', { variantId });
    await editStockAndPrice(catalog, tx, { productId: product.id, variantId, ...body });
    return product.id;
  });
  return show(catalog, productId);
};

/** Takes a product off sale for good; orders keep what they need of it. */
export const removeOwn = async (catalog: Catalog, who: Who, productId: string) => {
  await catalog.db.transaction(async (tx) => {
    const { sellerId } = await lockOwn(tx, who, productId);
    await removeProduct(tx, productId, catalog.clock.now());
    await tellProducts(catalog, tx, [{ productId, sellerId, searchable: false }]);
  });
  return { done: true } as const;
};
