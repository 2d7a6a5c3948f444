import * as z from 'zod/mini';
import { address } from './accounts.ts';
import { image } from './media.ts';
import { route } from './route.ts';
import { cursor, id, instant, money, page, pageSize, quantity } from './values.ts';

export const basketLine = z.object({
  variantId: id,
  productId: id,
  slug: z.string(),
  title: z.string(),
  options: z.record(z.string(), z.string()),
  image: z.nullable(image),
  price: money,
  compareAt: z.nullable(money),
  quantity: z.int(),
  available: z.int(),
});
export const basket = z.object({
  lines: z.array(basketLine),
  goods: money,
  delivery: money,
  /** Goods and delivery; the way of paying may add its fee. */
  total: money,
});
export type Basket = z.infer<typeof basket>;

export const getBasket = route({
  method: 'GET',
  path: '/api/basket',
  access: 'public',
  summary: 'The basket, with today’s prices and stock',
  reply: z.object({ basket }),
});
export const putBasketLine = route({
  method: 'PUT',
  path: '/api/basket/:variantId',
  access: 'visitor',
  summary: 'Put a variant into the basket, or set how many; 0 takes it out',
  params: z.object({ variantId: id }),
  body: z.object({ quantity: z.int().check(z.minimum(0), z.maximum(99)) }),
  reply: z.object({ basket }),
});

/** `reserved`: stock is held; `confirmed`: placed; then packed, shipped, delivered; or cancelled. */
export const orderState = z.enum(['reserved', 'confirmed', 'packed', 'shipped', 'delivered', 'cancelled']);
export type OrderState = z.infer<typeof orderState>;

export const orderLine = z.object({
  variantId: id,
  productId: id,
  slug: z.string(),
  title: z.string(),
  options: z.record(z.string(), z.string()),
  sku: z.nullable(z.string()),
  image: z.nullable(image),
  sellerId: id,
  quantity: z.int(),
  /** Of one unit, as it was when the order was placed. */
  price: money,
});
export const order = z.object({
  id,
  /** What people say to each other: `LEO-7K3QXA`. */
  number: z.string(),
  state: orderState,
  lines: z.array(orderLine),
  goods: money,
  delivery: money,
  fee: money,
  total: money,
  payment: z.object({
    method: z.string(),
    title: z.string(),
    state: z.enum(['authorised', 'captured', 'void']),
  }),
  address,
  saleId: z.nullable(id),
  placedAt: instant,
  history: z.array(z.object({ state: orderState, at: instant })),
});
export type Order = z.infer<typeof order>;

export const placeOrder = route({
  method: 'POST',
  path: '/api/orders',
  access: 'visitor',
  idempotent: 'by-operation',
  summary: 'Buy: hold the stock, authorise the payment, confirm. All of it, or nothing',
  body: z.object({
    lines: z.array(z.object({ variantId: id, quantity })).check(z.minLength(1), z.maxLength(50)),
    address,
    /** The id of one of the shop’s payments. */
    payment: z.string().check(z.minLength(1), z.maxLength(60)),
    /** The total the buyer saw. Another total by now is refused with both, `order.price-changed`. */
    expectedTotal: money,
    /** The sale the buyer was watching. */
    saleId: z.optional(id),
    /** Whether these lines leave the basket once the order stands. */
    fromBasket: z._default(z.boolean(), false),
    /** Keep the address for the next order. */
    remember: z._default(z.boolean(), true),
  }),
  reply: z.object({ order }),
});

/** What a checkout would cost now, before it is placed. */
export const quoteOrder = route({
  method: 'POST',
  path: '/api/quote',
  access: 'public',
  summary: 'What these lines cost now with delivery and the way of paying',
  body: z.object({
    lines: z.array(z.object({ variantId: id, quantity })).check(z.minLength(1), z.maxLength(50)),
    payment: z.string().check(z.minLength(1), z.maxLength(60)),
  }),
  reply: z.object({ goods: money, delivery: money, fee: money, total: money }),
});

export const listOrders = route({
  method: 'GET',
  path: '/api/orders',
  access: 'public',
  summary: 'The caller’s own orders, newest first',
  query: z.object({ cursor: z.optional(cursor), limit: pageSize }),
  reply: page(order),
});
export const getOrder = route({
  method: 'GET',
  path: '/api/orders/:id',
  access: 'account',
  summary: 'One order, for its buyer, its seller and operators',
  params: z.object({ id }),
  reply: z.object({ order }),
});
export const cancelOrder = route({
  method: 'POST',
  path: '/api/orders/:id/cancel',
  access: 'account',
  idempotent: true,
  summary: 'Cancel an order that is not packed yet; its stock goes back on sale',
  params: z.object({ id }),
  reply: z.object({ order }),
});
export const listStudioOrders = route({
  method: 'GET',
  path: '/api/studio/orders',
  access: 'seller',
  summary: 'Orders with the seller’s goods, newest first',
  query: z.object({
    state: z.optional(orderState),
    saleId: z.optional(id),
    cursor: z.optional(cursor),
    limit: pageSize,
  }),
  reply: page(order),
});
export const moveOrder = route({
  method: 'POST',
  path: '/api/studio/orders/:id/move',
  access: 'seller',
  idempotent: true,
  summary: 'Move an order along: packed, shipped, delivered, or cancelled before it is shipped',
  params: z.object({ id }),
  body: z.object({ to: z.enum(['packed', 'shipped', 'delivered', 'cancelled']) }),
  reply: z.object({ order }),
});
