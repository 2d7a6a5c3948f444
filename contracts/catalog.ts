import * as z from 'zod/mini';
import { image, imageState } from './media.ts';
import { route } from './route.ts';
import { cursor, done, id, money, page, pageSize, prose, text } from './values.ts';

export const sellerName = z.object({ id, name: z.string() });
export type SellerName = z.infer<typeof sellerName>;

/** `{ size: 'M', colour: 'Rani pink' }`: names are lower case; size, colour and material can be filtered by. */
export const options = z.record(prose(40), prose(80));

export const variant = z.object({
  id,
  sku: z.nullable(z.string()),
  options,
  /** What a buyer pays now: the live price while one is on, else the usual price. */
  price: money,
  /** The price to strike through: the usual price while a live price is on, else the compare-at price. */
  compareAt: z.nullable(money),
  live: z.boolean(),
  /** Units one can buy now; held units are not counted. */
  available: z.int(),
});
export type Variant = z.infer<typeof variant>;

export const productCard = z.object({
  id,
  slug: z.string(),
  title: z.string(),
  image: z.nullable(image),
  /** The lowest and highest price among its variants. */
  price: money,
  priceMost: money,
  compareAt: z.nullable(money),
  soldOut: z.boolean(),
  seller: sellerName,
});
export type ProductCard = z.infer<typeof productCard>;

export const product = z.object({
  id,
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  category: z.nullable(z.string()),
  tags: z.array(z.string()),
  seller: sellerName,
  images: z.array(image),
  /** Option names in order, each with its values in order. */
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  variants: z.array(variant),
  published: z.boolean(),
  /** Grows with every change of the product. */
  version: z.int(),
});
export type Product = z.infer<typeof product>;

/** One value, or several: `?size=M&size=L`. */
const oneOrMore = z.optional(
  z.pipe(
    z.transform((given) => (given === undefined || Array.isArray(given) ? given : [given])),
    z.array(z.string().check(z.minLength(1), z.maxLength(80))).check(z.maxLength(20)),
  ),
);
const rupees = z.optional(
  z.coerce.number().check(z.int(), z.nonnegative(), z.maximum(Number.MAX_SAFE_INTEGER)),
);

export const productSort = z.enum(['relevance', 'bestselling', 'newest', 'price', '-price']);

export const facet = z.object({ value: z.string(), label: z.string(), count: z.int() });
export const facets = z.object({
  size: z.array(facet),
  colour: z.array(facet),
  material: z.array(facet),
  seller: z.array(facet),
});
export type Facets = z.infer<typeof facets>;

export const listProducts = route({
  method: 'GET',
  path: '/api/products',
  access: 'public',
  summary: 'Search and filter the products on sale',
  query: z.strictObject({
    q: z.optional(z.string().check(z.maxLength(10_240))),
    size: oneOrMore,
    colour: oneOrMore,
    color: oneOrMore,
    material: oneOrMore,
    /** Sellers by id. */
    seller: oneOrMore,
    category: z.optional(z.string().check(z.maxLength(120))),
    /** In paise. */
    priceMin: rupees,
    priceMax: rupees,
    sort: z.optional(productSort),
    cursor: z.optional(cursor),
    limit: pageSize,
  }),
  reply: z.object({
    items: z.array(productCard),
    next: z.nullable(z.string()),
    total: z.int(),
    /** Counts over the whole result, on the first page; null on later pages. */
    facets: z.nullable(facets),
    /** A word that is in the catalogue, when nothing was found for the one typed. */
    didYouMean: z.nullable(z.string()),
  }),
});

export const getProduct = route({
  method: 'GET',
  path: '/api/products/:product',
  access: 'public',
  summary: 'One product with its variants, by slug or id',
  params: z.object({ product: z.string().check(z.minLength(1), z.maxLength(200)) }),
  reply: z.object({ product }),
});

export const listBestsellers = route({
  method: 'GET',
  path: '/api/bestsellers',
  access: 'public',
  summary: 'What sold most in the last 30 days; new products fill up a short list',
  query: z.object({ limit: pageSize }),
  reply: z.object({ items: z.array(productCard) }),
});

const variantInput = z.object({
  sku: z.optional(text(80)),
  options: z._default(options, {}),
  price: money.check(z.positive()),
  compareAt: z.optional(z.nullable(money)),
  stock: z.int().check(z.minimum(0), z.maximum(1_000_000)),
});

export const studioProduct = z.extend(product, {
  variants: z.array(z.extend(variant, { usualPrice: money, stock: z.int(), held: z.int() })),
  pictures: z.array(
    z.object({ state: imageState, source: z.nullable(z.string()), reason: z.nullable(z.string()) }),
  ),
});
export type StudioProduct = z.infer<typeof studioProduct>;

export const listStudioProducts = route({
  method: 'GET',
  path: '/api/studio/products',
  access: 'seller',
  summary: 'The seller’s own products, drafts included',
  query: z.object({
    q: z.optional(z.string().check(z.maxLength(200))),
    cursor: z.optional(cursor),
    limit: pageSize,
  }),
  reply: page(studioProduct),
});
export const getStudioProduct = route({
  method: 'GET',
  path: '/api/studio/products/:id',
  access: 'seller',
  summary: 'One of the seller’s own products, drafts included',
  params: z.object({ id }),
  reply: z.object({ product: studioProduct }),
});
export const createProduct = route({
  method: 'POST',
  path: '/api/studio/products',
  access: 'seller',
  summary: 'Add a product by hand',
  body: z.object({
    title: text(200),
    description: z._default(prose(20_000), ''),
    category: z.optional(text(120)),
    tags: z._default(z.array(text(60)).check(z.maxLength(50)), []),
    imageIds: z._default(z.array(id).check(z.maxLength(20)), []),
    variants: z.array(variantInput).check(z.minLength(1), z.maxLength(250)),
    published: z._default(z.boolean(), true),
  }),
  reply: z.object({ product: studioProduct }),
});
export const editProduct = route({
  method: 'PATCH',
  path: '/api/studio/products/:id',
  access: 'seller',
  summary: 'Change a product’s texts, pictures or whether it is on sale',
  params: z.object({ id }),
  body: z.object({
    title: z.optional(text(200)),
    description: z.optional(prose(20_000)),
    category: z.optional(z.nullable(text(120))),
    tags: z.optional(z.array(text(60)).check(z.maxLength(50))),
    imageIds: z.optional(z.array(id).check(z.maxLength(20))),
    published: z.optional(z.boolean()),
  }),
  reply: z.object({ product: studioProduct }),
});
export const editVariant = route({
  method: 'PATCH',
  path: '/api/studio/variants/:id',
  access: 'seller',
  summary: 'Change a variant’s usual price or its stock',
  params: z.object({ id }),
  body: z.object({
    price: z.optional(money.check(z.positive())),
    compareAt: z.optional(z.nullable(money)),
    /** Units in the shop, held ones included; never below what buyers hold. */
    stock: z.optional(z.int().check(z.minimum(0), z.maximum(1_000_000))),
    /** Pieces more or fewer than there are now: safe while buyers buy, where a number counted before is not. */
    stockBy: z.optional(z.int().check(z.minimum(-1_000_000), z.maximum(1_000_000))),
  }),
  reply: z.object({ product: studioProduct }),
});
export const removeProduct = route({
  method: 'DELETE',
  path: '/api/studio/products/:id',
  access: 'seller',
  summary: 'Take a product off sale for good; its orders keep it',
  params: z.object({ id }),
  reply: done,
});
