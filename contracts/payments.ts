import * as z from 'zod/mini';
import { route } from './route.ts';
import { cursor, done, id, instant, money, page, pageSize, text } from './values.ts';

/** What a provider tells by itself. The body is taken as raw bytes, since its signature is over them. Always answers 200 to what is genuine. */
export const paymentWebhook = route({
  method: 'POST',
  path: '/api/payments/:method/webhook',
  access: 'public',
  foreign: true,
  summary: 'News of a payment from its provider',
  params: z.object({ method: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,59}$/)) }),
  stream: ['application/json'],
  reply: done,
});

/** Whether the shop's books and the provider's agree, and what does not. */
export const reconciliationRow = z.object({
  id,
  kind: z.enum([
    /** Money the shop has no order for; it goes back unless an operator finds whose it is. */
    'unknown-payment',
    'second-payment',
    'late-payment',
    /** The provider says another amount, currency or order than the shop asked for. */
    'mismatch',
    'refund-failed',
    'refund-not-ours',
    'settlement-difference',
    'transfer-failed',
    'dispute',
  ]),
  state: z.enum(['open', 'working', 'settled']),
  method: z.string(),
  /** The provider's id. */
  reference: z.string(),
  orderId: z.nullable(id),
  amount: money,
  says: z.string(),
  at: instant,
});
export type ReconciliationRow = z.infer<typeof reconciliationRow>;
export const listReconciliation = route({
  method: 'GET',
  path: '/api/operator/reconciliation',
  access: 'operator',
  summary: 'Money that does not match, and what became of it',
  query: z.object({
    state: z.optional(z.enum(['open', 'working', 'settled'])),
    cursor: z.optional(cursor),
    limit: pageSize,
  }),
  reply: page(reconciliationRow),
});
/** `refund`: back to who paid. `retry`: a failed refund again. `settle`: done by hand elsewhere, with the reason. */
export const resolveReconciliation = route({
  method: 'POST',
  path: '/api/operator/reconciliation/:id',
  access: 'operator',
  idempotent: true,
  summary: 'Decide what becomes of money that does not match',
  params: z.object({ id }),
  body: z.object({ action: z.enum(['refund', 'retry', 'settle']), reason: text(500) }),
  reply: z.object({ row: reconciliationRow }),
});

export const paymentHealth = z.object({
  method: z.string(),
  title: z.string(),
  /** `off`: its keys are refused or it has not answered; the others go on. */
  state: z.enum(['on', 'off']),
  test: z.boolean(),
  problem: z.nullable(z.string()),
  /** The last webhook, null where none ever came: the shop works without. */
  heardAt: z.nullable(instant),
  reconciledAt: z.nullable(instant),
  /** Money at the provider by the shop's books. */
  balance: z.int(),
});
export const listPaymentHealth = route({
  method: 'GET',
  path: '/api/operator/payments',
  access: 'operator',
  summary: 'How the ways of paying are',
  reply: z.object({ methods: z.array(paymentHealth) }),
});

/** Refunds of cash, which somebody has to pay by hand: as a list for the bank. */
export const manualRefund = z.object({
  id,
  orderId: id,
  orderNumber: z.string(),
  amount: money,
  to: z.object({ kind: z.enum(['upi', 'bank']), name: z.nullable(z.string()), address: z.string() }),
  owedAt: instant,
});
export const listManualRefunds = route({
  method: 'GET',
  path: '/api/operator/refunds',
  access: 'operator',
  summary: 'Refunds of cash that are to be paid by hand',
  query: z.object({ cursor: z.optional(cursor), limit: pageSize }),
  reply: page(manualRefund),
});
export const settleManualRefund = route({
  method: 'POST',
  path: '/api/operator/refunds/:id/paid',
  access: 'operator',
  idempotent: true,
  summary: 'Say that a refund was paid by hand, with the bank’s reference',
  params: z.object({ id }),
  body: z.object({ reference: text(60) }),
  reply: done,
});
