import { newId } from '../server/src/kernel/ids.ts';
import type { fakeProvider } from '../server/test/fakes/pay-page.ts';
import { openOrders } from '../server/test/orders.ts';
import { seeded } from '../server/test/random.ts';
import {
  actAll,
  deliverAll,
  earliest,
  holdLasts,
  inTime,
  latest,
  noteEnds,
  placeOne,
  stateOf,
  type World,
  wrongOf,
} from './p26-buyers.ts';
import { day, hour, lyingMachine, minute } from './p26-machine.ts';
import type { FreshDatabase, LeoPromise, Rig } from './promise.ts';

const size = { short: { rounds: 1, buyers: 24 }, full: { rounds: 12, buyers: 60 } };
const stocked = [1_000, 2];
const completesAfter = 48 * hour;
const coinDays = 2;

/** Times things took in truth, against what they should have taken. */
class Spans {
  count = 0;
  least = Infinity;
  most = 0;
  /** Those outside of what may be. */
  wrong = 0;

  add(took: number, { from, to }: { from: number; to: number }): void {
    this.count += 1;
    this.least = Math.min(this.least, took);
    this.most = Math.max(this.most, took);
    if (took < from || took > to) this.wrong += 1;
  }
}
const spans = () => ({ holds: new Spans(), timers: new Spans(), coins: new Spans() });
const result = () => ({
  ...spans(),
  jumps: 0,
  restarts: 0,
  refusedInTime: 0,
  takenLate: 0,
  stuck: 0,
  wrong: [] as string[],
});
type Result = ReturnType<typeof result>;

const openWorld = async (fresh: FreshDatabase, seed: number, coinsExpire: boolean): Promise<World> => {
  const chance = seeded(seed);
  const machine = lyingMachine(chance);
  const shop = openOrders(fresh.db, {
    clock: machine.boot(),
    trust: { codeForFirst: true },
    ...(coinsExpire && { coinsExpireAfterDays: coinDays }),
  });
  return { shop, machine, chance, variants: await shop.stocked(...stocked), buyers: [] };
};

/** What a running server does by itself, as often as its jobs and its outbox would. */
const workAll = async ({ shop }: World): Promise<void> => {
  await shop.runJob('catalog.expire-holds');
  for (const job of ['loyalty.end-holds', 'orders.complete', 'loyalty.expire-coins']) await shop.run(job);
  await shop.sagas.drain();
  await shop.work(2);
};

const step = async (world: World, ms: number, jumps = 0.2): Promise<void> => {
  const { machine, chance } = world;
  const before = machine.elapsed();
  machine.pass(ms);
  if (chance.chance(jumps)) machine.jump();
  await actAll(world, before);
  await workAll(world);
  await noteEnds(world);
};

const most = 45_000;
const checkHolds = async (world: World, told: Result): Promise<void> => {
  const states = await stateOf(world);
  for (const buyer of world.buyers) {
    const { id, acts, placed, ended, answer, online } = buyer;
    if (states.get(id) === 'awaiting-payment') told.stuck += 1;
    if (ended !== null && !inTime(buyer))
      told.holds.add(ended - placed, { from: earliest * holdLasts, to: latest * holdLasts + most });
    if (inTime(buyer) && answer !== 'confirmed') told.refusedInTime += 1;
    // Late money may have the goods again where they are there still; a late code is worth nothing.
    if (!online && acts !== null && !inTime(buyer) && answer === 'confirmed') told.takenLate += 1;
  }
};

const coinsTried = 12;
const lastStep = 90 * minute;
/** What waits for its time, by when that began. */
interface Days {
  orders: Map<string, number>;
  wallets: Map<string, number>;
}

const earnSome = async ({ shop, machine }: World, { wallets }: Days): Promise<void> => {
  const accountId = newId();
  await shop.earned(accountId, 50);
  wallets.set(accountId, machine.elapsed());
};

/** Notes which orders completed and whose coins expired by now. */
const noteDays = async (world: World, { orders, wallets }: Days, told: Result): Promise<void> => {
  const now = world.machine.elapsed();
  const states = await stateOf(world);
  for (const [id, from] of orders) {
    if (states.get(id) !== 'completed') continue;
    orders.delete(id);
    told.timers.add(now - from, {
      from: earliest * completesAfter,
      to: latest * completesAfter + lastStep,
    });
  }
  for (const [accountId, from] of wallets) {
    if ((await world.shop.free(accountId)) > 0) continue;
    wallets.delete(accountId);
    // They are good to the end of their last day.
    told.coins.add(now - from, {
      from: earliest * coinDays * day,
      to: latest * (coinDays + 1) * day + lastStep,
    });
  }
};

/** Orders that arrived wait for their buyers' word, and coins for their last day, while the clock jumps on. */
const liveDays = async (world: World, told: Result): Promise<void> => {
  const { machine, chance } = world;
  const from = machine.elapsed();
  const delivered = (await deliverAll(world)).map((id) => [id, from] as const);
  const days: Days = { orders: new Map(delivered), wallets: new Map() };
  let toEarn = coinsTried;
  while (toEarn + days.orders.size + days.wallets.size > 0 && machine.elapsed() - from < 8 * day) {
    if (toEarn > 0 && chance.chance(0.5)) {
      await earnSome(world, days);
      toEarn -= 1;
    }
    await step(world, 20 * minute + chance.below(lastStep - 20 * minute), 0.15);
    await noteDays(world, days, told);
  }
  told.stuck += days.orders.size + days.wallets.size;
};

/** The machine's clock jumps while the server lives: holds, codes, timers and coins end when they should. */
const jumpWhileItLives = async (rig: Rig, told: Result, given: { seed: number; buyers: number }) => {
  const fresh = await rig.open();
  const world = await openWorld(fresh, given.seed, true);
  for (let left = given.buyers; left > 0; left -= 1) {
    await placeOne(world);
    if (left % 3 === 0) await step(world, 5_000 + world.chance.below(most - 5_000));
  }
  const end = world.machine.elapsed() + 1.7 * holdLasts;
  while (world.machine.elapsed() < end) await step(world, 5_000 + world.chance.below(most - 5_000));
  await checkHolds(world, told);
  told.wrong.push(...(await wrongOf(world, stocked)));
  await liveDays(world, told);
  told.wrong.push(...(await world.shop.breaks()));
  told.jumps += world.machine.jumps();
  await fresh.end();
};

/** The server starts again on a machine whose clock was set meanwhile, which it cannot know. */
const restartOnWrongClock = async (rig: Rig, told: Result, given: { seed: number; buyers: number }) => {
  const fresh = await rig.open();
  const world = await openWorld(fresh, given.seed, false);
  for (const by of [-hour, day, -day, hour]) {
    for (let left = given.buyers / 4; left > 0; left -= 1) await placeOne(world);
    for (let minutes = 0; minutes < 4; minutes += 1) await step(world, minute, 0);
    world.machine.set(by);
    const bank: ReturnType<typeof fakeProvider> = world.shop.bank;
    world.shop = openOrders(fresh.db, { clock: world.machine.boot(), trust: { codeForFirst: true }, bank });
    told.restarts += 1;
  }
  for (let minutes = 0; minutes < 26 * 60; minutes += 60) await step(world, hour, 0);
  const states = await stateOf(world);
  told.stuck += [...states.values()].filter((state) => state === 'awaiting-payment').length;
  told.wrong.push(...(await wrongOf(world, stocked)));
  await fresh.end();
};

const tenths = (ms: number, of: number): number => Math.round((ms / of) * 100) / 10;
const figuresOf = ({ holds, timers, coins, wrong, ...told }: Result) => ({
  ...told,
  holdsEnded: holds.count,
  holdTenthsFrom: tenths(holds.least, holdLasts),
  holdTenthsTo: tenths(holds.most, holdLasts),
  ordersCompleted: timers.count,
  timerTenthsFrom: tenths(timers.least, completesAfter),
  timerTenthsTo: tenths(timers.most, completesAfter),
  coinsExpired: coins.count,
  coinDays,
  coinDaysFrom: Math.round((coins.least / day) * 100) / 100,
  coinDaysTo: Math.round((coins.most / day) * 100) / 100,
  outsideOfTheirTime: holds.wrong + timers.wrong + coins.wrong,
  wrong: wrong.length,
  ...(wrong[0] && { firstWrong: wrong[0] }),
});

export const timeCanLie: LeoPromise = {
  id: 'P26',
  says: 'The machine’s clock may be set at any time: what has a time ends in its time, and nothing is lost',
  keep: async (rig) => {
    const { rounds, buyers } = rig.full ? size.full : size.short;
    const told = result();
    for (let round = 0; round < rounds; round += 1) {
      await jumpWhileItLives(rig, told, { seed: rig.seed + round, buyers });
      await restartOnWrongClock(rig, told, { seed: rig.seed + round, buyers });
      rig.tell(`${round + 1} of ${rounds} rounds`);
    }
    const figures = { rounds, buyers: 2 * rounds * buyers, ...figuresOf(told) };
    const { refusedInTime, takenLate, stuck, outsideOfTheirTime, wrong } = figures;
    const tried = [figures.holdsEnded, figures.ordersCompleted, figures.coinsExpired];
    return {
      holds:
        refusedInTime + takenLate + stuck + outsideOfTheirTime + wrong === 0 &&
        tried.every((count) => count > 0),
      figures,
    };
  },
};
