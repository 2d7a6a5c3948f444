import * as z from 'zod/mini';
import { orderState } from '#contracts/orders';
import { id, instant, money } from '#contracts/values';

const orderLine = z.object({
  productId: id,
  variantId: id,
  sellerId: id,
  title: z.string(),
  options: z.record(z.string(), z.string()),
  quantity: z.int(),
  price: money,
});

/**
 * Every fact Leo tells, in the past tense, with its schema. Facts are told at least once and carry an id;
 * names and fields are promises: added to, not changed.
 */
export const events = {
  /** Units of a variant that can be bought changed; `available` is the new count. */
  'stock.changed': z.object({ productId: id, variantId: id, available: z.int() }),
  /** What a buyer pays for a variant changed. `live`: a price of a running sale. */
  'price.changed': z.object({
    productId: id,
    variantId: id,
    price: money,
    compareAt: z.nullable(money),
    live: z.boolean(),
  }),
  /** A product was added, edited, taken off sale or put back. `searchable` is false when buyers no longer see it. */
  'product.changed': z.object({ productId: id, sellerId: id, searchable: z.boolean() }),
  /** A picture that was fetched from elsewhere is there now. */
  'image.ready': z.object({ imageId: id }),
  'order.confirmed': z.object({
    orderId: id,
    number: z.string(),
    buyerId: id,
    total: money,
    method: z.string(),
    city: z.string(),
    saleId: z.nullable(id),
    at: instant,
    lines: z.array(orderLine),
  }),
  'order.moved': z.object({ orderId: id, buyerId: id, from: orderState, to: orderState, at: instant }),
  'order.cancelled': z.object({
    orderId: id,
    buyerId: id,
    saleId: z.nullable(id),
    at: instant,
    lines: z.array(orderLine),
  }),
  'sale.scheduled': z.object({ saleId: id, sellerId: id, title: z.string(), scheduledFor: instant }),
  'sale.started': z.object({ saleId: id, sellerId: id, at: instant }),
  'sale.ended': z.object({ saleId: id, sellerId: id, at: instant }),
  'product.featured': z.object({ saleId: id, productId: z.nullable(id), at: instant }),
} as const;

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>;
