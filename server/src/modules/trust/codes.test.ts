import { expect, it } from 'vitest';
import { eachDatabase } from '../../../test/database.ts';
import { anyAddress, openTrust } from '../../../test/trust.ts';
import { newId } from '../../kernel/ids.ts';

const minute = 60_000;

eachDatabase((_name, test) => {
  const open = () => openTrust(test.db);

  it('bad input 44: gives a code five tries, ten minutes, and one purchase', async () => {
    const { api, inTx, sent, code, clock } = open();
    const [guessed, late, mine, other] = [newId(), newId(), newId(), newId()];
    const accountId = newId();
    const send = (purchaseId: string) =>
      inTx((tx) => api.sendCode(tx, { purchaseId, accountId, phone: anyAddress().phone }));
    const wrong = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, '0');

    await send(guessed);
    await send(guessed);
    expect(sent).toHaveLength(1);
    const right = code();
    const tries = await Promise.allSettled(Array.from({ length: 9 }, () => api.check(guessed, wrong(right))));
    const codes = tries.map((one) => (one.status === 'rejected' ? one.reason.code : 'right'));
    expect(codes.filter((one) => one === 'code.wrong')).toHaveLength(5);
    expect(codes.filter((one) => one === 'code.expired')).toHaveLength(4);
    await expect(api.check(guessed, right)).rejects.toMatchObject({ code: 'code.expired' });

    await send(late);
    clock.pass(10 * minute);
    await expect(api.check(late, code())).rejects.toMatchObject({ code: 'code.expired' });

    await send(mine);
    const used = code();
    await send(other);
    await expect(api.check(mine, wrong(used))).rejects.toMatchObject({
      code: 'code.wrong',
      details: { triesLeft: 4 },
    });
    await api.check(mine, used);
    await api.check(mine, used);
    await expect(api.check(mine, wrong(used))).rejects.toMatchObject({ code: 'code.expired' });
    if (used !== code()) await expect(api.check(other, used)).rejects.toMatchObject({ code: 'code.wrong' });
    const confirmed = await Promise.all(
      [guessed, late, mine, other].map((one) => api.isConfirmed(test.db, one)),
    );
    expect(confirmed).toEqual([false, false, true, false]);
    expect([...(await api.actionOf(test.db, [mine, other])).keys()]).toEqual([other]);
    await expect(api.check(newId(), used)).rejects.toMatchObject({ code: 'code.expired' });
  });

  it('keeps no code but its hash, salted', async () => {
    const { api, inTx, code } = open();
    const purchaseId = newId();
    await inTx((tx) => api.sendCode(tx, { purchaseId, accountId: newId(), phone: '+919812345678' }));
    const rows = await test.db.rows<{ salt: string; hash: string }>(
      'SELECT * FROM trust_codes WHERE purchase_id = $1',
      [purchaseId],
    );
    expect(JSON.stringify(rows)).not.toContain(`"${code()}"`);
    expect(rows[0]).toMatchObject({
      salt: expect.stringMatching(/^[0-9a-f]{32}$/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await api.actionOf(test.db, [purchaseId])).get(purchaseId)).toEqual({
      kind: 'code',
      to: '…5678',
    });
  });

  it('sends another code after half a minute, then after a whole one; the old one is worth nothing', async () => {
    const { api, inTx, code, sent, clock } = open();
    const purchaseId = newId();
    const resend = () => inTx((tx) => api.resend(tx, purchaseId));
    await expect(resend()).rejects.toMatchObject({ code: 'code.expired' });
    await inTx((tx) => api.sendCode(tx, { purchaseId, accountId: newId(), phone: anyAddress().phone }));
    const first = code();
    await expect(resend()).rejects.toMatchObject({ code: 'code.too-soon', details: { seconds: 30 } });
    clock.pass(30_000);
    const both = await Promise.allSettled([resend(), resend()]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
    if (first !== code())
      await expect(api.check(purchaseId, first)).rejects.toMatchObject({ code: 'code.wrong' });
    clock.pass(59_999);
    await expect(resend()).rejects.toMatchObject({ code: 'code.too-soon', details: { seconds: 1 } });
    await api.check(purchaseId, code());
    clock.pass(minute);
    await expect(resend()).rejects.toMatchObject({ code: 'code.expired' });
  });

  it('sends no more than ten codes an hour to one phone', async () => {
    const { api, inTx, clock } = open();
    const { phone } = anyAddress();
    const send = () => inTx((tx) => api.sendCode(tx, { purchaseId: newId(), accountId: newId(), phone }));
    for (let time = 0; time < 10; time += 1) await send();
    await expect(send()).rejects.toMatchObject({ code: 'code.too-soon' });
    clock.pass(60 * minute);
    await send();
  });
});
