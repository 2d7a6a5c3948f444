import { describe, expect, it } from 'vitest';
import { listAudit } from '#contracts/operating';
import type { Reply } from '#contracts/route';
import { fakeClock } from '../../../test/clock.ts';
import { eachDatabase, type TestDatabase } from '../../../test/database.ts';
import type { Database } from '../../db/connection.ts';
import { parseWith } from '../../kernel/http/parse.ts';
import { newId } from '../../kernel/ids.ts';
import { audit } from './index.ts';

const operator = { accountId: newId(), role: 'operator', name: 'Meera' } as const;

const openAudit = (db: Database) => {
  const clock = fakeClock();
  const opened = audit({ db, clock });
  const write = (action: string, reason?: string) =>
    db.transaction((tx) =>
      opened.api.record(tx, {
        actor: operator,
        action,
        about: 'LEO-7K3QXA',
        ...(reason && { reason }),
        details: { from: { level: 'prepaid' }, to: { level: 'plain' } },
      }),
    );
  const list = async (query: { cursor?: string; limit?: number } = {}) => {
    const call = { query: await parseWith(listAudit.query, query, 'request.bad-query') };
    const [served] = opened.routes;
    if (!served) throw new Error('the log is not served');
    const answer: unknown = await served.handler(call as never);
    return answer as Reply<typeof listAudit>;
  };
  return { ...opened, clock, write, list };
};

/** What somebody with the database's own password can do: take the triggers away first. */
const forge = async ({ db }: TestDatabase, sql: string): Promise<void> => {
  const triggers =
    db.dialect === 'sqlite'
      ? ['DROP TRIGGER audit_entries_no_update', 'DROP TRIGGER audit_entries_no_delete']
      : ['ALTER TABLE audit_entries DISABLE TRIGGER ALL'];
  for (const one of triggers) await db.run(one);
  await db.run(sql);
};

describe('the audit log', () => {
  eachDatabase((_name, test) => {
    it('keeps what an operator did, and many at once without a gap', async () => {
      const { api, write, list } = openAudit(test.db);
      await write('trust.override', 'paid cash five times since');
      await Promise.all(Array.from({ length: 20 }, () => write('payout.settle')));
      await test.db.transaction((tx) => api.record(tx, { actor: 'system', action: 'job', about: 'x' }));
      expect(await api.verify()).toEqual({ holds: true, brokenAt: null });
      const { items } = await list({ limit: 100 });
      expect(items.map((one) => one.seq)).toEqual(Array.from({ length: 22 }, (_, at) => 22 - at));
      expect(items[0]).toMatchObject({ actor: { id: null, role: 'system' }, details: {} });
      expect(items.at(-1)).toMatchObject({
        actor: { id: operator.accountId, name: 'Meera', role: 'operator' },
        reason: 'paid cash five times since',
        details: { from: { level: 'prepaid' } },
      });
    });

    it('is read page by page, newest first', async () => {
      const { list } = openAudit(test.db);
      const first = await list({ limit: 9 });
      const second = await list({ limit: 9, cursor: first.next ?? '' });
      const third = await list({ limit: 9, cursor: second.next ?? '' });
      expect([first, second, third].map((page) => page.items.length)).toEqual([9, 9, 4]);
      expect(third.items.at(-1)?.seq).toBe(1);
      expect(third.next).toBeNull();
      await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'request.bad-query' });
    });

    it('says nothing of what was undone', async () => {
      const { api, list } = openAudit(test.db);
      const before = (await list()).items[0]?.seq;
      const undone = test.db.transaction(async (tx) => {
        await api.record(tx, { actor: operator, action: 'dispute.rule', about: 'x' });
        throw new Error('ruled wrongly');
      });
      await expect(undone).rejects.toThrow('ruled wrongly');
      expect((await list()).items[0]?.seq).toBe(before);
    });

    it('refuses to change or to forget anything', async () => {
      await expect(test.db.run("UPDATE audit_entries SET action = 'none'")).rejects.toThrow('append-only');
      await expect(test.db.run('DELETE FROM audit_entries')).rejects.toThrow('append-only');
    });

    it('says where somebody who got past the database changed it', async () => {
      const { api, list } = openAudit(test.db);
      await forge(test, "UPDATE audit_entries SET reason = 'none' WHERE seq = 5");
      expect(await api.verify()).toEqual({ holds: false, brokenAt: 5 });
      expect((await list()).chain).toEqual({ holds: false, brokenAt: 5 });
      await test.db.run('UPDATE audit_entries SET reason = NULL WHERE seq = 5');
      expect((await api.verify()).holds).toBe(true);
      await test.db.run('DELETE FROM audit_entries WHERE seq = 3');
      expect(await api.verify()).toEqual({ holds: false, brokenAt: 3 });
    });
  });
});
