import { describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../test/database.ts';
import { openLedger } from '../../../test/ledger.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf, type Entry, postings } from './index.ts';

const at = Date.UTC(2026, 10, 22);
const people = () => ({ orderId: newId(), buyerId: newId(), sellerId: newId() });
const bought = (given: { orderId: string; buyerId: string }, cash: number, coins = 0) =>
  postings.captured({ paymentId: newId(), at, fee: 0, shares: [{ ...given, cash, coins }] });
/** An order that earned its buyer so many coins. */
const earned = (given: ReturnType<typeof people>, coins: number) =>
  postings.released({
    ...given,
    at,
    total: coins * 100,
    commission: 0,
    tax: 0,
    fee: 0,
    recover: 0,
    coinsEarned: coins,
  });

describe('the books', () => {
  eachDatabase((_name, test) => {
    it('hold a buyer’s money until the release, and read it back as it was divided', async () => {
      const { api } = openLedger(test.db);
      const who = people();
      await test.db.transaction((tx) => api.post(tx, bought(who, 100_000)));
      expect(await api.balance(test.db, accountOf.held(who.orderId))).toBe(100_000);
      const release = postings.released({
        ...who,
        at,
        total: 100_000,
        commission: 5_000,
        tax: 900,
        fee: 100,
        recover: 0,
        coinsEarned: 1_000,
      });
      await test.db.transaction((tx) => api.post(tx, release));
      expect(await api.balance(test.db, accountOf.held(who.orderId))).toBe(0);
      expect(await api.balance(test.db, accountOf.payable(who.sellerId))).toBe(94_000);
      expect(await api.releaseOf(test.db, who.orderId)).toEqual({
        total: 100_000,
        commission: 5_000,
        tax: 900,
        fee: 100,
        payable: 94_000,
      });
      expect((await api.entriesOf(test.db, [who.orderId])).map((entry) => entry.kind)).toEqual([
        'captured',
        'released',
      ]);
    });

    it('book the same thing once, however often it is told', async () => {
      const { api } = openLedger(test.db);
      const who = people();
      const entries = [bought(who, 50_000), earned(who, 500)];
      const tell = (entry: Entry) => test.db.transaction((tx) => api.post(tx, entry));
      for (const entry of entries) expect(await tell(entry)).toBe(true);
      for (const entry of entries) expect(await tell(entry)).toBe(false);
      expect(await api.balance(test.db, accountOf.held(who.orderId))).toBe(0);
      expect(await api.balance(test.db, accountOf.wallet(who.buyerId))).toBe(500);
    });

    it.each([
      ['a paisa more on the left', 1_001, 1_000],
      ['a paisa more on the right', 1_000, 1_001],
      ['nothing', 0, 0],
      ['half a paisa', 0.5, 0.5],
      ['less than nothing', -1_000, -1_000],
    ])('refuse an entry with %s, and keep nothing of it', async (_what, debit, credit) => {
      const { api } = openLedger(test.db);
      const { orderId } = people();
      const line = { unit: 'INR', debit: 0, credit: 0 } as const;
      const entry: Entry = {
        ...bought({ orderId, buyerId: newId() }, 1_000),
        lines: [
          { ...line, account: accountOf.gateway, debit },
          { ...line, account: accountOf.held(orderId), credit },
        ],
      };
      await expect(test.db.transaction((tx) => api.post(tx, entry))).rejects.toThrow(entry.sourceId);
      expect(await api.entriesOf(test.db, [orderId])).toEqual([]);
      expect(await api.balance(test.db, accountOf.held(orderId))).toBe(0);
    });

    it('let one of many spend the same coins, and never take a wallet below zero', async () => {
      const { api } = openLedger(test.db);
      const who = people();
      await test.db.transaction((tx) => api.post(tx, bought(who, 50_000)));
      await test.db.transaction((tx) => api.post(tx, earned(who, 500)));
      const spending = Array.from({ length: 12 }, () =>
        test.db
          .transaction((tx) => api.post(tx, bought({ ...who, orderId: newId() }, 1_000, 500)))
          .then(
            () => 'spent',
            (problem: Error) => problem.message.replace(/^.* would/, 'would'),
          ),
      );
      const ends = (await Promise.all(spending)).toSorted();
      expect(ends[0]).toBe('spent');
      expect(new Set(ends.slice(1))).toEqual(new Set([`would take coins:${who.buyerId} to -500`]));
      expect(await api.balance(test.db, accountOf.wallet(who.buyerId))).toBe(0);
    });
  });
});
