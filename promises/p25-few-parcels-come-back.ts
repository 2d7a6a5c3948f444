import { type RtoReport, replayCodOrders, rtoWorld } from '../server/test/rto-model.ts';
import { replayOnDatabase } from './p25-on-database.ts';
import type { LeoPromise, Rig } from './promise.ts';

const orders = 10_000;
const size = {
  short: { seeds: 2, onDatabase: { orders: 700, refusers: 0.1 } },
  full: { seeds: 40, onDatabase: { orders, refusers: rtoWorld.bad.refuser } },
};

const percent = (share: number): number => Math.round(share * 10_000) / 100;
const seedsOf = ({ seed }: Rig, count: number): number[] =>
  Array.from({ length: count }, (_, at) => seed + at);

/** The shares of parcels that come back, of one population over several seeds. */
const populationOf = (seeds: readonly number[], given: { refusers?: number; ladder?: boolean }) => {
  const reports = seeds.map((seed) => replayCodOrders({ orders, seed, ...given }));
  const shares = reports.map((one) => one.rtoShare);
  return {
    reports,
    mean: percent(shares.reduce((sum, one) => sum + one, 0) / shares.length),
    worst: percent(Math.max(...shares)),
    below: shares.filter((share) => share < 0.01).length,
  };
};

const assumptions = (report: RtoReport) => ({
  pranksters: percent(rtoWorld.bad.prankster),
  refusers: percent(rtoWorld.bad.refuser),
  refuserOrdersAYear: rtoWorld.ordersOf.refuser,
  refuserSendsBack: percent(rtoWorld.comesBack.refuser),
  careless: percent(rtoWorld.bad.careless),
  goodSendBack: percent(rtoWorld.comesBack.good),
  wishes: report.orders,
});

export const fewParcelsComeBack: LeoPromise = {
  id: 'P25',
  says: 'In the model, fewer than 1 % of parcels come back and no good buyer is refused without a way up',
  keep: async (rig) => {
    const { seeds, onDatabase } = rig.full ? size.full : size.short;
    const model = populationOf(seedsOf(rig, seeds), {});
    const few = seedsOf(rig, Math.max(Math.ceil(seeds / 2), 2));
    // Nothing depends on these: they say what the ladder is worth, and where its limit is.
    const without = populationOf(few.slice(0, 2), { ladder: false });
    rig.tell('the model');
    const doubled = populationOf(few, { refusers: 0.012 });
    const fivefold = populationOf(few, { refusers: 0.03 });
    const [first] = model.reports;
    const played = await replayOnDatabase(rig, onDatabase);
    const most = (of: (report: RtoReport) => number): number => Math.max(...model.reports.map(of));
    const unexplained = model.reports.reduce((sum, one) => sum + one.unexplained, 0) + played.unexplained;
    const goodRefused = most((one) => one.goodRefusedShare);
    const rto = first?.rtoShare ?? 1;
    return {
      holds:
        rto < 0.01 &&
        model.mean < 1 &&
        goodRefused < 0.02 &&
        unexplained === 0 &&
        played.differ === 0 &&
        played.refused > 0 &&
        played.appeals === played.buyersRefused,
      figures: {
        ...(first && assumptions(first)),
        rto: percent(rto),
        seeds,
        meanRto: model.mean,
        worstRto: model.worst,
        seedsBelow1: model.below,
        rtoWithoutLadder: without.mean,
        goodRefused: percent(goodRefused),
        goodAskedForPart: percent(most((one) => one.goodAskedShare)),
        unexplained,
        // Harsher populations, of which nothing is claimed.
        meanRtoIfRefusers1_2: doubled.mean,
        worstRtoIfRefusers1_2: doubled.worst,
        meanRtoIfRefusers3: fivefold.mean,
        worstRtoIfRefusers3: fivefold.worst,
        onDatabase: played.asked,
        onDatabaseRefusers: percent(onDatabase.refusers),
        onDatabaseDiffer: played.differ,
        onDatabaseRefused: played.refused,
        appeals: played.appeals,
      },
    };
  },
};
