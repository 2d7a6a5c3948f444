import * as z from 'zod/mini';
import { id } from '../ids.ts';

const amount = z.int().check(z.nonnegative(), z.maximum(Number.MAX_SAFE_INTEGER));
/** Seconds since 1970. */
const seconds = z.int().check(z.nonnegative(), z.maximum(8_640_000_000_000));
const currency = z.string().check(z.regex(/^[A-Z]{3}$/));
const orNothing = <S extends z.core.$ZodType>(schema: S) => z.optional(z.nullable(schema));
const flag = z.union([z.boolean(), z.literal(0), z.literal(1)]);

/** What we gave along. The provider writes none as an empty list. */
const notes = orNothing(z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]));
export const noteOf = (given: z.output<typeof notes>, name: string): string | null => {
  const value = given && !Array.isArray(given) && Object.hasOwn(given, name) ? given[name] : undefined;
  return typeof value === 'string' ? value : null;
};

export const order = z.object({
  id: id('order'),
  amount,
  currency,
  receipt: z.nullable(z.string()),
  status: z.string(),
  created_at: seconds,
});

export const payment = z.object({
  id: id('payment'),
  order_id: orNothing(z.string()),
  status: z.enum(['created', 'pending', 'authorized', 'captured', 'refunded', 'failed']),
  amount,
  currency,
  fee: orNothing(amount),
  tax: orNothing(amount),
  amount_refunded: orNothing(amount),
  method: orNothing(z.string()),
  error_description: orNothing(z.string()),
  created_at: seconds,
});
export type PaymentAnswer = z.output<typeof payment>;

export const refund = z.object({
  id: id('refund'),
  payment_id: id('payment'),
  amount,
  currency,
  receipt: orNothing(z.string()),
  notes,
  status: z.enum(['pending', 'processed', 'failed']),
  created_at: seconds,
});
export type RefundAnswer = z.output<typeof refund>;

export const transfer = z.object({
  id: id('transfer'),
  /** The order or the payment it is a part of. */
  source: z.string(),
  recipient: id('account'),
  amount,
  currency,
  amount_reversed: amount,
  notes,
  on_hold: flag,
  status: z.enum(['created', 'pending', 'processed', 'failed', 'reversed', 'partially_reversed']),
  settlement_status: orNothing(z.string()),
});
export type TransferAnswer = z.output<typeof transfer>;

export const reversal = z.object({ id: z.string(), transfer_id: id('transfer'), amount, notes });

export const dispute = z.object({
  id: z.string().check(z.regex(/^disp_[A-Za-z0-9]{8,20}$/)),
  payment_id: id('payment'),
  status: z.enum(['open', 'under_review', 'action_required', 'won', 'lost', 'closed']),
  amount,
  amount_deducted: orNothing(amount),
  created_at: seconds,
});
export type DisputeAnswer = z.output<typeof dispute>;

export const settlementLine = z.object({
  entity_id: z.string().check(z.minLength(1)),
  type: z.string(),
  credit: amount,
  debit: amount,
  fee: orNothing(amount),
  tax: orNothing(amount),
  settled: orNothing(flag),
  settlement_id: orNothing(z.string()),
  settlement_utr: orNothing(z.string()),
  settled_at: orNothing(seconds),
});

/** What was paid into the bank in one go. */
export const settlement = z.object({ id: id('settlement'), amount });

/** A linked account; `activated` is the one state in which it is paid. */
export const account = z.object({ id: id('account'), status: orNothing(z.string()) });

export const listOf = <S extends z.core.$ZodType>(item: S) =>
  z.object({ entity: z.literal('collection'), items: z.array(item) });
