import * as z from 'zod/mini';
import { order } from './orders.ts';
import { route } from './route.ts';
import { cursor, id, instant, money, page, pageSize, quantity, text } from './values.ts';

/** `requested` by the buyer; `accepted` or `refused` by the seller; `received` back; then `refunded` or `exchanged`. */
export const returnState = z.enum(['requested', 'accepted', 'refused', 'received', 'refunded', 'exchanged']);
export type ReturnState = z.infer<typeof returnState>;

export const returnReason = z.enum(['damaged', 'wrong-item', 'not-as-shown', 'does-not-fit', 'changed-mind']);
export type ReturnReason = z.infer<typeof returnReason>;

/** Where the money of cash on delivery goes back to: there is no card it came from. */
export const refundTo = z.discriminatedUnion('kind', [
  /** Back the way it came; for what was paid through a provider. */
  z.object({ kind: z.literal('source') }),
  z.object({
    kind: z.literal('upi'),
    vpa: z.string().check(z.trim(), z.regex(/^[\w.-]{2,64}@[A-Za-z]{2,64}$/, 'is not a UPI id')),
  }),
  z.object({
    kind: z.literal('bank'),
    name: text(80),
    account: z.string().check(z.trim(), z.regex(/^\d{6,18}$/, 'is not an account number')),
    ifsc: z.string().check(z.trim(), z.toUpperCase(), z.regex(/^[A-Z]{4}0[A-Z0-9]{6}$/, 'is not an IFSC')),
  }),
  /** As coins, at once: 100 for each rupee. */
  z.object({ kind: z.literal('coins') }),
]);
export type RefundTo = z.infer<typeof refundTo>;

export const returned = z.object({
  id,
  orderId: id,
  orderNumber: z.string(),
  state: returnState,
  reason: returnReason,
  note: z.nullable(z.string()),
  lines: z.array(
    z.object({
      variantId: id,
      title: z.string(),
      options: z.record(z.string(), z.string()),
      quantity: z.int(),
    }),
  ),
  /** What is given for something else of the same product and price, instead of money. */
  exchangeFor: z.nullable(z.object({ variantId: id, options: z.record(z.string(), z.string()) })),
  exchangeOrderId: z.nullable(id),
  /** What goes back to the buyer when all of it arrives: money, and coins. Coins earned and already spent are taken off. */
  refund: z.object({ money, coins: z.int(), clawedBack: money }),
  /** What the seller answered. */
  answer: z.nullable(z.string()),
  refundState: z.nullable(z.enum(['owed', 'sent', 'processed', 'failed'])),
  requestedAt: instant,
  updatedAt: instant,
});
export type Return = z.infer<typeof returned>;

const asked = {
  lines: z.array(z.object({ variantId: id, quantity })).check(z.minLength(1), z.maxLength(50)),
  reason: returnReason,
  note: z.optional(text(500)),
  exchangeFor: z.optional(id),
  refundTo: z._default(refundTo, { kind: 'source' }),
};

export const quoteReturn = route({
  method: 'POST',
  path: '/api/orders/:id/returns/quote',
  access: 'account',
  summary: 'What would go back for these lines, before it is asked for',
  params: z.object({ id }),
  body: z.object({ lines: asked.lines }),
  reply: z.object({
    refund: returned.shape.refund,
    refundTo: z.array(z.enum(['source', 'upi', 'bank', 'coins'])),
  }),
});
/** Refuses `return.too-late`, `return.too-many`, `return.not-delivered`, `return.other-price`. */
export const requestReturn = route({
  method: 'POST',
  path: '/api/orders/:id/returns',
  access: 'account',
  idempotent: true,
  summary: 'Ask to send something back, for money or for another variant',
  params: z.object({ id }),
  body: z.object(asked),
  reply: z.object({ return: returned }),
});
export const listOrderReturns = route({
  method: 'GET',
  path: '/api/orders/:id/returns',
  access: 'account',
  summary: 'What was sent back of an order, newest first',
  params: z.object({ id }),
  reply: z.object({ returns: z.array(returned) }),
});
export const listReturns = route({
  method: 'GET',
  path: '/api/studio/returns',
  access: 'seller',
  summary: 'Returns of the seller’s goods, newest first',
  query: z.object({ state: z.optional(returnState), cursor: z.optional(cursor), limit: pageSize }),
  reply: page(returned),
});
/** `received` gives the money back, or places the order in exchange. `units` that can be sold again go back on sale. */
export const moveReturn = route({
  method: 'POST',
  path: '/api/studio/returns/:id/move',
  access: 'seller',
  idempotent: true,
  summary: 'Accept a return, refuse it with a reason, or say that it has arrived',
  params: z.object({ id }),
  body: z.object({
    to: z.enum(['accepted', 'refused', 'received']),
    answer: z.optional(text(500)),
    /** With `received`: whether its units can be sold again. */
    restock: z._default(z.boolean(), true),
  }),
  reply: z.object({ return: returned }),
});
/** A refund without goods coming back: a part of the price, for a stain or a late parcel. Refuses `refund.too-much`. */
export const refundOrder = route({
  method: 'POST',
  path: '/api/studio/orders/:id/refund',
  access: 'seller',
  idempotent: true,
  summary: 'Give a part of the money back, without a return',
  params: z.object({ id }),
  body: z.object({ amount: money, reason: text(200), refundTo: z._default(refundTo, { kind: 'source' }) }),
  reply: z.object({ order }),
});
