import type { RunningDouble } from '../plugins/razorpay/double/start.ts';
import { startDouble } from '../plugins/razorpay/double/start.ts';
import type { Database } from '../server/src/db/connection.ts';
import { operatorToken, owner } from '../server/test/app.ts';
import { seeded } from '../server/test/random.ts';
import { type RealServer, realServer } from '../server/test/real-server.ts';
import { openMoneyShop, type ShopAt, shopAt, webhookOf, withDouble } from './money-shop.ts';
import { lostUnits, onItsWay, rest, weigh } from './money-truth.ts';
import { type Buyer, checkOut, comeLate, habitOf } from './p01-buyers.ts';
import { heal, setFaults, setWebhookFaults, struckSoFar } from './p01-faults.ts';
import { type Held, inParallel, type LeoPromise, type Rig } from './promise.ts';
import { breath, movableClock } from './shop-clock.ts';

const size = { short: { checkouts: 30, kills: 0 }, full: { checkouts: 200, kills: 10 } };
const limit = 60_000;
/** Of the scarce product there is one for every third of those who want it. */
const scarce = 3;

interface World {
  shop: ShopAt;
  db: Database;
  double: RunningDouble;
  stock: { variantId: string; units: number }[];
}

const stockUp = async (shop: ShopAt, checkouts: number): Promise<World['stock']> =>
  Promise.all(
    [checkouts, Math.ceil(checkouts / 4 / scarce)].map(async (units) => ({
      variantId: await shop.product(units),
      units,
    })),
  );

const buyAll = async (world: World, rig: Rig, checkouts: number): Promise<Buyer[]> => {
  const chance = seeded(rig.seed);
  const plans = Array.from({ length: checkouts }, (_, index) => ({
    index,
    habit: habitOf(chance),
    variantId: world.stock[chance.chance(0.25) ? 1 : 0]?.variantId ?? '',
  }));
  const buyers: Buyer[] = [];
  await inParallel(checkouts, 12, async (index) => {
    const plan = plans[index];
    if (plan) buyers.push(await checkOut(world.shop, plan));
    if (index % 100 === 99) rig.tell(`${index + 1} checkouts`);
  });
  return buyers;
};

/** What everybody and everything says in the end. */
const judge = async (world: World, buyers: readonly Buyer[], ended: { ms: number; left: string[] }) => {
  const { shop, db, double, stock } = world;
  const truth = await double.control.truth();
  const { wrongs, captured, refunded } = await weigh(db, truth);
  for (const { variantId, units } of stock) {
    const lost = await lostUnits(db, variantId, units);
    if (lost !== 0) wrongs.push(`${lost} units of ${units} are nowhere`);
  }
  const { agree, verdict } = await shop.books();
  wrongs.push(...verdict.invariants.flatMap((one) => one.breaks), ...ended.left);
  const twice = wrongs.filter((says) => says.includes('charged')).length;
  return {
    holds: wrongs.length === 0 && agree && ended.ms <= limit,
    figures: {
      checkouts: buyers.length,
      placed: buyers.filter(({ order }) => order !== undefined).length,
      refused: buyers.filter(({ order }) => order === undefined).length,
      captured,
      chargedTwice: twice,
      refundedPaise: refunded,
      finalMs: ended.ms,
      booksAgree: agree,
      ...(wrongs.length > 0 && { wrong: wrongs.slice(0, 4).join(' | ') }),
    },
  };
};

/** In this process, on a clock that goes faster than the wall's. */
const inProcess = async (rig: Rig): Promise<Held> => {
  const { checkouts } = size.short;
  const fresh = await rig.open();
  const clock = movableClock();
  const shop = await openMoneyShop(fresh, { clock, seed: rig.seed });
  const { double } = shop;
  const world: World = { shop, db: fresh.db, double, stock: await stockUp(shop, checkouts) };
  await setFaults(double, false);
  await setWebhookFaults(double);
  const ticking = setInterval(() => clock.pass(200), 50);
  const buyers = await buyAll(world, rig, checkouts);
  clearInterval(ticking);
  const resting = { drain: shop.app.drain, clock, on: fresh.db };
  clock.pass(10 * 60_000);
  await breath(600);
  const late = await comeLate(shop, buyers);
  const struck = await struckSoFar(double);
  await heal(double);
  const ended = await rest(resting);
  const { holds, figures } = await judge(world, buyers, ended);
  await shop.close();
  await fresh.end();
  return {
    holds,
    figures: { ...figures, paidLate: late, faults: struck.calls, messageFaults: struck.messages, kills: 0 },
  };
};

/** Kills the server again and again, at moments of chance, until the buyers are through. */
const killing = (server: RealServer, { seed, most }: { seed: number; most: number }) => {
  const chance = seeded(seed + 7);
  let [kills, stopped] = [0, false];
  const run = async () => {
    while (!stopped && kills < most) {
      await breath(400 + chance.below(1_600));
      if (stopped) return;
      await server.kill();
      kills += 1;
      await server.start();
    }
  };
  const end = run();
  return {
    stop: async () => {
      stopped = true;
      await end;
      return kills;
    },
  };
};

const ownDouble = (rig: Rig) => startDouble({ durable: false, seed: rig.seed });

/** The server as people run it, in a process of its own; its double stays. */
const withKills = async (rig: Rig): Promise<Held> => {
  const { checkouts, kills: most } = size.full;
  const fresh = await rig.open();
  const double = await ownDouble(rig);
  const { settings, secrets } = withDouble(double, { more: { times: { holdMinutes: 2 } } });
  const env = { ...secrets, LEO_OPERATOR_TOKEN: operatorToken, LEO_LOG_LEVEL: 'error' };
  const server = await realServer(fresh.url, { settings, env, firstOwner: owner });
  await server.start();
  const shop = shopAt(server.url, double);
  await double.control.webhooks.set({ url: webhookOf(server.url) });
  const world: World = { shop, db: fresh.db, double, stock: await stockUp(shop, checkouts) };
  await setFaults(double, true);
  await setWebhookFaults(double);
  const killer = killing(server, { seed: rig.seed, most });
  const buyers = await buyAll(world, rig, checkouts);
  const kills = await killer.stop();
  rig.tell(`${kills} kills; waiting for the holds to end`);
  await breath(125_000);
  const late = await comeLate(shop, buyers);
  const struck = await struckSoFar(double);
  await heal(double);
  await double.control.webhooks.enable();
  const began = Date.now();
  let left = await onItsWay(fresh.db);
  while (left.length > 0 && Date.now() - began <= limit + 30_000) {
    await breath(250);
    left = await onItsWay(fresh.db);
  }
  const { holds, figures } = await judge(world, buyers, { ms: Date.now() - began, left });
  await server.remove();
  await double.stop();
  await fresh.end();
  return {
    holds,
    figures: { ...figures, paidLate: late, faults: struck.calls, messageFaults: struck.messages, kills },
  };
};

export const chargedOnce: LeoPromise = {
  id: 'P1',
  says: 'Nobody is charged twice and no rupee is lost, whatever fails',
  keep: (rig) => (rig.full ? withKills(rig) : inProcess(rig)),
};
