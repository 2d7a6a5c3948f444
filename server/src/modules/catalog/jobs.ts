import * as z from 'zod/mini';
import { type AnyJob, job } from '../../kernel/jobs/job.ts';
import type { Catalog } from './context.ts';
import { countSales } from './count-sold.ts';
import { bestsellerDays, dayOf } from './domain/stock.ts';
import { releaseStock } from './end-hold.ts';
import { holdsPast } from './store/holds.ts';
import { forgetSoldBefore } from './store/sold.ts';

const nothing = z.object({});
/** So many holds go back in one transaction: short enough that a checkout does not wait long behind it. */
const atOnce = 50;
const second = 1_000;

const expireSome = async (catalog: Catalog): Promise<number> => {
  const ids = await holdsPast(catalog.db, catalog.clock.now(), atOnce);
  if (ids.length === 0) return 0;
  await catalog.db.transaction(async (tx) => {
    for (const holdId of ids) await releaseStock(catalog, tx, { holdId, to: 'expired' });
  });
  return ids.length;
};

export const catalogJobs = (catalog: Catalog): AnyJob[] => {
  const expireHolds = job({
    name: 'catalog.expire-holds',
    payload: nothing,
    attempts: 1,
    every: second,
    run: async (_payload, { signal }) => {
      while (!signal.aborted && (await expireSome(catalog)) === atOnce);
    },
  });
  const count = job({
    name: 'catalog.count-sold',
    payload: nothing,
    attempts: 1,
    // Bestsellers may be half a minute behind; the lists that show them are then made anew.
    every: 30 * second,
    run: (_payload, { signal }) => countSales(catalog, signal),
  });
  const forgetOldSales = job({
    name: 'catalog.forget-old-sales',
    payload: nothing,
    attempts: 1,
    every: 600 * second,
    run: async () => {
      const first = dayOf(catalog.clock.now()) - bestsellerDays;
      const changed = await catalog.db.transaction((tx) => forgetSoldBefore(tx, first));
      if (changed > 0) catalog.freshness.touch([], { lists: true });
    },
  });
  return [expireHolds, count, forgetOldSales] as unknown as AnyJob[];
};
