import { describe, expect, it } from 'vitest';
import { orderStory } from '#contracts/ledger';
import type { Reply } from '#contracts/route';
import { fakeClock } from '../../../test/clock.ts';
import { eachDatabase } from '../../../test/database.ts';
import { keptLog } from '../../../test/kept-log.ts';
import { openLedger } from '../../../test/ledger.ts';
import type { Database } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf, type LedgerDeps, postings } from './index.ts';

const at = Date.UTC(2026, 10, 22);
const aDay = 86_400_000;

/** Books whose facts, log and figures a test can look at. */
const openWatched = (db: Database, more: Partial<LedgerDeps> = {}) => {
  const told: object[] = [];
  const gauges = new Map<string, () => number | Promise<number>>();
  const log = keptLog();
  const clock = fakeClock(new Date(2026, 10, 22, 9).getTime());
  const opened = openLedger(db, {
    clock,
    log,
    outbox: { tell: async (tx, name, payload) => tx.afterCommit(() => void told.push({ name, ...payload })) },
    metrics: { gauge: (name, _help, read) => void gauges.set(name, read) },
    ...more,
  });
  const runJob = async (name: string): Promise<void> => {
    const found = opened.jobs.find((one) => one.name === name);
    if (!found) throw new Error(`There is no job ${name}`);
    await found.run({} as never, { id: 'job', attempt: 1, signal: new AbortController().signal });
  };
  const verdicts = async (): Promise<number> => (await db.rows('SELECT id FROM ledger_verdicts')).length;
  return { ...opened, told, gauges, log, clock, runJob, verdicts };
};
const forgeCash = (db: Database, by: number) =>
  db.run('UPDATE ledger_balances SET balance = balance + $1 WHERE account = $2', [by, '1100']);

const buy = async (db: Database, { api }: Pick<ReturnType<typeof openLedger>, 'api'>) => {
  const order = { orderId: newId(), buyerId: newId(), sellerId: newId() };
  const other = { orderId: newId(), buyerId: order.buyerId };
  const shares = [order, other].map((one) => ({ ...one, cash: 60_000, coins: 0 }));
  await db.transaction((tx) => api.post(tx, postings.captured({ paymentId: newId(), at, fee: 0, shares })));
  return { order, other };
};

describe('the books', () => {
  eachDatabase((_name, test) => {
    it('are looked at at the first start of a day, and once in the night after it', async () => {
      const shop = openWatched(test.db);
      expect(await shop.api.state()).toEqual({ holds: null, at: null });
      expect(await shop.gauges.get('leo_ledger_holds')?.()).toBeNaN();
      await shop.runJob('ledger.verify');
      await shop.runJob('ledger.verify');
      expect(await shop.verdicts()).toBe(1);
      expect(await shop.api.state()).toEqual({ holds: true, at: shop.clock.now() });
      shop.clock.pass(aDay);
      await shop.runJob('ledger.verify');
      expect(await shop.verdicts()).toBe(2);
      expect(await shop.gauges.get('leo_ledger_holds')?.()).toBe(1);
    });

    it('raise an alarm once a break, in facts, log and figures', async () => {
      const shop = openWatched(test.db);
      await buy(test.db, shop);
      await shop.runJob('ledger.seal');
      await forgeCash(test.db, 1);
      await Promise.all([shop.api.verify(), shop.api.verify()]);
      await shop.api.verify();
      expect(shop.told).toEqual([{ name: 'ledger.broken', invariants: ['I13'], at: shop.clock.now() }]);
      expect(await shop.gauges.get('leo_ledger_holds')?.()).toBe(0);
      expect((await shop.api.state()).holds).toBe(false);
      expect(shop.log.lines.filter((line) => line.level === 'error').length).toBe(2);
      await forgeCash(test.db, -1);
      expect((await shop.api.verify()).holds).toBe(true);
      await forgeCash(test.db, 1);
      await shop.api.verify();
      expect(shop.told.length).toBe(2);
      await forgeCash(test.db, -1);
      await shop.api.verify();
    });

    it('ask other modules for the invariants that need their tables', async () => {
      const shop = openWatched(test.db);
      shop.api.addCheck({ id: 'I6', title: 'Refunds', run: async () => ['order LEO-1: 5 paise'] });
      shop.api.addCheck({
        id: 'I11',
        title: 'The provider says the same',
        run: () => Promise.reject(new Error('no line')),
      });
      const { invariants, holds } = await shop.api.verify();
      expect(holds).toBe(false);
      expect(invariants.find((one) => one.id === 'I6')).toMatchObject({
        broken: 1,
        breaks: ['order LEO-1: 5 paise'],
      });
      expect(invariants.find((one) => one.id === 'I11')?.breaks.join()).toContain('no line');
      expect(invariants.map((one) => one.id)).toEqual([
        'I1',
        'I2',
        'I3',
        'I4',
        'I6',
        'I9',
        'I11',
        'I13',
        'I14',
        'guard',
        'chain',
      ]);
    });

    it('tell the story of one order, of a purchase too, and of no order that is not there', async () => {
      const orders = new Map<string, string>();
      const story: LedgerDeps['story'] = {
        find: async (typed) => {
          const id = orders.get(typed);
          const about = {
            number: typed,
            state: 'confirmed',
            total: 60_000,
            purchaseId: '',
            sellerId: '',
            buyerId: '',
          };
          return id === undefined
            ? undefined
            : { order: { id, ...about }, events: [{ at, says: 'It was placed' }] };
        },
      };
      const shop = openWatched(test.db, { story });
      const { order, other } = await buy(test.db, shop);
      orders.set('LEO-1', order.orderId);
      const refund = { refundId: newId(), cash: 10_000, coins: 0, after: null, at: at + 1 };
      await test.db.transaction((tx) => shop.api.post(tx, postings.refundOwed({ ...order, ...refund })));
      const ask = async (id: string): Promise<Reply<typeof orderStory>> => {
        const served = shop.routes.find((one) => one.route === orderStory);
        const answer: unknown = await served?.handler({ params: { id } } as never);
        return answer as Reply<typeof orderStory>;
      };
      const told = await ask('LEO-1');
      expect(told.entries.map((entry) => entry.kind)).toEqual(['captured', 'refund-owed']);
      expect(told.balances.map(({ account, balance }) => [account, balance])).toEqual([
        [accountOf.held(order.orderId), 50_000],
        [accountOf.refund(refund.refundId), 10_000],
      ]);
      expect(told.balances.some(({ account }) => account.includes(other.orderId))).toBe(false);
      expect(told.events).toEqual([{ at, says: 'It was placed' }]);
      await expect(ask('LEO-2')).rejects.toMatchObject({ code: 'ledger.unknown-order' });
    });
  });
});
