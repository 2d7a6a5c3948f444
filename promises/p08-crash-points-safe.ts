import { startDouble } from '../plugins/razorpay/double/start.ts';
import { crashPoints } from './crash-points.ts';
import { openMoneyShop } from './money-shop.ts';
import { onItsWay, rest, weigh } from './money-truth.ts';
import { journeys, openWorld } from './p08-journey.ts';
import { openMortalShop } from './p08-mortal-shop.ts';
import type { LeoPromise, Rig } from './promise.ts';
import { movableClock } from './shop-clock.ts';

/** The short form takes every twelfth point, another one for each database; the long form all, so often. */
const rounds = { short: 1, full: 1 };
const every = 12;

const wantedIn = ({ full, database }: Rig): string[] =>
  crashPoints.filter((_, at) => full || at % every === (database === 'sqlite' ? 0 : 6));

interface Round {
  wanted: string[];
  died: string[];
  wrong: string[];
  slowest: number;
}

const oneRound = async (rig: Rig, seed: number): Promise<Round> => {
  const fresh = await rig.open();
  const clock = movableClock();
  const double = await startDouble({ durable: false, clock, seed });
  const names = wantedIn(rig);
  const wanted = new Set(names);
  const shop = await openMortalShop({ db: fresh.db, double, clock, wanted });
  const wrong: string[] = [];
  const world = await openWorld(shop);
  for (const [name, live] of Object.entries(journeys)) {
    await live(world).catch((problem: Error) => wrong.push(`${name}: ${problem.message}`));
    rig.tell(`${name}: ${shop.deaths.length} deaths`);
  }
  await shop.close();
  // One that does not die looks at what is there in the end.
  const healthy = await openMoneyShop({ db: fresh.db }, { clock, double, route: true });
  const { ms, left } = await rest({ drain: healthy.app.drain, clock, on: fresh.db });
  const { agree, verdict, ours, theirs } = await healthy.books();
  if (!agree) wrong.push(`the books say ${ours}, the provider ${theirs}`);
  wrong.push(...verdict.invariants.flatMap((one) => one.breaks), ...left, ...(await onItsWay(fresh.db)));
  wrong.push(...(await weigh(fresh.db, await double.control.truth())).wrongs);
  await healthy.close();
  await double.stop();
  await fresh.end();
  return { wanted: names, died: shop.deaths, wrong, slowest: ms };
};

export const crashPointsAreSafe: LeoPromise = {
  id: 'P8',
  says: 'Every point at which the server may die is safe',
  keep: async (rig) => {
    const all: Round[] = [];
    for (let round = 0; round < (rig.full ? rounds.full : rounds.short); round += 1)
      all.push(await oneRound(rig, rig.seed + round));
    const wrong = all.flatMap((one) => one.wrong);
    const died = new Set(all.flatMap((one) => one.died));
    const tried = new Set(all.flatMap((one) => one.wanted));
    const notReached = [...tried].filter((point) => !died.has(point));
    return {
      holds: wrong.length === 0 && died.size > 0,
      figures: {
        points: crashPoints.length,
        tried: tried.size,
        diedAt: died.size,
        deaths: all.reduce((sum, one) => sum + one.died.length, 0),
        finalMs: Math.max(...all.map((one) => one.slowest)),
        ...(notReached.length > 0 && { inModuleTestsOnly: notReached.join(', ') }),
        ...(wrong.length > 0 && { wrong: wrong.slice(0, 8).join(' | ') }),
      },
    };
  },
};
