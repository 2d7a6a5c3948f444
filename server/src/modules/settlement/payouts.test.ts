import { afterEach, describe, expect, it } from 'vitest';
import {
  getBalance,
  listPayouts,
  listStatement,
  payoutFile,
  preparePayouts,
  resealSecrets,
  saveBank,
  settlePayout,
} from '#contracts/settlement';
import { eachDatabase } from '../../../test/database.ts';
import { dyingAt } from '../../../test/faults.ts';
import {
  asSeller,
  bank,
  ending,
  freshKey,
  type OpenSettlement,
  openSettlement,
  operator,
  type SettlementOptions,
} from '../../../test/settlement/open.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf } from '../ledger/index.ts';
import { preparePayouts as prepare } from './prepare-payouts.ts';
import { settlePayout as settle } from './settle-payout.ts';

describe('a seller’s money', () => {
  const opened: OpenSettlement[] = [];
  const keys = [freshKey()];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.stop();
  });

  eachDatabase((_name, test) => {
    const open = async (options: SettlementOptions = {}) => {
      const shop = await openSettlement(test.db, { keys, ...options });
      opened.push(shop);
      await shop.listen();
      return shop;
    };
    const sold = async (shop: OpenSettlement, sellerId: string) => {
      const order = await shop.place({ sellerId });
      await shop.deliver(order.id);
      await shop.complete(order.id);
      await shop.told();
      return order;
    };
    /** A seller with ₹882 to come, and bank details. */
    const seller = async (shop: OpenSettlement) => {
      const sellerId = newId();
      await shop.ask(saveBank, { who: asSeller(sellerId), body: bank });
      const order = await sold(shop, sellerId);
      return { sellerId, order, who: asSeller(sellerId) };
    };
    const prepared = async (shop: OpenSettlement, sellerId: string) => {
      const { payouts } = await shop.ask(preparePayouts);
      return payouts.filter((one) => one.seller.id === sellerId);
    };
    const pay = (shop: OpenSettlement, id: string, state: string, reference = 'UTR1') =>
      shop.ask(settlePayout, { params: { id }, body: { state, reference } });

    it('is seen by where it is, and line by line', async () => {
      const shop = await open();
      const { sellerId, who, order } = await seller(shop);
      const onItsWay = await shop.place({ sellerId, goods: 50_000 });
      const cash = await shop.place({ sellerId, goods: 30_000, cash: { courier: 'swift', awb: newId() } });
      await shop.deliver(cash.id);
      await shop.complete(cash.id);
      await shop.told();
      expect(await shop.ask(getBalance, { who })).toEqual({
        balance: { held: 50_000, payable: 88_200, paidOut: 0, recoverable: 0, withCourier: 30_000 },
        commission: { basisPoints: 1_000, taxBasisPoints: 1_800 },
        bank: { name: bank.name, last4: '1234', ifsc: bank.ifsc },
      });
      await shop.refund(order.id, 10_000);
      const [payout] = await prepared(shop, sellerId);
      await pay(shop, payout!.id, 'paid');
      const { items } = await shop.ask(listStatement, { who });
      expect(items.map(({ kind, net, balance }) => ({ kind, net, balance }))).toEqual([
        { kind: 'paid-out', net: -79_380, balance: 0 },
        { kind: 'refunded', net: -8_820, balance: 79_380 },
        { kind: 'released', net: 88_200, balance: 88_200 },
      ]);
      expect(items[2]).toMatchObject({
        orderNumber: order.number,
        gross: 100_000,
        commission: 10_000,
        tax: 1_800,
      });
      expect(onItsWay.state).toBe('confirmed');
      await expect(
        shop.ask(getBalance, { who: asSeller(newId()), query: { sellerId } }),
      ).rejects.toMatchObject({ code: 'account.not-allowed' });
      expect((await shop.ask(getBalance, { query: { sellerId } })).balance.paidOut).toBe(79_380);
    });

    it('is prepared once, however many operators ask at once, and names those without a bank', async () => {
      const shop = await open();
      const { sellerId } = await seller(shop);
      const nowhere = newId();
      await sold(shop, nowhere);
      const asked = await Promise.all(Array.from({ length: 6 }, () => shop.ask(preparePayouts)));
      const own = asked.flatMap(({ payouts }) => payouts.filter((one) => one.seller.id === sellerId));
      expect(own).toMatchObject([{ amount: 88_200, state: 'prepared', by: 'bank', reference: null }]);
      expect(asked[0]!.without).toContainEqual({
        id: nowhere,
        name: expect.any(String),
        payable: 88_200,
      });
      // What comes meanwhile waits for the next time.
      await sold(shop, sellerId);
      expect(await prepared(shop, sellerId)).toEqual([]);
      await pay(shop, own[0]!.id, 'paid');
      expect(await prepared(shop, sellerId)).toMatchObject([{ amount: 88_200 }]);
      expect(await shop.breaks()).toEqual([]);
    });

    it('is paid once, returns where it failed, and returns where the bank sends it back later', async () => {
      const shop = await open();
      const { sellerId, who } = await seller(shop);
      const payable = () => shop.balance(accountOf.payable(sellerId));
      const [first] = await prepared(shop, sellerId);
      expect((await pay(shop, first!.id, 'failed', 'closed')).payout.state).toBe('failed');
      expect(await payable()).toBe(88_200);
      const [second] = await prepared(shop, sellerId);
      const both = [pay(shop, second!.id, 'paid', 'U1'), pay(shop, second!.id, 'failed', 'U2')].map(ending);
      expect((await Promise.all(both)).filter((one) => one === 'ok').length).toBeGreaterThan(0);
      const now = (await shop.ask(listPayouts, { who })).items.find((one) => one.id === second!.id)!;
      expect(await payable()).toBe(now.state === 'paid' ? 0 : 88_200);
      if (now.state === 'paid') {
        expect(await ending(pay(shop, second!.id, 'paid', 'U1'))).toBe('ok');
        expect(await ending(pay(shop, second!.id, 'paid', 'another'))).toBe('payout.wrong-move');
        expect((await pay(shop, second!.id, 'failed', 'account closed')).payout.state).toBe('failed');
      }
      expect(await payable()).toBe(88_200);
      expect(await ending(pay(shop, second!.id, 'paid', 'U1'))).toBe('payout.wrong-move');
      expect(await ending(pay(shop, newId(), 'paid'))).toBe('payout.unknown');
      expect(await prepared(shop, sellerId)).toHaveLength(1);
      expect(await shop.breaks()).toEqual([]);
    });

    it('that a refund took after it was prepared is owed once the bank has paid, and kept the next time', async () => {
      const shop = await open();
      const { sellerId, order } = await seller(shop);
      const [payout] = await prepared(shop, sellerId);
      await shop.refund(order.id, 100_000);
      expect(await shop.balance(accountOf.payable(sellerId))).toBe(0);
      await pay(shop, payout!.id, 'paid');
      expect(await shop.balance(accountOf.recoverable(sellerId))).toBe(88_200);
      await sold(shop, sellerId);
      expect(await shop.balance(accountOf.recoverable(sellerId))).toBe(0);
      expect(await prepared(shop, sellerId)).toEqual([]);
      expect(await shop.breaks()).toEqual([]);
    });

    it('goes to the bank in a file that is no formula, with the account of the day it was prepared', async () => {
      const shop = await open();
      const sellerId = newId();
      const who = asSeller(sellerId);
      await shop.ask(saveBank, { who, body: { ...bank, name: '=HYPERLINK("x"), Sarees' } });
      await sold(shop, sellerId);
      const [payout] = await prepared(shop, sellerId);
      await shop.ask(saveBank, { who, body: { ...bank, account: '999999999' } });
      const { csv, name } = await shop.ask(payoutFile);
      expect(name).toMatch(/^payouts-\d{4}-\d\d-\d\d\.csv$/);
      expect(csv.startsWith('Name,Account,IFSC,Amount,Reference\r\n')).toBe(true);
      expect(csv).toContain(
        `"'=HYPERLINK(""x""), Sarees",12345678901234,HDFC0000123,882.00,${payout!.id}\r\n`,
      );
      expect(csv).not.toContain('999999999');
      const stored = JSON.stringify([
        ...(await test.db.rows('SELECT * FROM settlement_banks')),
        ...(await test.db.rows('SELECT * FROM settlement_payouts')),
      ]);
      expect(stored).not.toContain('12345678901234');
      const deeds = await test.db.rows<{ details: string }>('SELECT * FROM audit_entries');
      expect(JSON.stringify(deeds)).not.toContain('12345678901234');
    });

    it('opens for no other seller, name or bank: who edits the table changes nothing unseen', async () => {
      const shop = await open();
      const { sellerId } = await seller(shop);
      await prepared(shop, sellerId);
      await test.db.run("UPDATE settlement_payouts SET ifsc = 'EVIL0000001' WHERE seller_id = $1", [
        sellerId,
      ]);
      await expect(shop.ask(payoutFile)).rejects.toThrow();
      await test.db.run('UPDATE settlement_payouts SET ifsc = $2 WHERE seller_id = $1', [
        sellerId,
        bank.ifsc,
      ]);
      expect((await shop.ask(payoutFile)).csv).toContain('12345678901234');
    });

    it('that the provider holds is paid by the provider, and not by the bank too', async () => {
      const shop = await open();
      const sellerId = newId();
      await shop.ask(saveBank, {
        who: asSeller(sellerId),
        body: { ...bank, linkedAccount: 'acc_12345678901234' },
      });
      const asked = { orderId: newId(), sellerId, goods: 100_000, delivery: 0, fee: 0, total: 100_000 };
      const lines = [{ category: null, quantity: 1, price: 100_000 as never }];
      const shares = await shop.api.transfers(test.db, [{ ...asked, lines, prepaid: 100_000 }]);
      expect([...shares.values()]).toEqual([{ account: 'acc_12345678901234', amount: 88_200 }]);
      // What is paid at the door never comes to the provider, so that it has less to hold.
      const part = await shop.api.transfers(test.db, [{ ...asked, lines, prepaid: 20_000 }]);
      expect([...part.values()].map((one) => one.amount)).toEqual([20_000]);
      const other = newId();
      expect(await shop.api.withoutAccount(test.db, [sellerId, other])).toEqual([other]);

      const order = await shop.place({ sellerId });
      await shop.holdTransfer(order, 88_200);
      await shop.deliver(order.id);
      await shop.complete(order.id);
      await shop.told();
      expect(await shop.balance(accountOf.payable(sellerId))).toBe(88_200);
      expect(await prepared(shop, sellerId)).toEqual([]);
      await shop.settleTransfer(order);
      await shop.api.sweep();
      await shop.api.sweep();
      const { items } = await shop.ask(listPayouts, { who: asSeller(sellerId) });
      expect(items).toMatchObject([{ by: 'route', state: 'paid', amount: 88_200 }]);
      expect(await prepared(shop, sellerId)).toEqual([]);
      expect(await shop.breaks()).toEqual([]);
    });

    it.each([
      'prepare/begin',
      'prepare/recovered',
      'prepare/booked',
      'prepare/done',
      'payout/begin',
      'payout/booked',
      'payout/done',
    ])('is paid once although the server died at %s', async (point) => {
      const shop = await open();
      const { sellerId } = await seller(shop);
      const { db, probe } = dyingAt(test.db, `settlement/${point}`);
      const dead = { ...shop.deps, db, probe };
      if (point.startsWith('prepare')) await ending(prepare(dead, operator));
      await shop.ask(preparePayouts);
      const own = (await shop.ask(listPayouts, { query: { limit: '100' } })).items.filter(
        (one) => one.seller.id === sellerId,
      );
      expect(own).toMatchObject([{ amount: 88_200, state: 'prepared' }]);
      const to = { id: own[0]!.id, state: 'paid' as const, reference: 'U9' };
      if (point.startsWith('payout/')) await ending(settle(dead, operator, to));
      await pay(shop, to.id, 'paid', 'U9');
      expect(await shop.balance(accountOf.payable(sellerId))).toBe(0);
      expect(await shop.breaks()).toEqual([]);
    });

    it('stays readable while its key is changed, wherever the server dies, and needs the old one no more at the end', async () => {
      const [former, fresh] = [freshKey(), freshKey()];
      const before = await open({ keys: [former] });
      // What tests before this one have sealed with other keys is nobody's now.
      await test.db.run('DELETE FROM settlement_banks');
      await test.db.run('DELETE FROM settlement_payouts');
      const { sellerId } = await seller(before);
      await seller(before);
      await prepared(before, sellerId);
      const during = await open({ keys: [fresh, former] });
      expect((await during.ask(payoutFile)).csv).toContain('12345678901234');
      const { db, probe } = dyingAt(test.db, 'settlement/reseal/row');
      const dying = await openSettlement(test.db, { keys: [fresh, former] });
      const { reseal } = await import('./bank.ts');
      expect(await ending(reseal({ ...dying.deps, db, probe }))).toBe('the process is dead');
      expect((await during.ask(payoutFile)).csv).toContain('12345678901234');
      const said = await during.ask(resealSecrets);
      expect(said).toMatchObject({ left: 0, resealed: 4 });
      expect(said.key).toMatch(/^[0-9a-f]{8}$/);
      expect(await during.ask(resealSecrets)).toMatchObject({ left: 0, resealed: 0 });
      const after = await open({ keys: [fresh] });
      expect((await after.ask(payoutFile)).csv).toContain('12345678901234');
      await expect(before.ask(payoutFile)).rejects.toThrow('data key');
      const keyless = await open({ keys: [] });
      expect(await keyless.ask(resealSecrets)).toEqual({ key: '', resealed: 0, left: 0 });
    });
  });
});
