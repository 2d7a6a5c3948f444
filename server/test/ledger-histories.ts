import fc from 'fast-check';
import type { Database } from '../src/db/connection.ts';
import {
  accountOf,
  bookingProblemsOf,
  type Entry,
  growthsOf,
  type LedgerApi,
  postings,
  shortfallsOf,
} from '../src/modules/ledger/index.ts';
import type { Event, Life, World } from './ledger-world.ts';
import { actions } from './ledger-world-after.ts';

/** Who chooses: which order, what of all that can happen to it, and how much. */
interface Step {
  life: number;
  pick: number;
  n: number;
}
/** One number a step: making three of them took longer than playing it. */
const steps = fc.array(fc.nat(0x7fffffff), { minLength: 5, maxLength: 40, size: 'max' });
const toStep = (chosen: number): Step => ({
  life: chosen & 3,
  pick: (chosen >>> 2) & 1_023,
  // An odd factor mixes the bits, so that how much does not follow from what.
  n: Math.imul(chosen, 0x9e3779b1) >>> 12,
});

const newWorld = (prefix: string): World => ({
  at: Date.UTC(2026, 10, 22),
  prefix,
  next: 0,
  wanted: new Map(),
  lives: Array.from(
    { length: 4 },
    (_, index): Life => ({
      orderId: `${prefix}order${index}`,
      sellerId: `${prefix}seller${index % 2}`,
      buyerId: `${prefix}buyer${index % 2}`,
      state: 'new',
      cash: 0,
      coins: 0,
      held: 0,
      commission: 0,
      tax: 0,
      net: 0,
      earned: 0,
      transfer: 0,
      withCourier: 0,
      unapplied: 0,
      lateId: '',
      refunds: [],
      disputes: [],
    }),
  ),
});

/** The rules of the books without a database. */
class Books {
  readonly balances = new Map<string, number>();
  readonly entries = new Map<string, Entry>();

  /** False for what was booked before; throws where the books refuse it. */
  book(entry: Entry): boolean {
    const problems = bookingProblemsOf(entry);
    if (problems.length > 0) throw new Error(problems.join());
    const key = `${entry.source}/${entry.sourceId}/${entry.kind}`;
    if (this.entries.has(key)) return false;
    const short = shortfallsOf(entry, this.balances);
    if (short.length > 0) throw new Error(short.join());
    for (const [account, growth] of growthsOf(entry))
      this.balances.set(account, (this.balances.get(account) ?? 0) + growth);
    this.entries.set(key, entry);
    return true;
  }
}

const debitSide = /^(1|5|issued)/;
const guarded = /^(1150|1170|1180|1300|2100|2200|2300|2500|2700|coins)/;

/** After every event: the books are where pen and paper are, balance, and no guarded account is below zero. */
const check = ({ balances }: Books, world: World): void => {
  let [money, coins, wallets] = [0, 0, 0];
  for (const [account, balance] of balances) {
    if (/^\d/.test(account)) money += debitSide.test(account) ? balance : -balance;
    else coins += debitSide.test(account) ? balance : -balance;
    if (account.startsWith('coins:')) wallets += balance;
    if (guarded.test(account) && balance < 0) throw new Error(`${account} is at ${balance}`);
  }
  if (money !== 0 || coins !== 0) throw new Error(`I2: off by ${money} paise and ${coins} coins`);
  if (wallets !== (balances.get(accountOf.coinsOutstanding) ?? 0)) throw new Error('I9: coins were made');
  for (const [account, wanted] of world.wanted)
    if ((balances.get(account) ?? 0) !== wanted)
      throw new Error(`${account} is at ${balances.get(account) ?? 0}, and has to be at ${wanted}`);
  for (const life of world.lives)
    if ((balances.get(accountOf.held(life.orderId)) ?? 0) !== life.held) throw new Error('I5: held money');
};

const mustRefuse = (books: Books, entry: Entry): void => {
  const before = books.entries.size;
  try {
    books.book(entry);
  } catch {
    if (books.entries.size === before) return;
  }
  throw new Error(`${entry.kind} had to be refused`);
};

/** What nobody has: a release of more than is held, a payout of more than is payable. */
const tooMuch = (world: World, { orderId, sellerId, buyerId }: Life, n: number): Entry => {
  const more = (account: string): number => (world.wanted.get(account) ?? 0) + 1 + (n % 100);
  const about = { sellerId, at: world.at };
  if (n % 2 === 0)
    return postings.paidOut({
      ...about,
      payoutId: `too-much-${n}`,
      amount: more(accountOf.payable(sellerId)),
    });
  const nothing = { commission: 0, tax: 0, fee: 0, recover: 0, coinsEarned: 0 };
  const total = more(accountOf.held(orderId));
  return {
    ...postings.released({ ...about, ...nothing, orderId, buyerId, total }),
    sourceId: `too-much-${n}`,
  };
};

const eventOf = (world: World, { life, pick, n }: Step): { event: Event; life: Life } | undefined => {
  const one = world.lives[life];
  if (!one) return undefined;
  // The first that can happen, from a random one on.
  for (let tried = 0; tried < actions.length; tried += 1) {
    const event = actions[(pick + tried) % actions.length]?.(world, one, n);
    if (event) return { event, life: one };
  }
  return undefined;
};

export interface Played {
  books: Books;
  events: number;
}
/** Plays one history in memory. */
const play = (history: readonly number[], prefix: string): Played => {
  const world = newWorld(prefix);
  const books = new Books();
  for (const step of history.map(toStep)) {
    const happened = eventOf(world, step);
    if (!happened) continue;
    const { event, life } = happened;
    if (!books.book(event.entry)) throw new Error('It was booked before');
    for (const [account, by] of event.changes)
      world.wanted.set(account, (world.wanted.get(account) ?? 0) + by);
    event.after?.();
    check(books, world);
    if (books.book(event.entry)) throw new Error('I4: the same was booked twice');
    if (step.pick % 4 === 0) mustRefuse(books, tooMuch(world, life, step.n));
  }
  return { books, events: books.entries.size };
};

const isOwn = (account: string): boolean => account.includes(':');

/** The same history on a database: each event is told twice at once, while others play and somebody seals. */
const playOn = async (api: LedgerApi, db: Database, played: Played): Promise<void> => {
  const tell = (entry: Entry) => db.transaction((tx) => api.post(tx, entry));
  for (const entry of played.books.entries.values()) {
    const [first, second] = await Promise.all([tell(entry), tell(entry)]);
    if (first === second) throw new Error(`I4: ${entry.kind} told twice at once: ${first} and ${second}`);
  }
  const own = [...played.books.balances].filter(([account]) => isOwn(account));
  const kept = await api.balances(
    db,
    own.map(([account]) => account),
  );
  for (const [account, balance] of own)
    if (kept.get(account) !== balance)
      throw new Error(`${account} is at ${kept.get(account)}, not at ${balance}`);
};

const sampleOn = async (
  api: LedgerApi,
  db: Database,
  asked: { count: number; seed: number },
): Promise<number> => {
  let events = 0;
  const histories = fc.sample(steps, { numRuns: asked.count, seed: asked.seed });
  const played = histories.map((history, index) => play(history, `${asked.seed}-${index}-`));
  const atOnce = 4;
  for (let from = 0; from < played.length; from += atOnce) {
    const some = played.slice(from, from + atOnce);
    await Promise.all([...some.map((one) => playOn(api, db, one)), api.seal(), api.seal()]);
    events += some.reduce((sum, one) => sum + one.events, 0);
  }
  const verdict = await api.verify();
  if (!verdict.holds) throw new Error(JSON.stringify(verdict.invariants.filter((one) => !one.holds)));
  return events;
};

/**
 * Plays random histories of orders' money through the postings and looks at the invariants after every event, in
 * memory, by the rules the database's books use too. One in `every` is played on the database as well.
 */
export const playHistories = async (
  { api }: { api: LedgerApi },
  asked: { histories: number; seed: number; db: Database; every?: number },
) => {
  const start = performance.now();
  let events = 0;
  const atOnce = 500;
  for (let from = 0; from < asked.histories; from += atOnce) {
    const numRuns = Math.min(atOnce, asked.histories - from);
    const history = fc.property(steps, (one) => void (events += play(one, '').events));
    fc.assert(history, { numRuns, seed: asked.seed + from });
    await new Promise(setImmediate);
  }
  const inMemory = performance.now() - start;
  const count = Math.max(8, Math.round(asked.histories / (asked.every ?? 200)));
  const onDatabase = await sampleOn(api, asked.db, { count, seed: asked.seed });
  return {
    histories: asked.histories,
    events,
    perSecond: Math.round((asked.histories / inMemory) * 1_000),
    onDatabase: { histories: count, events: onDatabase },
    seconds: Math.round((performance.now() - start) / 100) / 10,
  };
};
