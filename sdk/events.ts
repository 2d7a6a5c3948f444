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
  'order.moved': z.object({
    orderId: id,
    buyerId: id,
    from: orderState,
    to: orderState,
    at: instant,
    sellerId: z.optional(id),
    /** Cash is, or was to be, taken at the door. */
    cod: z.optional(z.boolean()),
    /** Where it goes, or went. */
    pin: z.optional(z.string()),
    /** Of `rto`: whose doing it was. */
    cause: z.optional(z.string()),
  }),
  /** The buyer is satisfied, said so or let the time pass, or a dispute was ruled on: the money is the seller's. */
  'order.completed': z.object({
    orderId: id,
    buyerId: id,
    sellerId: id,
    by: z.enum(['buyer', 'time', 'ruling']),
    at: instant,
  }),
  /** Money, and coins that had paid, go back to the buyer, with or without goods that came back; once each refund. */
  'order.refunded': z.object({
    refundId: id,
    orderId: id,
    buyerId: id,
    sellerId: id,
    amount: money,
    coins: z.int(),
    at: instant,
  }),
  'return.moved': z.object({
    returnId: id,
    orderId: id,
    buyerId: id,
    sellerId: id,
    to: z.string(),
    at: instant,
  }),
  /** A provider has promised a buyer's money. */
  'payment.authorised': z.object({ paymentId: id, method: z.string(), amount: money, at: instant }),
  'payment.captured': z.object({ paymentId: id, method: z.string(), amount: money, at: instant }),
  /** Money that was promised cannot be had any more. */
  'payment.lost': z.object({ paymentId: id, method: z.string(), reason: z.string(), at: instant }),
  /** A refund has come further: `sent` to the provider, `processed` by it, or `failed` there. */
  'refund.moved': z.object({
    refundId: id,
    orderId: z.nullable(id),
    amount: money,
    to: z.string(),
    at: instant,
  }),
  /**
   * A seller's share at the provider came further: `held` for them, `released`, `settled` in their bank, `reversed`
   * for a refund; `refused`: it could not be taken back and the seller owes it; `failed` at the provider.
   */
  'transfer.moved': z.object({
    transferId: z.string(),
    orderId: id,
    sellerId: id,
    amount: money,
    to: z.enum(['held', 'released', 'settled', 'reversed', 'refused', 'failed']),
    at: instant,
  }),
  /** A buyer's bank wants a payment back. `open`: the provider has taken it; then `won` or `lost`. */
  'payment.disputed': z.object({
    paymentId: id,
    method: z.string(),
    state: z.enum(['open', 'won', 'lost']),
    amount: money,
    orderIds: z.array(id),
    at: instant,
  }),
  /** A courier has handed over the cash of an order. */
  'cash.remitted': z.object({ orderId: id, amount: money, at: instant }),
  'dispute.opened': z.object({ disputeId: id, orderId: id, buyerId: id, sellerId: id, at: instant }),
  'dispute.ruled': z.object({ disputeId: id, orderId: id, refund: money, at: instant }),
  /** The books do not add up: an operator has to look. */
  'ledger.broken': z.object({ invariants: z.array(z.string()), at: instant }),
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
