import type { Database, Tx } from '../src/db/connection.ts';
import { newId } from '../src/kernel/ids.ts';
import { accountOf, type Check, type Entry, postings } from '../src/modules/ledger/index.ts';
import { loyalty } from '../src/modules/loyalty/index.ts';
import { asker } from './catalog.ts';
import { fakeClock } from './clock.ts';
import { openLedger } from './ledger.ts';
import { quietLog } from './log.ts';
import { type Chance, seeded } from './random.ts';

const day = 86_400_000;
/** What each wallet begins with: so many orders that earned so much. */
const earned = 24;
const earnedEach = 60;

/** Loyalty on a database over the real books, with each change of a wallet booked as its callers do. */
export const openCoins = (
  db: Database,
  settings: { enabled?: boolean; expireAfterDays?: number | null } = {},
) => {
  const clock = fakeClock();
  const log = quietLog();
  const checks: Check[] = [];
  const books = openLedger(db, { clock });
  const made = loyalty({
    db,
    clock,
    log,
    ledger: { ...books.api, addCheck: (check) => void checks.push(check) },
    settings: { enabled: true, expireAfterDays: null, ...settings },
    orderNumbers: async (ids) => new Map(ids.map((id) => [id, `LEO-${id.slice(-6)}`])),
  });
  const { api } = made;
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction(work);
  const book = (tx: Tx, entry: Entry) => books.api.post(tx, entry);
  const at = () => clock.now();
  const noMoney = { sellerId: newId(), total: 0, commission: 0, tax: 0, fee: 0, recover: 0 };

  const vest = (orderId: string, buyerId: string): Promise<number> =>
    inTx(async (tx) => {
      const coinsEarned = await api.vest(tx, { orderId, at: at() });
      if (coinsEarned > 0)
        await book(tx, postings.released({ ...noMoney, orderId, buyerId, at: at(), coinsEarned }));
      return coinsEarned;
    });

  return {
    ...made,
    ask: asker(made.routes),
    clock,
    log,
    inTx,
    vest,
    /** An order that is completed: its coins are the buyer's. */
    async earned(accountId: string, coins: number, orderId = newId()): Promise<string> {
      await inTx((tx) => api.expect(tx, { orderId, accountId, coins }));
      await vest(orderId, accountId);
      return orderId;
    },
    hold: (purchaseId: string, accountId: string, coins: number, until: number | null = null) =>
      inTx((tx) => api.hold(tx, { purchaseId, accountId, coins, until })),
    spend: (purchaseId: string, buyerId: string, shares: { orderId: string; coins: number }[]) =>
      inTx(async (tx) => {
        await api.spend(tx, { purchaseId, shares });
        for (const { orderId, coins } of shares) {
          const share = { orderId, coins, cash: 0, buyerId };
          await book(tx, postings.coinsOnly({ purchaseId: orderId, at: at(), shares: [share] }));
        }
      }),
    giveBack: (back: { orderId: string; refundId: string; coins: number }, buyerId: string) =>
      inTx(async (tx) => {
        await api.giveBack(tx, back);
        const refund = { ...back, sellerId: noMoney.sellerId, buyerId, cash: 0, after: null };
        await book(tx, postings.refundOwed({ ...refund, at: at() }));
      }),
    clawBack: (claw: { orderId: string; refundId: string; keep: number }, buyerId: string) =>
      inTx(async (tx) => {
        const answer = await api.clawBack(tx, claw);
        // The shortfall is money of a refund, which is not this module's.
        const entry = postings.clawedBack({
          ...claw,
          buyerId,
          coins: answer.taken,
          shortfall: 0,
          at: at(),
        });
        if (answer.taken > 0) await book(tx, entry);
        return answer;
      }),
    /** A refund the buyer takes as coins. */
    credit: (refundId: string, accountId: string, coins: number) =>
      inTx(async (tx) => {
        await api.credit(tx, { refundId, accountId, coins });
        const owed = { ...noMoney, orderId: refundId, buyerId: accountId, at: at(), coinsEarned: coins };
        await book(tx, postings.released(owed));
      }),
    async run(name: string): Promise<void> {
      const found = made.jobs.find((one) => one.name === name)!;
      await found.run({} as never, { id: newId(), attempt: 1, signal: new AbortController().signal });
    },
    async walletOf(accountId: string): Promise<{ coins: number; held: number }> {
      const [row] = await db.rows<{ coins: number; held: number }>(
        'SELECT coins, held FROM loyalty_wallets WHERE account_id = $1',
        [accountId],
      );
      return row ?? { coins: 0, held: 0 };
    },
    booked: (accountId: string): Promise<number> => books.api.balance(db, accountOf.wallet(accountId)),
    async breaks(): Promise<string[]> {
      const found: string[] = [];
      for (const check of checks) for await (const one of await check.run(db)) found.push(one);
      return found;
    },
  };
};
type Coins = ReturnType<typeof openCoins>;

export interface UnderFire {
  wallets: number;
  operations: number;
  /** `coins.not-enough`, as it should be. */
  refused: number;
  /** Anything else that was thrown. */
  errors: string[];
  spent: number;
  givenBack: number;
  clawed: number;
  expired: number;
  /** What the wallets have at the end beyond what was earned and given back and not spent, taken or expired. */
  minted: number;
  /** The least that was ever free in a wallet. */
  lowest: number;
  breaks: string[];
  seconds: number;
}

interface Fire {
  coins: Coins;
  chance: Chance;
  accountId: string;
  /** Orders that are paid with coins, and how many. */
  paid: { orderId: string; coins: number }[];
  earnings: string[];
  report: UnderFire;
}

const redeem = async ({ coins, chance, accountId, paid, report }: Fire): Promise<void> => {
  // Most want little, so that there is something to expire; some want more than there will be.
  const [purchaseId, wanted] = [newId(), 1 + chance.below(chance.chance(0.05) ? 900 : 6)];
  const [spends, splits, again] = [chance.chance(0.7), chance.chance(0.3), chance.chance(0.3)];
  await coins.hold(purchaseId, accountId, wanted);
  if (again) await coins.hold(purchaseId, accountId, wanted);
  if (!spends) return coins.inTx((tx) => coins.api.release(tx, purchaseId));
  const first = splits ? Math.floor(wanted / 2) : wanted;
  const shares = [
    { orderId: newId(), coins: first },
    { orderId: newId(), coins: wanted - first },
  ].filter((share) => share.coins > 0);
  await coins.spend(purchaseId, accountId, shares);
  if (again) await coins.spend(purchaseId, accountId, shares);
  report.spent += wanted;
  paid.push(...shares);
};

const refund = async ({ coins, chance, accountId, paid, report }: Fire): Promise<void> => {
  const share = paid.splice(chance.below(Math.max(1, paid.length)), 1)[0];
  if (!share) return;
  const back = { orderId: share.orderId, refundId: newId(), coins: 1 + chance.below(share.coins) };
  // The same refund at the same moment counts once.
  await Promise.all([coins.giveBack(back, accountId), coins.giveBack(back, accountId)]);
  report.givenBack += back.coins;
};

const clawBack = async ({ coins, chance, accountId, earnings, report }: Fire): Promise<void> => {
  const orderId = earnings.pop();
  if (orderId === undefined) return;
  const claw = { orderId, refundId: newId(), keep: chance.below(40) };
  const [once, twice] = await Promise.all([coins.clawBack(claw, accountId), coins.clawBack(claw, accountId)]);
  if (once.taken !== twice.taken) report.errors.push('the same claw-back answered two things');
  report.clawed += once.taken;
};

const passDay = async (coins: Coins): Promise<void> => {
  coins.clock.pass(day);
  await coins.run('loyalty.expire-coins');
};
/** Days that passed at once under the fire before: the shop's own calendar turns one page a run at most. */
const catchUp = async (coins: Coins, db: Database): Promise<void> => {
  for (let [before, today] = [-1, 0]; today > before; ) {
    await coins.run('loyalty.expire-coins');
    const [row] = await db.rows<{ today: number }>('SELECT today FROM loyalty_calendar');
    [before, today] = [today, row?.today ?? 0];
  }
};
const expire = ({ coins }: Fire): Promise<void> => passDay(coins);

/** Wanting more than there is is refused, and nothing else is. */
const attempt = async (fire: Fire, work: (fire: Fire) => Promise<void>): Promise<void> => {
  try {
    await work(fire);
  } catch (problem) {
    if ((problem as { code?: string }).code === 'coins.not-enough') fire.report.refused += 1;
    else fire.report.errors.push(String(problem));
  }
};

const act = async (fire: Fire): Promise<void> => {
  const kind = fire.chance.next();
  await attempt(fire, kind < 0.62 ? redeem : kind < 0.86 ? refund : kind < 0.96 ? clawBack : expire);
  const { coins, held } = await fire.coins.walletOf(fire.accountId);
  fire.report.lowest = Math.min(fire.report.lowest, coins - held);
};

const expiredOf = async (db: Database, accountId: string): Promise<number> => {
  const [row] = await db.rows<{ coins: number | null }>(
    `SELECT SUM(coins) AS coins FROM loyalty_moves WHERE account_id = $1 AND kind = 'expired'`,
    [accountId],
  );
  return -Number(row?.coins ?? 0);
};

/**
 * Promise P17: hundreds of operations at once on one wallet, for many wallets: hold and spend, twice sometimes; the
 * same refund twice at one moment; claw-backs; and days that pass. Nothing may be minted and none go below zero.
 */
export const coinsUnderFire = async (given: {
  db: Database;
  wallets: number;
  operations: number;
  seed: number;
}): Promise<UnderFire> => {
  const { db, wallets, operations, seed } = given;
  const started = performance.now();
  const chance = seeded(seed);
  const report: UnderFire = {
    wallets,
    operations: wallets * operations,
    refused: 0,
    errors: [],
    spent: 0,
    givenBack: 0,
    clawed: 0,
    expired: 0,
    minted: 0,
    lowest: Number.MAX_SAFE_INTEGER,
    breaks: [],
    seconds: 0,
  };
  const coins = openCoins(db, { expireAfterDays: 1 });
  for (let wallet = 0; wallet < wallets; wallet += 1) {
    const accountId = newId();
    const earnings: string[] = [];
    await catchUp(coins, db);
    // Half of the coins expire on the first day that passes during the fire, the others not before the second.
    for (let lot = 0; lot < earned; lot += 1) {
      earnings.push(await coins.earned(accountId, earnedEach));
      if (lot === earned / 2 - 1) await passDay(coins);
    }
    const before = { ...report };
    const fire: Fire = { coins, chance, accountId, paid: [], earnings, report };
    // So that there is something to give back from the first moment on.
    for (let order = 0; order < 16; order += 1) await attempt(fire, redeem);
    await Promise.all(Array.from({ length: operations }, () => act(fire)));
    const end = await coins.walletOf(accountId);
    const expired = await expiredOf(db, accountId);
    const due =
      earned * earnedEach -
      (report.spent - before.spent) +
      (report.givenBack - before.givenBack) -
      (report.clawed - before.clawed) -
      expired;
    report.expired += expired;
    report.minted += Math.abs(end.coins - due) + end.held;
  }
  report.breaks = await coins.breaks();
  report.seconds = Math.round((performance.now() - started) / 100) / 10;
  return report;
};
