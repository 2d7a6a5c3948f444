import * as z from 'zod/mini';
import { type AnyJob, job } from '../../kernel/jobs/job.ts';
import type { Loyalty } from './context.ts';
import { expireCoins } from './expire-coins.ts';
import { releaseCoins } from './hold-coins.ts';
import { holdsPast } from './store/holds.ts';

const none = z.object({});
const half = 30_000;
const hour = 3_600_000;
const atOnce = 100;

export const loyaltyJobs = (loyalty: Loyalty): AnyJob[] => {
  const { db, clock } = loyalty;
  const endHolds = job({
    name: 'loyalty.end-holds',
    payload: none,
    attempts: 3,
    every: half,
    run: async () => {
      const past = clock.now();
      for (const purchaseId of await holdsPast(db, past, atOnce))
        await db.transaction((tx) => releaseCoins(tx, { purchaseId, past }));
    },
  });
  const expire = job({
    name: 'loyalty.expire-coins',
    payload: none,
    attempts: 3,
    // The business day moves on by one a run at most: after a long absence it catches up within hours.
    every: hour,
    run: (_nothing, { signal }) => expireCoins(loyalty, signal),
  });
  return [endHolds, expire] as unknown as AnyJob[];
};
