import * as z from 'zod/mini';
import { image } from './media.ts';
import { refundTo } from './returns.ts';
import { route } from './route.ts';
import { cursor, id, instant, money, page, pageSize, text } from './values.ts';

/** A seller's money: `held` until buyers are satisfied, `payable` now, `recoverable` by the shop after a late refund. */
export const sellerBalance = z.object({
  held: money,
  payable: money,
  paidOut: money,
  recoverable: money,
  /** Completed, and waiting for the courier to hand its cash over. */
  withCourier: money,
});
export const statementLine = z.object({
  id,
  at: instant,
  kind: z.enum(['released', 'refunded', 'recovered', 'paid-out', 'adjusted']),
  orderId: z.nullable(id),
  orderNumber: z.nullable(z.string()),
  gross: money,
  commission: money,
  tax: money,
  /** What it changed of what is payable; less is negative. */
  net: z.int(),
  /** What was payable after it. */
  balance: z.int(),
});
export const getBalance = route({
  method: 'GET',
  path: '/api/studio/balance',
  access: 'seller',
  summary: 'The seller’s money, and where it is',
  query: z.object({ sellerId: z.optional(id) }),
  reply: z.object({
    balance: sellerBalance,
    commission: z.object({ basisPoints: z.int(), taxBasisPoints: z.int() }),
    bank: z.nullable(z.object({ name: z.string(), last4: z.string(), ifsc: z.string() })),
  }),
});
export const listStatement = route({
  method: 'GET',
  path: '/api/studio/statement',
  access: 'seller',
  summary: 'How the seller’s money came and went, newest first',
  query: z.object({ sellerId: z.optional(id), cursor: z.optional(cursor), limit: pageSize }),
  reply: page(statementLine),
});
/** Kept encrypted; nobody reads it back but for the list for the bank. */
export const saveBank = route({
  method: 'PUT',
  path: '/api/studio/bank',
  access: 'seller',
  summary: 'Where the seller is paid',
  body: z.object({
    name: text(80),
    account: z.string().check(z.trim(), z.regex(/^\d{6,18}$/, 'is not an account number')),
    ifsc: z.string().check(z.trim(), z.toUpperCase(), z.regex(/^[A-Z]{4}0[A-Z0-9]{6}$/, 'is not an IFSC')),
    /** Where the sellers' shares are held by the payment provider: the account there, `acc_…`. */
    linkedAccount: z.optional(z.string().check(z.regex(/^acc_[A-Za-z0-9]{14}$/, 'is not a linked account'))),
  }),
  reply: z.object({ bank: z.object({ name: z.string(), last4: z.string(), ifsc: z.string() }) }),
});

export const payout = z.object({
  id,
  seller: z.object({ id, name: z.string() }),
  amount: money,
  state: z.enum(['prepared', 'paid', 'failed']),
  /** `bank`: by the operator's list. `route`: by the payment provider. */
  by: z.enum(['bank', 'route']),
  reference: z.nullable(z.string()),
  at: instant,
  paidAt: z.nullable(instant),
});
export type Payout = z.infer<typeof payout>;
export const listPayouts = route({
  method: 'GET',
  path: '/api/studio/payouts',
  access: 'seller',
  summary: 'Payouts, newest first; operators see everybody’s',
  query: z.object({ cursor: z.optional(cursor), limit: pageSize }),
  reply: page(payout),
});
/** What every seller can be paid now becomes a payout each. Those without bank details are named and left out. */
export const preparePayouts = route({
  method: 'POST',
  path: '/api/operator/payouts',
  access: 'operator',
  idempotent: true,
  summary: 'Prepare a payout for every seller with money to come',
  reply: z.object({
    payouts: z.array(payout),
    without: z.array(z.object({ id, name: z.string(), payable: money })),
  }),
});
/** The list for the bank, as CSV text: name, account, IFSC, amount in rupees, reference. Formula-safe. */
export const payoutFile = route({
  method: 'GET',
  path: '/api/operator/payouts/file',
  access: 'operator',
  summary: 'Prepared payouts as a file for the bank',
  reply: z.object({ name: z.string(), csv: z.string() }),
});
export const settlePayout = route({
  method: 'POST',
  path: '/api/operator/payouts/:id',
  access: 'operator',
  idempotent: true,
  summary: 'Say that a payout was paid, with the bank’s reference, or that it failed',
  params: z.object({ id }),
  body: z.object({ state: z.enum(['paid', 'failed']), reference: text(60) }),
  reply: z.object({ payout }),
});

/** A quarrel about an order: its money waits for the operator's ruling. */
export const dispute = z.object({
  id,
  orderId: id,
  orderNumber: z.string(),
  state: z.enum(['open', 'ruled']),
  reason: z.enum(['not-received', 'damaged', 'not-as-shown', 'other']),
  evidence: z.array(
    z.object({
      by: z.enum(['buyer', 'seller', 'operator']),
      text: z.string(),
      image: z.nullable(image),
      at: instant,
    }),
  ),
  ruling: z.nullable(
    z.object({ for: z.enum(['buyer', 'seller', 'both']), refund: money, reason: z.string(), at: instant }),
  ),
  openedAt: instant,
});
export type Dispute = z.infer<typeof dispute>;
export const openDispute = route({
  method: 'POST',
  path: '/api/orders/:id/dispute',
  access: 'account',
  idempotent: true,
  summary: 'Say that something is wrong with an order; its money is held until it is ruled on',
  params: z.object({ id }),
  body: z.object({ reason: dispute.shape.reason, text: text(2_000), imageId: z.optional(id) }),
  reply: z.object({ dispute }),
});
export const getDispute = route({
  method: 'GET',
  path: '/api/orders/:id/dispute',
  access: 'account',
  summary: 'The dispute of an order, for its buyer, its seller and operators; null where there is none',
  params: z.object({ id }),
  reply: z.object({ dispute: z.nullable(dispute) }),
});
export const addEvidence = route({
  method: 'POST',
  path: '/api/disputes/:id/evidence',
  access: 'account',
  idempotent: true,
  summary: 'Add what one has to say, or a picture',
  params: z.object({ id }),
  body: z.object({ text: text(2_000), imageId: z.optional(id) }),
  reply: z.object({ dispute }),
});
export const listDisputes = route({
  method: 'GET',
  path: '/api/studio/disputes',
  access: 'seller',
  summary: 'Disputes about the seller’s orders, open ones first; operators see all',
  query: z.object({
    state: z.optional(z.enum(['open', 'ruled'])),
    cursor: z.optional(cursor),
    limit: pageSize,
  }),
  reply: page(dispute),
});
/** The ruling moves the money: `refund` to the buyer, the rest to the seller. In the audit log with its reason. */
export const rule = route({
  method: 'POST',
  path: '/api/operator/disputes/:id/rule',
  access: 'operator',
  idempotent: true,
  summary: 'Rule on a dispute',
  params: z.object({ id }),
  body: z.object({
    refund: money,
    reason: text(1_000),
    /** Where the money of an order in cash goes; without it such an order is refused with `refund.no-destination`. */
    refundTo: z._default(refundTo, { kind: 'source' }),
  }),
  reply: z.object({ dispute }),
});

/** One row of a courier's sheet of cash handed over, and what became of it. */
export const remittanceRow = z.object({
  line: z.int(),
  awb: z.string(),
  amount: z.nullable(money),
  /** `matched` is booked; everything else is flagged and nothing is guessed. */
  state: z.enum(['matched', 'unknown', 'duplicate', 'short', 'extra', 'not-delivered', 'unreadable']),
  orderNumber: z.nullable(z.string()),
  says: z.nullable(z.string()),
});
export const remittance = z.object({
  id,
  courier: z.string(),
  utr: z.string(),
  collected: money,
  deductions: money,
  banked: money,
  counts: z.record(z.string(), z.int()),
  rows: z.array(remittanceRow),
  /** Delivered in cash by this courier longer ago than it usually takes, and not in any sheet yet. */
  missing: z.array(
    z.object({ awb: z.string(), orderNumber: z.string(), amount: money, deliveredAt: instant }),
  ),
  at: instant,
});
export type Remittance = z.infer<typeof remittance>;
/** The sheet as it is, `text/csv`. The same file twice is refused with `remittance.known`. */
export const importRemittance = route({
  method: 'POST',
  path: '/api/operator/remittances',
  access: 'operator',
  idempotent: true,
  summary: 'Import a courier’s sheet of cash handed over',
  query: z.object({ courier: text(60), utr: z.optional(text(60)) }),
  stream: ['text/csv', 'application/octet-stream'],
  reply: z.object({ remittance }),
});
export const listRemittances = route({
  method: 'GET',
  path: '/api/operator/remittances',
  access: 'operator',
  summary: 'Courier’s sheets that were imported, newest first, without their rows',
  query: z.object({ cursor: z.optional(cursor), limit: pageSize }),
  reply: page(remittance),
});
/** Rows are at most 10,000, what is flagged before what is booked; `counts` is of all. */
export const getRemittance = route({
  method: 'GET',
  path: '/api/operator/remittances/:id',
  access: 'operator',
  summary: 'A courier’s sheet that was imported, with its rows and what is missing',
  params: z.object({ id }),
  reply: z.object({ remittance }),
});
/** Cash that never came is given up by somebody by name. */
export const writeOffCash = route({
  method: 'POST',
  path: '/api/operator/cash/:orderId/write-off',
  access: 'operator',
  idempotent: true,
  summary: 'Give up cash a courier never handed over, with the reason',
  params: z.object({ orderId: id }),
  body: z.object({ reason: text(500) }),
  reply: z.object({ amount: money }),
});

/** After `leo secrets rotate`: what was sealed with the former key is sealed with the new one. */
export const resealSecrets = route({
  method: 'POST',
  path: '/api/operator/secrets/reseal',
  access: 'operator',
  summary: 'Seal all secrets in the database with the newest key',
  reply: z.object({
    /** Which key seals now: the first 8 hex digits of its sha-256. */
    key: z.string(),
    resealed: z.int(),
    /** Sealed with another key still: that one must stay in .env. */
    left: z.int(),
  }),
});
