import * as z from 'zod/mini';
import { role } from './accounts.ts';
import { route } from './route.ts';
import { cursor, done, id, instant, page, pageSize } from './values.ts';

/** What somebody with power did, append-only and chained by hashes. */
export const auditEntry = z.object({
  seq: z.int(),
  at: instant,
  actor: z.object({
    id: z.nullable(id),
    name: z.nullable(z.string()),
    role: z.union([role, z.literal('system')]),
  }),
  /** `trust.override`, `dispute.rule`, `payout.settle`… */
  action: z.string(),
  about: z.string(),
  reason: z.nullable(z.string()),
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
export const listAudit = route({
  method: 'GET',
  path: '/api/operator/audit',
  access: 'operator',
  summary: 'The audit log, newest first',
  query: z.object({ cursor: z.optional(cursor), limit: pageSize }),
  reply: z.object({
    ...page(auditEntry).shape,
    chain: z.object({ holds: z.boolean(), brokenAt: z.nullable(z.int()) }),
  }),
});

export const stuckRun = z.object({
  id,
  saga: z.string(),
  step: z.string(),
  says: z.string(),
  since: instant,
});
export const listStuck = route({
  method: 'GET',
  path: '/api/operator/stuck',
  access: 'operator',
  summary: 'Work that could neither be finished nor undone, and jobs that died',
  reply: z.object({
    runs: z.array(stuckRun),
    jobs: z.array(z.object({ id, job: z.string(), says: z.string(), since: instant })),
  }),
});
export const retryStuck = route({
  method: 'POST',
  path: '/api/operator/stuck/:id/retry',
  access: 'operator',
  idempotent: true,
  summary: 'Try a stuck run or a dead job again',
  params: z.object({ id }),
  reply: done,
});

/** Everything an operator should look at, in numbers. Also what `leo status` shows. */
export const alarms = z.object({
  ledger: z.object({ holds: z.nullable(z.boolean()), at: z.nullable(instant) }),
  stuck: z.int(),
  reconciliation: z.int(),
  disputes: z.int(),
  manualRefunds: z.int(),
  appeals: z.int(),
  paymentsOff: z.array(z.string()),
});
export type Alarms = z.infer<typeof alarms>;
export const getAlarms = route({
  method: 'GET',
  path: '/api/operator/alarms',
  access: 'operator',
  summary: 'What an operator should look at',
  reply: alarms,
});
