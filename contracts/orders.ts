import * as z from 'zod/mini';
import { address } from './accounts.ts';
import { image } from './media.ts';
import { route } from './route.ts';
import { cursor, id, instant, money, page, pageSize, quantity, text } from './values.ts';

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

/**
 * `reserved`: stock is held. `awaiting-payment`: so it is, until `expiresAt`, for a payment or a code of the buyer.
 * `confirmed`: placed; then `packed`, `shipped`, `delivered`, and `completed` when the buyer is satisfied.
 * Otherwise `cancelled` before it left, `rto` when the parcel came back, `returned` when all of it was sent back.
 */
export const orderState = z.enum([
  'reserved',
  'awaiting-payment',
  'confirmed',
  'packed',
  'shipped',
  'delivered',
  'completed',
  'cancelled',
  'returned',
  'rto',
]);
export type OrderState = z.infer<typeof orderState>;

/** What the buyer has to do before the order stands. */
export const paymentAction = z.discriminatedUnion('kind', [
  /** Pay at the provider: load `script`, hand it `options`, and bring what it answers to `confirmPayment`. */
  z.object({
    kind: z.literal('checkout'),
    provider: z.string(),
    script: z.string(),
    options: z.record(z.string(), z.unknown()),
    /** What is to be paid there, for the whole purchase. */
    amount: money,
    /** Nothing of it is real: the shop runs on the provider's test mode. */
    test: z.boolean(),
  }),
  /** Type the code that was sent to `to` (the end of it only), to `confirmPayment` as `{ code }`. */
  z.object({ kind: z.literal('code'), to: z.string() }),
]);
export type PaymentAction = z.infer<typeof paymentAction>;

/** What whoever asks may do with the order now. */
export const orderAction = z.enum([
  'pay',
  'cancel',
  'pack',
  'ship',
  'deliver',
  'satisfied',
  'return',
  'dispute',
  'rto',
]);
export type OrderAction = z.infer<typeof orderAction>;

export const shipment = z.object({
  courier: z.string(),
  /** The courier's number of the parcel (AWB). */
  tracking: z.string(),
  trackingUrl: z.nullable(z.string()),
  shippedAt: instant,
  deliveredAt: z.nullable(instant),
});

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
    /** `pending`: the buyer has something to do first, see `action`. */
    state: z.enum(['pending', 'authorised', 'captured', 'void']),
    action: z.nullable(paymentAction),
  }),
  /** The purchase this order came of: one payment, and an order for each seller. */
  purchaseId: id,
  seller: z.object({ id, name: z.string() }),
  /** Coins that pay a part of the total (100 are ₹1), and those this order earns once it is completed. */
  coins: z.object({ used: z.int(), earned: z.int(), vested: z.boolean() }),
  /** Of the total: what is paid through the provider, and what the courier takes in cash. With the coins they are it. */
  prepaid: money,
  onDelivery: money,
  /** Money given back, or on its way back, so far. */
  refunded: money,
  /** Where the money is: `held` by the shop until the buyer is satisfied, `released` to the seller, `returned`. */
  money: z.enum(['none', 'promised', 'held', 'released', 'returned']),
  shipment: z.nullable(shipment),
  /** Until when its stock is held for a payment or a code; null for an order that stands. */
  expiresAt: z.nullable(instant),
  /** When an order that was delivered completes by itself. */
  completesAt: z.nullable(instant),
  disputed: z.boolean(),
  /** Why it was cancelled or came back, for people. */
  reason: z.nullable(z.string()),
  /** The order this one replaces something of. */
  exchangeOf: z.nullable(id),
  /** The truth about this order in one sentence, for its buyer. */
  headline: z.string(),
  can: z.array(orderAction),
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
    /** An order is in the shop's own currency: whoever names one is refused, and is not sold to in another. */
    currency: z.optional(z.never()),
    /** The sale the buyer was watching. */
    saleId: z.optional(id),
    /** Whether these lines leave the basket once the order stands. */
    fromBasket: z._default(z.boolean(), false),
    /** Keep the address for the next order. */
    remember: z._default(z.boolean(), true),
    /** Pay with coins as far as they go. `expectedTotal` is the total before them. */
    useCoins: z._default(z.boolean(), false),
    /** Where trust asks for a part to be paid beforehand: the way that part is paid. */
    advanceBy: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
  }),
  /** One order for each seller; `order` is the first. */
  reply: z.object({ order, orders: z.array(order) }),
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
    /** Where it goes, as far as it is known; some ways of paying depend on it. */
    address: z.optional(address),
    useCoins: z._default(z.boolean(), false),
  }),
  reply: z.object({
    goods: money,
    delivery: money,
    fee: money,
    total: money,
    /** What the coins in the wallet would pay of it, whether or not they are used. */
    coins: z.object({ available: z.int(), worth: money }),
    /** What is left to pay: now through a provider, and to the courier. */
    payNow: money,
    payOnDelivery: money,
    /** One parcel a seller. */
    parcels: z.array(z.object({ sellerId: id, seller: z.string(), goods: money, delivery: money })),
    /** Every way of paying, with what it adds and why it cannot be had. */
    methods: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        kind: z.enum(['online', 'on-delivery']),
        fee: money,
        available: z.boolean(),
        /** Why it is not available, or what it asks for first. */
        reason: z.nullable(z.string()),
        /** A part that is to be paid beforehand. */
        advance: money,
        /** A one-time code is asked for. */
        code: z.boolean(),
      }),
    ),
  }),
});

/** Brings what the buyer did for `payment.action`: the provider's proof, or the code. Nothing in it is believed unchecked. */
export const confirmPayment = route({
  method: 'POST',
  path: '/api/orders/:id/payment',
  access: 'account',
  idempotent: true,
  summary: 'Confirm an order’s payment with the provider’s proof, or with the one-time code',
  params: z.object({ id }),
  body: z.union([
    z.object({ code: z.string().check(z.trim(), z.regex(/^\d{6}$/, 'is six digits')) }),
    z.object({ proof: z.record(z.string(), z.string().check(z.maxLength(500))) }),
  ]),
  reply: z.object({ order }),
});
/** Sends the one-time code again. Refuses `code.too-soon`. */
export const resendCode = route({
  method: 'POST',
  path: '/api/orders/:id/code',
  access: 'account',
  idempotent: true,
  summary: 'Send the one-time code again',
  params: z.object({ id }),
  reply: z.object({ order }),
});
/** The buyer has what they wanted: the seller's money is released. Also happens by itself, at `completesAt`. */
export const satisfied = route({
  method: 'POST',
  path: '/api/orders/:id/satisfied',
  access: 'account',
  idempotent: true,
  summary: 'Say that the order is as it should be; the seller is paid',
  params: z.object({ id }),
  reply: z.object({ order }),
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
    /** A number, a name, a phone number or a tracking number, or the beginning of one. */
    q: z.optional(z.string().check(z.trim(), z.maxLength(80))),
    /** `cod` or `prepaid`. */
    paid: z.optional(z.enum(['cod', 'prepaid'])),
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
  summary: 'Move an order along: packed, shipped, delivered, come back, or cancelled before it is shipped',
  params: z.object({ id }),
  body: z.object({
    to: z.enum(['packed', 'shipped', 'delivered', 'cancelled', 'rto']),
    /** With `shipped`. Without a tracking number the order's own stands for it. */
    courier: z.optional(text(60)),
    tracking: z.optional(text(60)),
    /** With `cancelled` and `rto`: why, in a few words the buyer reads. */
    reason: z.optional(text(200)),
    /** With `rto`: whose doing it was, for the figures. */
    cause: z.optional(z.enum(['refused', 'not-home', 'address', 'courier', 'seller', 'other'])),
  }),
  reply: z.object({ order }),
});
/** Moves many at once; what cannot be moved is named, the rest is moved. */
export const moveOrders = route({
  method: 'POST',
  path: '/api/studio/orders/move',
  access: 'seller',
  idempotent: true,
  summary: 'Move many orders along at once',
  body: z.object({
    ids: z.array(id).check(z.minLength(1), z.maxLength(100)),
    to: z.enum(['packed', 'shipped', 'delivered']),
    courier: z.optional(text(60)),
  }),
  reply: z.object({
    moved: z.array(id),
    refused: z.array(z.object({ id, code: z.string(), message: z.string() })),
  }),
});
/** What is to be packed for a sale, or for everything that is confirmed: by product, and by parcel. */
export const packingList = route({
  method: 'GET',
  path: '/api/studio/packing-list',
  access: 'seller',
  summary: 'The packing list of a sale, or of all confirmed orders',
  query: z.object({ saleId: z.optional(id) }),
  reply: z.object({
    items: z.array(
      z.object({
        variantId: id,
        sku: z.nullable(z.string()),
        title: z.string(),
        options: z.record(z.string(), z.string()),
        quantity: z.int(),
      }),
    ),
    orders: z.array(order),
  }),
});
