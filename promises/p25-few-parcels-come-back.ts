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

const assumptions = {
  wishes: orders,
  pranksters: percent(rtoWorld.bad.prankster),
  refusers: percent(rtoWorld.bad.refuser),
  refuserOrdersAYear: rtoWorld.ordersOf.refuser,
  refuserSendsBack: percent(rtoWorld.comesBack.refuser),
  careless: percent(rtoWorld.bad.careless),
  goodSendBack: percent(rtoWorld.comesBack.good),
};

/** What came of the model's own population, over its years. */
const claimed = (model: ReturnType<typeof populationOf>) => {
  const most = (of: (report: RtoReport) => number): number => Math.max(...model.reports.map(of));
  return {
    rto: percent(model.reports[0]?.rtoShare ?? 1),
    seeds: model.reports.length,
    meanRto: model.mean,
    worstRto: model.worst,
    seedsBelow1: model.below,
    goodRefused: percent(most((one) => one.goodRefusedShare)),
    goodAskedForPart: percent(most((one) => one.goodAskedShare)),
    // Those who were asked for a code or a part and left.
    goodLeft: percent(most(({ byKind: { good } }) => 1 - (good.shipped + good.refused) / good.orders)),
  };
};

/** Nothing depends on these: they say what the ladder is worth, and where its limit is. */
const notClaimed = (seeds: readonly number[]) => {
  const without = populationOf(seeds.slice(0, 2), { ladder: false });
  const doubled = populationOf(seeds, { refusers: 0.012 });
  const fivefold = populationOf(seeds, { refusers: 0.03 });
  return {
    rtoWithoutLadder: without.mean,
    meanRtoIfRefusers1_2: doubled.mean,
    worstRtoIfRefusers1_2: doubled.worst,
    meanRtoIfRefusers3: fivefold.mean,
    worstRtoIfRefusers3: fivefold.worst,
  };
};

export const fewParcelsComeBack: LeoPromise = {
  id: 'P25',
  says: 'In the model, fewer than 1 % of parcels come back and no good buyer is refused without a way up',
  keep: async (rig) => {
    const { seeds, onDatabase } = rig.full ? size.full : size.short;
    const model = populationOf(seedsOf(rig, seeds), {});
    const told = claimed(model);
    rig.tell(`${seeds} years of the model`);
    const others = notClaimed(seedsOf(rig, Math.max(Math.ceil(seeds / 2), 2)));
    const played = await replayOnDatabase(rig, onDatabase);
    const unexplained = model.reports.reduce((sum, one) => sum + one.unexplained, 0) + played.unexplained;
    return {
      holds:
        told.rto < 1 &&
        told.meanRto < 1 &&
        told.goodRefused < 2 &&
        unexplained === 0 &&
        played.differ === 0 &&
        played.refused > 0 &&
        played.appeals === played.buyersRefused,
      figures: {
        ...assumptions,
        ...told,
        ...others,
        unexplained,
        onDatabase: played.asked,
        onDatabaseRefusers: percent(onDatabase.refusers),
        onDatabaseDiffer: played.differ,
        onDatabaseRefused: played.refused,
        buyersRefused: played.buyersRefused,
        appeals: played.appeals,
      },
    };
  },
};
