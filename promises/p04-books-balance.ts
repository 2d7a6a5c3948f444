import { newId } from '../server/src/kernel/ids.ts';
import { type Entry, postings } from '../server/src/modules/ledger/index.ts';
import { openLedger, randomHistories } from '../server/test/ledger.ts';
import { seeded } from '../server/test/random.ts';
import { type Forgery, forge, takeTriggersAway } from './p04-forger.ts';
import type { LeoPromise, Rig } from './promise.ts';

const size = { short: { histories: 300, tries: 12 }, full: { histories: 100_000, tries: 1_000 } };
const journal = 1_000;

/** A quarter of it each: paid online, taken at the door, paid in by the courier, released to a seller. */
const someEntries = (count: number): Entry[] => {
  const [sellerId, courier, fee] = [newId(), 'by-hand', 590];
  const ofPair = (pair: number): Entry[] => {
    const [online, atDoor, buyerId] = [newId(), newId(), newId()];
    const [at, cash, awb] = [Date.UTC(2026, 10, 22) + pair * 1_000, 50_000 + pair, `AWB${pair}`];
    const nothing = { commission: 900, tax: 162, fee: 0, recover: 0, coinsEarned: 500 };
    return [
      postings.captured({
        paymentId: online,
        at,
        fee,
        shares: [{ orderId: online, cash, coins: 0, buyerId }],
      }),
      postings.cashCollected({ orderId: atDoor, courier, awb, at, cash, coins: 0, buyerId }),
      postings.cashRemitted({
        remittanceId: newId(),
        orderId: atDoor,
        courier,
        awb,
        at,
        amount: cash,
        deducted: 400,
      }),
      postings.released({ ...nothing, orderId: online, sellerId, buyerId, at, total: cash }),
    ];
  };
  return Array.from({ length: Math.ceil(count / 4) }, (_, pair) => ofPair(pair))
    .flat()
    .slice(0, count);
};

const isThere = (says: string, { places }: Forgery): boolean =>
  places.some((place) => new RegExp(`(^|\\s)${place}\\b`).test(says));

/** Every row of a journal is forged once, in a way of chance, and every forgery is looked for. */
const findForgeries = async (rig: Rig, tries: number) => {
  const fresh = await rig.open();
  const { db } = fresh;
  const { api } = openLedger(db);
  await db.transaction(async (tx) => {
    for (const entry of someEntries(journal)) await api.post(tx, entry);
  });
  const before = await api.verify();
  await takeTriggersAway(db);
  const chance = seeded(rig.seed);
  const found = { edited: 0, deleted: 0, inserted: 0, reordered: 0 } as Record<string, number>;
  const missed: string[] = [];
  for (let number = 0; number < tries; number += 1) {
    const seq = tries >= journal ? (number % journal) + 1 : 1 + chance.below(journal);
    const forgery = await forge({ db, chance, seq, last: journal });
    const { holds, invariants } = await api.verify();
    const breaks = invariants.flatMap((one) => one.breaks);
    if (!holds && breaks.some((says) => isThere(says, forgery)))
      found[forgery.way] = (found[forgery.way] ?? 0) + 1;
    else missed.push(`${forgery.way} ${seq}`);
    await forgery.undo();
    if (number % 100 === 99) rig.tell(`${number + 1} forgeries`);
  }
  const after = await api.verify();
  await fresh.end();
  const cleanBeforeAndAfter = before.holds && after.holds && before.head === after.head;
  return { journal: before.entries, found, missed, cleanBeforeAndAfter };
};

const playHistories = async (rig: Rig, histories: number) => {
  const fresh = await rig.open();
  const played = await randomHistories({ histories, seed: rig.seed, db: fresh.db }).then(
    (report) => ({ ...report, broken: '' }),
    (problem: Error) => ({
      histories,
      events: 0,
      onDatabase: { histories: 0, events: 0 },
      broken: problem.message.slice(0, 2_000),
    }),
  );
  await fresh.end();
  return played;
};

export const booksBalance: LeoPromise = {
  id: 'P4',
  says: 'The books always balance, and whoever forges a row of them is found',
  keep: async (rig) => {
    const { histories, tries } = rig.full ? size.full : size.short;
    const played = await playHistories(rig, histories);
    rig.tell(`${histories} histories`);
    const { found, missed, ...chain } = await findForgeries(rig, tries);
    return {
      holds: played.broken === '' && missed.length === 0 && chain.cleanBeforeAndAfter,
      figures: {
        histories,
        events: played.events,
        historiesOnDatabase: played.onDatabase.histories,
        eventsOnDatabase: played.onDatabase.events,
        ...(played.broken && { broken: played.broken }),
        journal: chain.journal,
        forged: tries,
        ...found,
        missed: missed.length,
        ...(missed.length > 0 && { firstMissed: missed.slice(0, 5).join(', ') }),
      },
    };
  },
};
