import { expect, it } from 'vitest';
import * as contract from '#contracts/trust';
import { toMoney } from '#contracts/values';
import { eachDatabase } from '../../../test/database.ts';
import { anyAddress, openTrust } from '../../../test/trust.ts';
import { newId } from '../../kernel/ids.ts';

const day = 86_400_000;
const refused = { cause: 'refused' };

eachDatabase((_name, test) => {
  const open = () => openTrust(test.db);

  it('lets a buyer appeal once at a time, and an operator answer with a reason that is logged', async () => {
    const { ask, moved, who, deeds, clock } = open();
    const accountId = newId();
    const [me, operator] = [who(accountId), who(newId(), 'operator')];
    await moved(accountId, 'delivered');
    for (let time = 0; time < 2; time += 1) await moved(accountId, 'rto', refused);
    const text = 'The courier never rang.';
    const { standing } = await ask(contract.appeal, { who: me, body: { text } });
    expect(standing).toMatchObject({ level: 'prepaid-only', appeal: { state: 'open', answer: null } });
    await expect(ask(contract.appeal, { who: me, body: { text } })).rejects.toMatchObject({
      code: 'appeal.open',
    });
    const { items } = await ask(contract.listStandings, { who: operator });
    expect(items[0]).toMatchObject({ account: { id: accountId }, appealText: text, override: null });

    clock.pass(1_000);
    const body = { level: 'code', reason: 'The courier admits it.', days: 30 };
    const { row } = await ask(contract.overrideStanding, { who: operator, params: { accountId }, body });
    expect(row).toMatchObject({
      standing: {
        level: 'code',
        reasons: [{ code: 'override', says: 'The shop has decided: The courier admits it.' }],
        counts: { delivered: 1, rto: 2, refused: 2 },
        appeal: { state: 'granted', answer: 'The courier admits it.' },
      },
      override: { level: 'code', reason: 'The courier admits it.', until: clock.now() + 30 * day },
    });
    expect(deeds).toEqual([
      {
        actor: operator,
        action: 'trust.override',
        about: accountId,
        reason: 'The courier admits it.',
        details: { level: 'code', until: clock.now() + 30 * day, from: 'prepaid-only', to: 'code' },
      },
    ]);
    for (let good = 0; good < 2; good += 1) await moved(accountId, 'delivered');
    expect((await ask(contract.getStanding, { who: me })).standing.level).toBe('plain');
    clock.pass(30 * day);
    expect((await ask(contract.getStanding, { who: me })).standing.level).toBe('prepaid-only');

    await ask(contract.appeal, { who: me, body: { text } });
    const none = { level: null, reason: 'Two refusals are two refusals.' };
    const after = await ask(contract.overrideStanding, { who: operator, params: { accountId }, body: none });
    expect(after.row).toMatchObject({ override: null, standing: { appeal: { state: 'declined' } } });
  });

  it('trusts whom an operator has set free, until they refuse again', async () => {
    const { ask, assess, moved, who, clock } = open();
    const accountId = newId();
    const address = anyAddress();
    await moved(accountId, 'rto', refused);
    clock.pass(1_000);
    const body = { level: 'plain', reason: 'A wedding; the whole family was away.' };
    await ask(contract.overrideStanding, { who: who(newId(), 'operator'), params: { accountId }, body });
    expect((await assess({ accountId, address, total: toMoney(900_000) })).level).toBe('plain');
    expect((await assess({ accountId, address: anyAddress({ line: 'x' }) })).level).toBe('code');
    await moved(accountId, 'rto', refused);
    expect((await assess({ accountId, address })).level).toBe('part-prepaid');
  });

  it('lists open appeals first, then the lowest standings, page by page', async () => {
    await test.db.run('DELETE FROM trust_standings');
    const { ask, moved, who } = open();
    const ids = Array.from({ length: 4 }, () => newId());
    for (const [at, accountId] of ids.entries())
      for (let time = 0; time < at; time += 1) await moved(accountId, 'rto', { cause: 'not-home' });
    await ask(contract.appeal, { who: who(ids[1]!), body: { text: 'Please look again' } });
    const operator = who(newId(), 'operator');
    const first = await ask(contract.listStandings, { who: operator, query: { limit: 2 } });
    const rest = await ask(contract.listStandings, {
      who: operator,
      query: { limit: 2, cursor: first.next! },
    });
    expect([...first.items, ...rest.items].map(({ account }) => ids.indexOf(account.id))).toEqual([1, 3, 2]);
    expect(rest.next).toBeNull();
    const bad = ask(contract.listStandings, { who: operator, query: { cursor: 'nothing' } });
    await expect(bad).rejects.toMatchObject({ code: 'request.bad-query' });
  });

  it('refuses to set the standing of nobody', async () => {
    const { ask, who } = open();
    await expect(
      ask(contract.overrideStanding, {
        who: who(newId(), 'operator'),
        params: { accountId: 'nobody' },
        body: { level: 'plain', reason: 'x' },
      }),
    ).rejects.toMatchObject({ code: 'request.bad-query' });
  });

  it('brings a visitor’s history, override and appeal along when they sign in', async () => {
    const { api, ask, assess, inTx, moved, who, clock } = open();
    const [visitor, accountId] = [newId(), newId()];
    await moved(visitor, 'rto', refused);
    await ask(contract.appeal, { who: who(visitor), body: { text: 'It was not me' } });
    clock.pass(1_000);
    for (let time = 0; time < 2; time += 1) await inTx((tx) => api.adopt(tx, visitor, accountId));
    await moved(visitor, 'rto', refused);
    expect((await assess({ accountId, address: anyAddress() })).level).toBe('prepaid-only');
    const { items } = await ask(contract.listStandings, {
      who: who(newId(), 'operator'),
      query: { limit: 100 },
    });
    expect(items.map(({ account }) => account.id)).toContain(accountId);
    expect(items.map(({ account }) => account.id)).not.toContain(visitor);
    expect((await ask(contract.getStanding, { who: who(accountId) })).standing.appeal).toMatchObject({
      state: 'open',
    });
  });
});
