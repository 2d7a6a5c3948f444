import { z } from 'zod';
import { outcomes } from '../rules/pay.ts';
import { faultNames, webhookFaultNames } from '../state/settings.ts';

/** What the control plane takes, by the path under `/__double/`. */

const ms = z.number().int().min(0);
const times = z.number().int().min(1);
const probability = z.number().min(0).max(1);
const methods = ['upi', 'card', 'netbanking', 'wallet'] as const;

export const schemas = {
  pay: z.strictObject({
    order_id: z.string(),
    outcome: z.enum(outcomes).default('success'),
    method: z.enum(methods).default('upi'),
    vpa: z.string().optional(),
    email: z.string().optional(),
    contact: z.string().optional(),
    notes: z.record(z.string(), z.string()).optional(),
  }),
  faults: z.strictObject({
    /** `POST /orders`, `POST /payments/:id/capture`; `*` for every call. */
    route: z.string(),
    fault: z.enum(faultNames).optional(),
    script: z.array(z.enum(faultNames).nullable()).min(1).optional(),
    probability: probability.optional(),
    times: times.optional(),
    ms: ms.optional(),
    effect: z.boolean().optional(),
    retryAfter: z.number().int().nullable().optional(),
    field: z.enum(['id', 'amount', 'currency']).optional(),
    location: z.string().optional(),
    skew: z.number().int().optional(),
  }),
  'faults/clear': z.strictObject({ id: z.string().optional() }),
  'webhook-faults': z.strictObject({
    fault: z.enum(webhookFaultNames),
    event: z.string().optional(),
    probability: probability.optional(),
    times: times.optional(),
    count: times.optional(),
    order: z.enum(['reversed', 'shuffled']).optional(),
    signature: z.enum(['bad', 'truncated', 'upper-case', 'empty', 'none', 'two']).optional(),
    field: z.enum(['amount', 'currency']).optional(),
    ms: ms.optional(),
  }),
  'webhook-faults/clear': z.strictObject({ id: z.string().optional() }),
  webhooks: z.strictObject({
    url: z.url().nullable().optional(),
    secret: z.string().min(1).optional(),
    /** Off: kept until it is on again. */
    mode: z.enum(['on', 'off', 'flush', 'idle']).optional(),
    /** Switches it on again after it was disabled. */
    enable: z.literal(true).optional(),
  }),
  clock: z.strictObject({
    advance: ms.optional(),
    /** Virtual ms since 1970; never into the past. */
    set: z.number().int().optional(),
    /** Stands still until it is advanced. */
    freeze: z.boolean().optional(),
  }),
  seed: z.strictObject({ seed: z.number().int() }),
  switches: z.strictObject({
    uniqueReceipt: z.enum(['same-order', 'refuse']).optional(),
    capture: z.enum(['manual', 'automatic']).optional(),
    manyAttempts: z.boolean().optional(),
    refunds: z.enum(['processed', 'pending']).optional(),
    refundsNeedBalance: z.boolean().optional(),
    rtoReview: z.boolean().optional(),
    route: z.boolean().optional(),
  }),
  'risky-phones': z.strictObject({ phones: z.array(z.string()) }),
  accounts: z.strictObject({
    /** Of an account that is there, to change it. */
    id: z.string().optional(),
    name: z.string().default('A seller'),
    email: z.string().default('seller@example.com'),
    activated: z.boolean().default(true),
  }),
  'rotate/key': z.strictObject({ keyId: z.boolean().default(false) }),
  'rotate/webhook': z.strictObject({ secret: z.string().min(1).optional() }),
  'force/authorise': z.strictObject({ payment_id: z.string() }),
  'force/fail': z.strictObject({ payment_id: z.string() }),
  'force/second-capture': z.strictObject({ order_id: z.string() }),
  'force/refund': z.strictObject({ refund_id: z.string(), outcome: z.enum(['processed', 'failed']) }),
  'force/transfer': z.strictObject({
    transfer_id: z.string(),
    outcome: z.enum(['failed', 'reversed']),
    /** Of a reversal; all that is left where it is left out. */
    amount: z.number().int().min(1).optional(),
  }),
  'force/dispute': z.strictObject({ payment_id: z.string(), amount: z.number().int().min(1).optional() }),
  'force/dispute-end': z.strictObject({ dispute_id: z.string(), outcome: z.enum(['won', 'lost']) }),
  'force/settle': z.strictObject({
    /** Paise that do not arrive. */
    short: z.number().int().min(0).default(0),
    /** Without waiting for working days. */
    all: z.boolean().default(true),
  }),
  truth: z.strictObject({ order_id: z.string().optional() }),
  reset: z.strictObject({}),
};

type Schemas = typeof schemas;
export type Verb = keyof Schemas;
/** What is sent. */
export type Asked<V extends Verb> = z.input<Schemas[V]>;
/** What arrives, with what was left out filled in. */
export type Given<V extends Verb> = z.output<Schemas[V]>;
