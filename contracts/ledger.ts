import * as z from 'zod/mini';
import { route } from './route.ts';
import { id, instant } from './values.ts';

export const unit = z.enum(['INR', 'COIN']);
export const ledgerLine = z.object({
  /** `2100:ORDER`, `1100`, `coins:ACCOUNT`… and what it is called. */
  account: z.string(),
  title: z.string(),
  unit,
  debit: z.int(),
  credit: z.int(),
});
export const ledgerEntry = z.object({
  id,
  /** What was booked: `captured`, `released`, `refund-owed`… */
  kind: z.string(),
  /** Where it came from, and its id there. */
  source: z.string(),
  sourceId: z.string(),
  memo: z.string(),
  at: instant,
  /** Its place in the chain; null for the moment before it is sealed. */
  seq: z.nullable(z.int()),
  lines: z.array(ledgerLine),
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

export const invariant = z.object({
  /** `I1` to `I16`, `chain`. */
  id: z.string(),
  title: z.string(),
  holds: z.boolean(),
  /** Where it breaks, at most 20 of them. */
  breaks: z.array(z.string()),
  broken: z.int(),
});
export const verdict = z.object({
  holds: z.boolean(),
  entries: z.int(),
  /** The hash of the last sealed entry: keep it elsewhere, and nobody can change what came before. */
  head: z.nullable(z.string()),
  invariants: z.array(invariant),
  tookMs: z.int(),
  at: instant,
});
export type Verdict = z.infer<typeof verdict>;

export const verifyLedger = route({
  method: 'POST',
  path: '/api/operator/ledger/verify',
  access: 'operator',
  summary: 'Check the books: every invariant, and the chain',
  reply: z.object({ verdict }),
});
/** `id` may be an order's id or its number. Everything that is told of it, oldest first. */
export const orderStory = route({
  method: 'GET',
  path: '/api/operator/ledger/orders/:id',
  access: 'operator',
  summary: 'The whole story of one order’s money',
  params: z.object({ id: z.string().check(z.minLength(1), z.maxLength(60)) }),
  reply: z.object({
    order: z.object({ id, number: z.string(), state: z.string(), total: z.int() }),
    /** What happened that is not in the books: authorisations, messages of the provider, moves. */
    events: z.array(z.object({ at: instant, says: z.string() })),
    entries: z.array(ledgerEntry),
    balances: z.array(z.object({ account: z.string(), title: z.string(), unit, balance: z.int() })),
  }),
});
