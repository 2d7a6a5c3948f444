import { expect, it } from 'vitest';
import * as contract from '#contracts/trust';
import { toMoney } from '#contracts/values';
import { eachDatabase } from '../../../test/database.ts';
import { anyAddress, openTrust } from '../../../test/trust.ts';
import { newId } from '../../kernel/ids.ts';

const refused = { cause: 'refused' };

eachDatabase((_name, test) => {
  const open = (...given: Parameters<typeof openTrust> extends [unknown, ...infer Rest] ? Rest : never) =>
    openTrust(test.db, ...given);

  it('asks a buyer’s first order in cash for a code, and a buyer whose order has arrived for nothing', async () => {
    const { assess, moved } = open();
    const accountId = newId();
    expect(await assess({ accountId, address: anyAddress() })).toEqual({
      level: 'code',
      reasons: [{ code: 'first-order', says: 'It is your first order in cash.' }],
      advance: 0,
      wayUp: 'Once your first order in cash has arrived, this is not asked for any more.',
      cash: true,
    });
    await moved(accountId, 'delivered');
    expect(await assess({ accountId, address: anyAddress() })).toEqual({
      level: 'plain',
      reasons: [],
      advance: 0,
      wayUp: null,
      cash: true,
    });
  });

  it('goes down the ladder with every parcel that is refused, once for each, and up with every good order', async () => {
    const { assess, moved } = open();
    const accountId = newId();
    const address = anyAddress();
    const levels: string[] = [];
    const look = async () => levels.push((await assess({ accountId, address })).level);
    await moved(accountId, 'delivered');
    await look();
    const orderId = await moved(accountId, 'rto', refused);
    await moved(accountId, 'rto', { ...refused, orderId });
    await look();
    await moved(accountId, 'rto', refused);
    await look();
    expect(await assess({ accountId, address })).toMatchObject({
      cash: false,
      reasons: [{ code: 'refused', says: '2 parcels were refused at the door.' }],
      wayUp: '3 orders more that arrive and are kept, and you have cash with a part paid beforehand.',
    });
    for (let good = 0; good < 8; good += 1) {
      await moved(accountId, 'delivered', { cod: false });
      await look();
    }
    expect(levels).toEqual([
      'plain',
      'part-prepaid',
      'prepaid-only',
      'prepaid-only',
      'prepaid-only',
      'part-prepaid',
      'part-prepaid',
      'part-prepaid',
      'code',
      'code',
      'plain',
    ]);
  });

  it('asks for a fifth beforehand where trust asks for a part, in whole paise and at least a rupee', async () => {
    const { assess, moved } = open();
    const accountId = newId();
    await moved(accountId, 'rto', refused);
    const advance = async (total: number) => (await assess({ accountId, total: toMoney(total) })).advance;
    expect([await advance(54_801), await advance(300), await advance(60)]).toEqual([10_961, 100, 60]);
  });

  it('holds nothing against a buyer that the courier or the seller did', async () => {
    const { assess, moved } = open();
    const accountId = newId();
    await moved(accountId, 'delivered');
    for (const cause of ['courier', 'seller', 'courier']) await moved(accountId, 'rto', { cause });
    expect((await assess({ accountId, address: anyAddress() })).level).toBe('plain');
  });

  it('never asks for more than a code where orders were cancelled late, however many', async () => {
    const { assess, moved } = open();
    const accountId = newId();
    await moved(accountId, 'delivered');
    for (let time = 0; time < 6; time += 1) await moved(accountId, 'cancelled');
    expect(await assess({ accountId, address: anyAddress() })).toMatchObject({
      level: 'code',
      reasons: [{ code: 'cancelled-late', says: '6 orders were cancelled after packing.' }],
    });
  });

  it('counts a dispute that was lost, and none that was won', async () => {
    const { ask, moved, tell, who, clock } = open();
    const buyerId = newId();
    for (const refund of [0, 100]) {
      const orderId = await moved(buyerId, 'delivered');
      const [disputeId, at] = [newId(), clock.now()];
      await tell('dispute.opened', { disputeId, orderId, buyerId, sellerId: newId(), at });
      await tell('dispute.ruled', { disputeId, orderId, refund: toMoney(refund), at });
    }
    const { standing } = await ask(contract.getStanding, { who: who(buyerId) });
    expect(standing.counts).toMatchObject({ delivered: 2, disputed: 1 });
  });

  it('waits for what comes before, where a ruling is told first', async () => {
    const { tell, clock } = open();
    const ruling = { disputeId: newId(), orderId: newId(), refund: toMoney(0), at: clock.now() };
    await expect(tell('dispute.ruled', ruling)).rejects.toThrow('Nothing was told yet');
  });

  it('knows a phone again that refused parcels under another account, once it had confirmed them by a code', async () => {
    const { api, assess, inTx, moved, code } = open();
    const address = anyAddress();
    const order = async (accountId: string, confirms: boolean) => {
      const [orderId, purchaseId] = [newId(), newId()];
      await inTx((tx) => api.noteOrder(tx, { orderId, purchaseId, accountId, address, cash: true }));
      if (confirms) {
        await inTx((tx) => api.sendCode(tx, { purchaseId, accountId, phone: address.phone }));
        await api.check(purchaseId, code());
      }
      await moved(accountId, 'rto', { ...refused, orderId });
    };
    await order(newId(), false);
    await order(newId(), false);
    const again = { accountId: newId(), address: { ...address, phone: address.phone.replace('+91', '0') } };
    expect(await assess(again)).toMatchObject({
      level: 'part-prepaid',
      reasons: [{ code: 'phone' }, { code: 'first-order' }],
    });
    await order(newId(), true);
    await order(newId(), true);
    expect(await assess(again)).toMatchObject({ level: 'prepaid-only' });
  });

  it('lets a new buyer have two purchases in cash on their way, and asks for a part with the third', async () => {
    const { api, assess, inTx, moved } = open();
    const accountId = newId();
    const address = anyAddress();
    const purchases = [newId(), newId(), newId()];
    const orders = purchases.map(() => newId());
    const level = async (purchaseId?: string) =>
      (await assess({ accountId, address, ...(purchaseId && { purchaseId }) })).level;
    for (const [at, purchaseId] of purchases.entries()) {
      if (at === 2) expect(await level()).toBe('part-prepaid');
      const note = { orderId: orders[at]!, purchaseId, accountId, address, cash: at < 2 };
      for (let time = 0; time < 2; time += 1) await inTx((tx) => api.noteOrder(tx, note));
    }
    expect(await level(purchases[0])).toBe('code');
    await moved(accountId, 'cancelled', { orderId: orders[0]!, from: 'confirmed' });
    expect(await level()).toBe('code');
  });

  it('bad input 43: offers to pay online, with the reason, where no cash is taken', async () => {
    const { assess, moved } = open({
      blockedPins: ['560 001'],
      blockedCategories: ['Jewellery'],
      cashLimit: toMoney(1_000_000),
    });
    const accountId = newId();
    await moved(accountId, 'delivered');
    const pin = anyAddress({ pin: '560001', state: 'Karnataka' });
    expect(await assess({ accountId, address: pin })).toEqual({
      level: 'prepaid-only',
      reasons: [{ code: 'blocked-pin', says: 'No cash is taken in 560001.' }],
      advance: 0,
      wayUp: 'Pay this order online; it then comes as it is.',
      cash: false,
    });
    expect(await assess({ accountId, categories: ['jewellery '] })).toMatchObject({
      cash: false,
      reasons: [{ code: 'product' }],
    });
    const dear = await assess({ accountId, total: toMoney(1_000_001) });
    expect(dear).toMatchObject({ cash: false, wayUp: 'Pay it online, or order for less than ₹10,000.' });
    expect(dear.reasons[0]).toEqual({ code: 'cash-limit', says: 'Cash is taken up to ₹10,000.' });
    expect((await assess({ accountId, total: toMoney(499_999) })).level).toBe('plain');
    expect(await assess({ accountId, total: toMoney(500_000) })).toMatchObject({
      level: 'code',
      reasons: [{ code: 'large-order' }],
    });
  });

  it('finds what is wrong with an address, and nothing wrong with one in Tamil', async () => {
    const { assess, moved } = open();
    const accountId = newId();
    await moved(accountId, 'delivered');
    const level = async (given: Parameters<typeof anyAddress>[0]) =>
      (await assess({ accountId, address: anyAddress(given) })).level;
    expect(await level({ pin: '110001' })).toBe('code');
    expect(await level({ line: '12' })).toBe('code');
    expect(await level({ pin: '111111' })).toBe('part-prepaid');
    expect(await level({ pin: '4110' })).toBe('part-prepaid');
    expect(await level({ line: 'asdfgh jkl 12' })).toBe('part-prepaid');
    expect(await level({ line: 'aaaaaaa 1, bbbbbb' })).toBe('part-prepaid');
    expect(await level({ line: '12 Liberty Property, near KSRTC stand' })).toBe('plain');
    expect(await level({ line: '14 அண்ணா சாலை, திருவல்லிக்கேணி', pin: '600002', state: 'TN' })).toBe('plain');
    expect(await level({ state: 'Maharastra' })).toBe('plain');
  });

  it('asks for nothing it cannot send or take', async () => {
    const accountId = newId();
    const look = async (can: { code: boolean; online: boolean }, settings = {}) => {
      const { assess } = open(settings, can);
      const { level, reasons } = await assess({ accountId, address: anyAddress() });
      return [level, ...reasons.map(({ code }) => code)];
    };
    expect(await look({ code: false, online: true })).toEqual(['part-prepaid', 'first-order', 'no-code']);
    expect(await look({ code: false, online: false })).toEqual(['plain']);
    expect(await look({ code: false, online: true }, { codeForFirst: false })).toEqual(['plain']);
    expect(await look({ code: false, online: true }, { advanceBasisPoints: 0 })).toEqual(['plain']);
    const { assess, moved } = open({}, { code: true, online: false });
    await moved(accountId, 'rto', refused);
    expect((await assess({ accountId, address: anyAddress() })).level).toBe('code');
  });
});
