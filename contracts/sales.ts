import * as z from 'zod/mini';
import { productCard, sellerName, variant } from './catalog.ts';
import { image } from './media.ts';
import { route } from './route.ts';
import { cursor, done, id, instant, money, page, pageSize, text } from './values.ts';

export const saleState = z.enum(['scheduled', 'live', 'ended']);
export type SaleState = z.infer<typeof saleState>;

export const sale = z.object({
  id,
  title: z.string(),
  state: saleState,
  seller: sellerName,
  cover: z.nullable(image),
  scheduledFor: instant,
  startedAt: z.nullable(instant),
  endedAt: z.nullable(instant),
  /** How many products are in the run sheet, and the first few. */
  products: z.int(),
  preview: z.array(productCard),
  watching: z.int(),
});
export type Sale = z.infer<typeof sale>;

/** A product as the live room needs it: the card and all its variants. */
export const runSheetEntry = z.object({
  productId: id,
  slug: z.string(),
  title: z.string(),
  image: z.nullable(image),
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  variants: z.array(variant),
});
export type RunSheetEntry = z.infer<typeof runSheetEntry>;

export const listSales = route({
  method: 'GET',
  path: '/api/sales',
  access: 'public',
  summary: 'Sales: live ones first, then the next, or one state only',
  query: z.object({ state: z.optional(saleState), cursor: z.optional(cursor), limit: pageSize }),
  reply: page(sale),
});
export const getSale = route({
  method: 'GET',
  path: '/api/sales/:id',
  access: 'public',
  summary: 'One sale with its run sheet',
  params: z.object({ id }),
  reply: z.object({
    sale,
    runSheet: z.array(runSheetEntry),
    recap: z.nullable(
      z.object({
        /** How many units of each product this sale sold. */
        sold: z.array(z.object({ productId: id, title: z.string(), units: z.int() })),
      }),
    ),
  }),
});
export const listStudioSales = route({
  method: 'GET',
  path: '/api/studio/sales',
  access: 'seller',
  summary: 'The seller’s own sales, newest first',
  query: z.object({ cursor: z.optional(cursor), limit: pageSize }),
  reply: page(sale),
});
export const scheduleSale = route({
  method: 'POST',
  path: '/api/studio/sales',
  access: 'seller',
  summary: 'Schedule a sale',
  body: z.object({
    title: text(120),
    scheduledFor: instant,
    coverId: z.optional(id),
    productIds: z.optional(z.array(id).check(z.maxLength(200))),
  }),
  reply: z.object({ sale }),
});
export const editSale = route({
  method: 'PATCH',
  path: '/api/studio/sales/:id',
  access: 'seller',
  summary: 'Change a sale that has not ended',
  params: z.object({ id }),
  body: z.object({
    title: z.optional(text(120)),
    scheduledFor: z.optional(instant),
    coverId: z.optional(z.nullable(id)),
  }),
  reply: z.object({ sale }),
});
export const cancelSale = route({
  method: 'DELETE',
  path: '/api/studio/sales/:id',
  access: 'seller',
  summary: 'Remove a sale that has not started',
  params: z.object({ id }),
  reply: done,
});
export const setRunSheet = route({
  method: 'PUT',
  path: '/api/studio/sales/:id/run-sheet',
  access: 'seller',
  summary: 'Set the run sheet: these products, in this order',
  params: z.object({ id }),
  body: z.object({ productIds: z.array(id).check(z.maxLength(200)) }),
  reply: z.object({ runSheet: z.array(runSheetEntry) }),
});
export const startSale = route({
  method: 'POST',
  path: '/api/studio/sales/:id/start',
  access: 'seller',
  summary: 'Go live',
  params: z.object({ id }),
  reply: z.object({ sale }),
});
export const endSale = route({
  method: 'POST',
  path: '/api/studio/sales/:id/end',
  access: 'seller',
  summary: 'End the sale: live prices end with it',
  params: z.object({ id }),
  reply: z.object({ sale }),
});
export const featureProduct = route({
  method: 'POST',
  path: '/api/studio/sales/:id/feature',
  access: 'seller',
  summary: 'Put a product of the run sheet on screen; null takes it off',
  params: z.object({ id }),
  body: z.object({ productId: z.nullable(id) }),
  reply: done,
});
export const setLivePrice = route({
  method: 'POST',
  path: '/api/studio/sales/:id/live-price',
  access: 'seller',
  summary: 'Give a product’s variants a price while this sale is live; null goes back to the usual price',
  params: z.object({ id }),
  body: z.object({ productId: id, variantId: z.optional(id), price: z.nullable(money.check(z.positive())) }),
  reply: done,
});
