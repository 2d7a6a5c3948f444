import { type PayoutOrderings, payoutOrderings } from '../server/test/settlement.ts';
import type { LeoPromise, Rig } from './promise.ts';

/** Several shops one after another: the stand-ins for orders and payments get slow with many. */
const size = { short: { shops: 1, orders: 60 }, full: { shops: 10, orders: 500 } };

const added = (one: PayoutOrderings, other: PayoutOrderings): PayoutOrderings => ({
  orders: one.orders + other.orders,
  early: one.early + other.early,
  double: one.double + other.double,
  stuck: one.stuck + other.stuck,
  released: one.released + other.released,
  refunds: one.refunds + other.refunds,
  disputes: one.disputes + other.disputes,
  flaws: one.flaws + other.flaws,
  unflagged: one.unflagged + other.unflagged,
  guessed: one.guessed + other.guessed,
  payouts: one.payouts + other.payouts,
  overpaid: one.overpaid + other.overpaid,
  errors: [...one.errors, ...other.errors],
  breaks: [...one.breaks, ...other.breaks],
  seconds: one.seconds + other.seconds,
});

const playShop = async (rig: Rig, shop: number, orders: number): Promise<PayoutOrderings> => {
  const fresh = await rig.open();
  const report = await payoutOrderings({ db: fresh.db, orders, seed: rig.seed + shop });
  await fresh.end();
  rig.tell(`${(shop + 1) * orders} orders`);
  return report;
};

export const sellersArePaidOnce: LeoPromise = {
  id: 'P5',
  says: 'Sellers are paid once, never before the buyer is satisfied, and cash never before it came',
  keep: async (rig) => {
    const { shops, orders } = rig.full ? size.full : size.short;
    let report = await playShop(rig, 0, orders);
    for (let shop = 1; shop < shops; shop += 1) report = added(report, await playShop(rig, shop, orders));
    const { errors, breaks, seconds: _, ...figures } = report;
    const { early, double, stuck, unflagged, guessed, overpaid } = report;
    const tried = [report.released, report.refunds, report.disputes, report.flaws, report.payouts];
    return {
      holds:
        early + double + stuck + unflagged + guessed + overpaid === 0 &&
        errors.length + breaks.length === 0 &&
        tried.every((count) => count > 0),
      figures: {
        shops,
        ...figures,
        errors: errors.length,
        breaks: breaks.length,
        ...(errors[0] && { firstError: errors[0] }),
        ...(breaks[0] && { firstBreak: breaks[0] }),
      },
    };
  },
};
