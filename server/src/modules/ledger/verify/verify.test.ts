import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachDatabase, type TestDatabase } from '../../../../test/database.ts';
import { openLedger } from '../../../../test/ledger.ts';
import { quietLog } from '../../../../test/log.ts';
import { connect } from '../../../db/connect.ts';
import type { Database, Tx } from '../../../db/connection.ts';
import { newId } from '../../../kernel/ids.ts';
import { accountOf, type Entry, postings } from '../index.ts';

const at = Date.UTC(2026, 10, 22);
const buyerId = newId();

const captured = (cash = 50_000): Entry =>
  postings.captured({
    paymentId: newId(),
    at,
    fee: 1_180,
    shares: [{ orderId: newId(), cash, coins: 0, buyerId }],
  });

/** Many sales booked and sealed; on Postgres and SQLite the same. */
const booked = async (db: Database, count: number) => {
  const opened = openLedger(db);
  const entries = Array.from({ length: count }, (_, index) => captured(50_000 + index));
  await db.transaction(async (tx) => {
    for (const entry of entries) await opened.api.post(tx, entry);
  });
  await opened.api.seal();
  return { ...opened, entries };
};
const brokenIn = async ({ api }: ReturnType<typeof openLedger>): Promise<Record<string, string[]>> => {
  const { invariants } = await api.verify();
  return Object.fromEntries(invariants.filter((one) => !one.holds).map((one) => [one.id, one.breaks]));
};
const tables = ['ledger_entries', 'ledger_chain', 'ledger_lines'];
/** What somebody with the database's own password can do. */
const withoutTriggers = async (db: Database): Promise<void> => {
  for (const table of tables) {
    if (db.dialect === 'postgres') await db.run(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    else for (const what of ['update', 'delete']) await db.run(`DROP TRIGGER IF EXISTS ${table}_no_${what}`);
  }
};

/** A database whose power goes off where a statement with these words would run. */
const failingAt = (db: Database, words: string): Database => ({
  ...db,
  transaction: (work) =>
    db.transaction((tx) => {
      const run: Tx['run'] = async (sql, binds) => {
        if (sql.includes(words)) throw new Error('the power is off');
        return tx.run(sql, binds);
      };
      return work({ ...tx, rows: tx.rows.bind(tx), afterCommit: tx.afterCommit.bind(tx), run });
    }),
});

describe('sealing', () => {
  eachDatabase((_name, test) => {
    it('gives every entry one place without gaps, whoever seals at once', async () => {
      const { api } = await booked(test.db, 50);
      const other = await connect(test.url, { durable: false });
      const second = openLedger(other);
      await Promise.all(
        Array.from({ length: 30 }, async () => {
          await test.db.transaction((tx) => api.post(tx, captured()));
          await Promise.all([api.seal(), second.api.seal()]);
        }),
      );
      const [places] = await test.db.rows<{ n: number; first: number; last: number }>(
        'SELECT COUNT(*) AS n, MIN(seq) AS first, MAX(seq) AS last FROM ledger_chain',
      );
      expect(places).toEqual({ n: 80, first: 1, last: 80 });
      expect(await brokenIn({ ...second })).toEqual({});
      await other.close();
    });

    it('leaves nothing of a batch in whose middle the server died, and goes on after it', async () => {
      const before = await openLedger(test.db).api.balance(test.db, accountOf.gateway);
      for (const words of [
        'ledger_chain',
        'ledger_lines',
        'ledger_balances',
        'DELETE FROM ledger_unsealed',
      ]) {
        const dying = openLedger(failingAt(test.db, words), { log: quietLog() });
        await test.db.transaction((tx) => dying.api.post(tx, captured(10_000)));
        await expect(dying.api.seal()).rejects.toThrow('the power is off');
      }
      const { api } = openLedger(test.db);
      const now = () => api.balance(test.db, accountOf.gateway);
      expect(await now()).toBe(before + 4 * (10_000 - 1_180));
      await api.seal();
      expect(await now()).toBe(before + 4 * (10_000 - 1_180));
      expect((await api.verify()).holds).toBe(true);
    });

    it('shows an account with the balance after each entry, sealed or not', async () => {
      const { api } = openLedger(test.db);
      const sellerId = newId();
      const entry = () =>
        postings.rtoFreight({ orderId: newId(), sellerId, amount: 100, charge: 'seller', at });
      for (let count = 0; count < 5; count += 1) await test.db.transaction((tx) => api.post(tx, entry()));
      await api.seal();
      await test.db.transaction((tx) => api.post(tx, entry()));
      const account = accountOf.recoverable(sellerId);
      const first = await api.lines(test.db, { account, limit: 2 });
      expect(first.lines.map((line) => line.balance)).toEqual([600, 500, 400]);
      const second = await api.lines(test.db, { account, limit: 10, after: first.next });
      expect(second).toMatchObject({
        lines: [{ balance: 300 }, { balance: 200 }, { balance: 100 }],
        next: null,
      });
      await api.seal();
      const open = [];
      for await (const one of api.open(test.db, '1300')) open.push(one);
      expect(open).toEqual([{ account, balance: 600 }]);
    });
  });
});

const refusesChange = (test: TestDatabase) => async (): Promise<void> => {
  await booked(test.db, 1);
  for (const table of tables) {
    const column = table === 'ledger_entries' ? 'kind' : 'seq';
    await expect(test.db.run(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toThrow('append-only');
    await expect(test.db.run(`DELETE FROM ${table}`)).rejects.toThrow('append-only');
  }
};

describe('the books', () => {
  eachDatabase((_name, test) => {
    it('refuse to change or to forget a row', refusesChange(test));

    it('find each of 1,000 entries that somebody changed, whichever it is', async () => {
      const opened = await booked(test.db, 1_000);
      const first = 2;
      expect(await opened.api.verify()).toMatchObject({ holds: true, entries: 1_001 });
      await withoutTriggers(test.db);
      const change =
        'UPDATE ledger_entries SET at = at + $1 WHERE id IN (SELECT entry_id FROM ledger_chain WHERE seq >= $2)';
      await test.db.run(change, [1, first]);
      const chain = (await opened.api.verify()).invariants.find((one) => one.id === 'chain');
      expect(chain).toMatchObject({ holds: false, broken: 1_000 });
      await test.db.run(change, [-1, first]);
      expect(await brokenIn(opened)).toEqual({});
    });

    it('say where they were changed, whatever was changed', async () => {
      const opened = openLedger(test.db);
      const cases: readonly [change: string, back: string, invariant: string, says: string][] = [
        ["UPDATE ledger_entries SET memo = 'x' WHERE id = $1", 'memo', 'chain', 'entry 500 '],
        ['UPDATE ledger_entries SET order_id = NULL WHERE id = $1', 'order_id', 'chain', 'entry 500 '],
        ["UPDATE ledger_entries SET lines = '[]' WHERE id = $1", 'lines', 'I1', 'fewer than two lines'],
        ["UPDATE ledger_entries SET lines = '?' WHERE id = $1", 'lines', 'I1', 'cannot be read'],
      ];
      const [row] = await test.db.rows<Record<string, string>>(
        'SELECT e.* FROM ledger_entries e JOIN ledger_chain c ON c.entry_id = e.id WHERE c.seq = 500',
      );
      const id = row?.['id'] ?? '';
      for (const [change, column, invariant, says] of cases) {
        await test.db.run(change, [id]);
        const broken = await brokenIn(opened);
        expect(broken[invariant]?.join(), change).toContain(says);
        expect(broken['chain']?.length).toBe(1);
        await test.db.run(`UPDATE ledger_entries SET ${column} = $2 WHERE id = $1`, [
          id,
          row?.[column] ?? '',
        ]);
      }
      expect(await brokenIn(opened)).toEqual({});
    });

    it('find balances and lines that were changed, and amounts that were slipped in', async () => {
      const opened = openLedger(test.db);
      const add = 'UPDATE ledger_balances SET balance = balance + $1 WHERE account = $2';
      await test.db.run(add, [1, '1100']);
      expect((await brokenIn(opened))['I13']?.join()).toContain('1100 is kept at');
      await test.db.run(add, [-1, '1100']);
      const debit =
        "UPDATE ledger_lines SET debit = debit + $1, balance = balance + $1 WHERE account = '5100' AND seq = 7";
      await test.db.run(debit, [1]);
      expect((await brokenIn(opened))['I13']?.join()).toContain('entry 7 ');
      await test.db.run(debit, [-1]);
      await test.db.run(
        'INSERT INTO ledger_unsealed (entry_id, position, account, amount) VALUES ($1, 0, $2, 99)',
        [newId(), `coins:${buyerId}`],
      );
      expect((await brokenIn(opened))['I13']?.join()).toContain(`coins:${buyerId} counts 99`);
      await test.db.run('DELETE FROM ledger_unsealed');
      expect(await brokenIn(opened)).toEqual({});
    });

    it('find what was deleted, moved, put in, or cut off at the end', async () => {
      const opened = openLedger(test.db);
      const swap = async (): Promise<void> => {
        await test.db.run('UPDATE ledger_chain SET seq = 900000 WHERE seq = 10');
        await test.db.run('UPDATE ledger_chain SET seq = 10 WHERE seq = 11');
        await test.db.run('UPDATE ledger_chain SET seq = 11 WHERE seq = 900000');
      };
      await swap();
      expect((await brokenIn(opened))['chain']?.length).toBe(3);
      await swap();
      await test.db.run(
        `INSERT INTO ledger_entries (id, kind, source, source_id, memo, at, order_id, lines)
         SELECT $1, kind, source, 'forged', memo, at, order_id, lines FROM ledger_entries LIMIT 1`,
        [newId()],
      );
      expect(Object.keys(await brokenIn(opened))).toEqual(['I3']);
      await test.db.run("DELETE FROM ledger_entries WHERE source_id = 'forged'");
      expect(await brokenIn(opened)).toEqual({});
      await test.db.run(
        `DELETE FROM ledger_entries WHERE id IN (SELECT entry_id FROM ledger_chain WHERE seq = 20)`,
      );
      expect((await brokenIn(opened))['chain']).toEqual([expect.stringContaining('entry 20 ')]);
      // Whoever cuts off the end and puts every balance right leaves a chain that fits: the last look remembers.
      const end = 990;
      await test.db.run(
        'DELETE FROM ledger_entries WHERE id IN (SELECT entry_id FROM ledger_chain WHERE seq > $1)',
        [end],
      );
      for (const table of ['ledger_lines', 'ledger_chain'])
        await test.db.run(`DELETE FROM ${table} WHERE seq > $1`, [end]);
      expect((await brokenIn(opened))['chain']?.join()).toContain('no longer has what stood at 1001');
    });
  });
});

describe('a posting', () => {
  it('balances for every amount, whatever is split', () => {
    const paise = fc.integer({ min: 100, max: 1_000_000_000 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(paise, fc.nat(10_000)), { minLength: 1, maxLength: 5 }),
        fc.nat(99),
        (parts, fee) => {
          const shares = parts.map(([cash, coins]) => ({ orderId: newId(), buyerId, cash, coins }));
          const entry = postings.captured({ paymentId: newId(), at, fee, shares });
          const sum = (side: 'debit' | 'credit', unit: string) =>
            entry.lines.filter((line) => line.unit === unit).reduce((total, line) => total + line[side], 0);
          expect([sum('debit', 'INR'), sum('debit', 'COIN')]).toEqual([
            sum('credit', 'INR'),
            sum('credit', 'COIN'),
          ]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
