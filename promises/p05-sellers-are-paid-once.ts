import { payoutOrderings } from '../server/test/settlement.ts';
import type { LeoPromise } from './promise.ts';

const orders = { short: 60, full: 5_000 };

export const sellersArePaidOnce: LeoPromise = {
  id: 'P5',
  says: 'Sellers are paid once, never before the buyer is satisfied, and cash never before it came',
  keep: async ({ full, open, seed }) => {
    const fresh = await open();
    const report = await payoutOrderings({ db: fresh.db, orders: full ? orders.full : orders.short, seed });
    await fresh.end();
    const { errors, breaks, seconds: _, ...figures } = report;
    const { early, double, stuck, unflagged, guessed, overpaid } = report;
    const tried = [report.released, report.refunds, report.disputes, report.flaws, report.payouts];
    return {
      holds:
        early + double + stuck + unflagged + guessed + overpaid === 0 &&
        errors.length + breaks.length === 0 &&
        tried.every((count) => count > 0),
      figures: {
        ...figures,
        errors: errors.length,
        breaks: breaks.length,
        ...(errors[0] && { firstError: errors[0] }),
        ...(breaks[0] && { firstBreak: breaks[0] }),
      },
    };
  },
};
