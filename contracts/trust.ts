import * as z from 'zod/mini';
import { route } from './route.ts';
import { cursor, id, instant, page, pageSize, text } from './values.ts';

/** The ladder for cash on delivery, from free to closed. */
export const trustLevel = z.enum(['plain', 'code', 'part-prepaid', 'prepaid-only']);
export type TrustLevel = z.infer<typeof trustLevel>;

export const trustReason = z.object({
  /** `rto`, `refused`, `disputed`, `cancelled-late`, `first-order`, `large-order`, `address`, `blocked-pin`, `product`, `override`… */
  code: z.string(),
  /** One sentence the buyer reads. */
  says: z.string(),
});
export type TrustReason = z.infer<typeof trustReason>;

export const appealState = z.enum(['open', 'granted', 'declined']);
export const standing = z.object({
  level: trustLevel,
  reasons: z.array(trustReason),
  /** The way back up, one sentence; null at the top. */
  wayUp: z.nullable(z.string()),
  counts: z.object({
    delivered: z.int(),
    rto: z.int(),
    refused: z.int(),
    disputed: z.int(),
    cancelledLate: z.int(),
  }),
  appeal: z.nullable(z.object({ state: appealState, at: instant, answer: z.nullable(z.string()) })),
});
export type Standing = z.infer<typeof standing>;

export const getStanding = route({
  method: 'GET',
  path: '/api/standing',
  access: 'account',
  summary: 'How the caller stands for cash on delivery, and why',
  reply: z.object({ standing }),
});
/** Refuses `appeal.open` while one is open. */
export const appeal = route({
  method: 'POST',
  path: '/api/standing/appeal',
  access: 'account',
  idempotent: true,
  summary: 'Ask the operator to look at one’s standing again',
  body: z.object({ text: text(1_000) }),
  reply: z.object({ standing }),
});

export const standingRow = z.object({
  account: z.object({ id, name: z.nullable(z.string()), phone: z.nullable(z.string()) }),
  standing,
  appealText: z.nullable(z.string()),
  override: z.nullable(z.object({ level: trustLevel, reason: z.string(), until: z.nullable(instant) })),
});
export type StandingRow = z.infer<typeof standingRow>;
export const listStandings = route({
  method: 'GET',
  path: '/api/operator/standings',
  access: 'operator',
  summary: 'Buyers below the top of the ladder, those with an open appeal first',
  query: z.object({ cursor: z.optional(cursor), limit: pageSize }),
  reply: page(standingRow),
});
/** Logged in the audit log with its reason. `level: null` takes an override away. Answers an open appeal. */
export const overrideStanding = route({
  method: 'POST',
  path: '/api/operator/standings/:accountId',
  access: 'operator',
  idempotent: true,
  summary: 'Set a buyer’s level by hand, with a reason',
  params: z.object({ accountId: id }),
  body: z.object({
    level: z.nullable(trustLevel),
    reason: text(500),
    days: z.optional(z.int().check(z.minimum(1), z.maximum(365))),
  }),
  reply: z.object({ row: standingRow }),
});

const rtoRow = z.object({
  key: z.string(),
  label: z.string(),
  shipped: z.int(),
  rto: z.int(),
  causes: z.record(z.string(), z.int()),
});
export const rtoFigures = route({
  method: 'GET',
  path: '/api/studio/rto',
  access: 'seller',
  summary: 'Parcels that came back, by cause, seller and pincode; a seller sees their own',
  query: z.object({ days: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(365)), 90) }),
  reply: z.object({
    shipped: z.int(),
    rto: z.int(),
    causes: z.record(z.string(), z.int()),
    bySeller: z.array(rtoRow),
    byPin: z.array(rtoRow),
  }),
});
