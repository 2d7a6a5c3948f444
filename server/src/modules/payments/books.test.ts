import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listReconciliation } from '#contracts/payments';
import { toMoney } from '#contracts/values';
import { eachDatabase } from '../../../test/database.ts';
import { openPayments, type TestPayments } from '../../../test/payments.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf, postings } from '../ledger/index.ts';

const hour = 3_600_000;

describe('the books and the provider', () => {
  eachDatabase((_name, test) => {
    let shop: TestPayments;
    beforeAll(async () => {
      shop = await openPayments(test.db);
      await shop.start();
    });
    afterAll(() => shop.stop());

    type Bank = ReturnType<TestPayments['provider']>;
    const captured = async (bank: Bank, cash: readonly number[] = [54_800]) => {
      const payment = shop.purchase(bank.id, cash);
      const paid = bank.pay(await shop.open(payment));
      await shop.api.confirm(payment.paymentId, bank.proof(paid));
      await shop.claim(payment.paymentId);
      await shop.drain();
      return { payment, paid: bank.truth.payment(paid.id) };
    };
    const rowsOf = async (bank: Bank) =>
      (await shop.ask(listReconciliation, { query: { limit: 100 } })).items.filter(
        (one) => one.method === bank.id,
      );
    /** What account 1100 has moved while something happened. */
    const moved = async (work: () => Promise<void>): Promise<number> => {
      const before = await shop.balance(accountOf.gateway);
      await work();
      return (await shop.balance(accountOf.gateway)) - before;
    };
    const day = (): string => new Date(shop.clock.now()).toISOString().slice(0, 10);

    it('have the same balance to the paisa, whatever happened (I11)', async () => {
      const bank = shop.provider();
      const change = await moved(async () => {
        const { payment, paid } = await captured(bank, [30_000, 20_001]);
        await shop.refund(payment, 12_345);
        const second = bank.pay(paid.reference);
        bank.captureByHand(second.id);
        bank.captureByHand(bank.pay(null, { amount: 4_321 }).id);
        const other = await captured(bank);
        bank.refundByHand(other.paid.id, 777);
        bank.dispute((await captured(bank)).paid.id, 'open');
        await shop.turn(15 * 60_000, 2);
        bank.settle(day(), [
          { id: other.paid.id, kind: 'payment', credit: other.paid.amount - other.paid.fee },
        ]);
        await shop.turn(hour + 1);
      });
      expect(change).toBe(bank.truth.balance());
      const verdict = await shop.books.verify();
      const broken = verdict.invariants.filter((one) => !one.holds);
      expect(broken).toEqual([]);
    });

    it('35. show a dispute after the payout: the seller owes what was taken', async () => {
      const bank = shop.provider();
      const { payment, paid } = await captured(bank);
      const [{ orderId, sellerId }] = payment.shares as [(typeof payment.shares)[0]];
      const at = shop.clock.now();
      const about = { orderId, sellerId, buyerId: payment.buyerId, at, fee: 0, recover: 0, coinsEarned: 0 };
      await test.db.transaction((tx) =>
        shop.books.post(tx, postings.released({ ...about, total: 54_800, commission: 0, tax: 0 })),
      );
      const disputed = await shop.balance(accountOf.disputed);
      bank.dispute(paid.id, 'open');
      await shop.turn(15 * 60_000);
      expect((await shop.balance(accountOf.disputed)) - disputed).toBe(54_800);
      expect(await rowsOf(bank)).toMatchObject([{ kind: 'dispute', state: 'open' }]);
      bank.dispute(paid.id, 'lost');
      await shop.turn(hour);
      expect(await shop.balance(accountOf.recoverable(sellerId))).toBe(54_800);
      expect(await shop.balance(accountOf.disputed)).toBe(disputed);
      expect(shop.factsOf(payment.paymentId).filter((one) => one === 'payment.disputed')).toHaveLength(2);
      expect(await rowsOf(bank)).toMatchObject([{ kind: 'dispute', state: 'settled' }]);
    });

    it('give a won dispute back', async () => {
      const bank = shop.provider();
      const { paid, payment } = await captured(bank);
      bank.dispute(paid.id, 'open');
      await shop.turn(15 * 60_000);
      bank.dispute(paid.id, 'won');
      await shop.turn(hour);
      expect(await shop.held(payment.paymentId)).toBe(54_800);
      expect(await rowsOf(bank)).toMatchObject([{ kind: 'dispute', state: 'settled' }]);
    });

    it('36. show a settlement that is short by ₹1, and plug nothing', async () => {
      const bank = shop.provider();
      const { paid } = await captured(bank);
      const full = paid.amount - paid.fee;
      const bankBefore = await shop.balance(accountOf.bank);
      const change = await moved(async () => {
        bank.settle(day(), [{ id: paid.id, kind: 'payment', credit: full - 100 }]);
        await shop.turn(hour + 1);
        await shop.turn(hour + 1, 2);
      });
      expect(change).toBe(-(full - 100));
      expect((await shop.balance(accountOf.bank)) - bankBefore).toBe(full - 100);
      expect(await rowsOf(bank)).toMatchObject([
        { kind: 'settlement-difference', state: 'open', amount: 100, reference: paid.id },
      ]);
    });

    it('36. show a settlement that pays less than its lines', async () => {
      const bank = shop.provider();
      const { paid } = await captured(bank);
      const credit = paid.amount - paid.fee;
      const before = await shop.balance(accountOf.bank);
      bank.settle(day(), [{ id: paid.id, kind: 'payment', credit, settlementAmount: credit - 100 }]);
      await shop.turn(hour + 1);
      expect((await shop.balance(accountOf.bank)) - before).toBe(credit - 100);
      expect(await rowsOf(bank)).toMatchObject([
        { kind: 'settlement-difference', state: 'open', amount: 100 },
      ]);
    });

    it('know what was taken for a dispute and given back when it is settled', async () => {
      const bank = shop.provider();
      const { paid } = await captured(bank);
      bank.dispute(paid.id, 'open', 5_000);
      await shop.turn(15 * 60_000);
      bank.dispute(paid.id, 'won', 0);
      await shop.turn(hour);
      bank.settle(day(), [
        { id: 'adj_taken', debit: 5_000 },
        { id: 'adj_back', credit: 5_000 },
      ]);
      await shop.turn(hour + 1);
      expect(await rowsOf(bank)).toMatchObject([{ kind: 'dispute', state: 'settled' }]);
    });

    it('show what the provider settled and nobody knows of', async () => {
      const bank = shop.provider();
      bank.settle(day(), [{ id: 'adj_1', kind: 'adjustment', credit: 500 }]);
      await shop.turn(hour + 1);
      expect(await rowsOf(bank)).toMatchObject([
        { kind: 'settlement-difference', amount: 500, reference: 'adj_1' },
      ]);
    });

    it('have cash with the courier from the door to the bank, once', async () => {
      const [orderId, buyerId, remittanceId] = [newId(), newId(), newId()] as const;
      const amount = toMoney(70_000);
      const at = shop.clock.now();
      const parcel = { courier: 'Dart', awb: newId() };
      await test.db.transaction((tx) =>
        shop.api.promise(tx, { orderId, amount, method: 'cod', buyerId, coins: 0 }),
      );
      const collect = () => test.db.transaction((tx) => shop.api.collect(tx, { orderId, ...parcel, at }));
      expect([await collect(), await collect()]).toEqual([true, false]);
      expect(await shop.balance(accountOf.collected(parcel.courier, parcel.awb))).toBe(70_000);
      expect(await shop.api.findCash(test.db, parcel)).toMatchObject({ orderId, amount, state: 'collected' });
      expect(await shop.api.openCash(test.db, { courier: 'Dart', before: at + 1 })).toMatchObject([
        { orderId },
      ]);
      expect(await test.db.transaction((tx) => shop.api.giveUp(tx, { orderId }))).toBe(false);
      const remit = (what: number) =>
        test.db.transaction((tx) =>
          shop.api.remit(tx, { orderId, amount: toMoney(what), deducted: 500, remittanceId, utr: 'U1', at }),
        );
      expect([await remit(69_900), await remit(70_000), await remit(70_000)]).toEqual([false, true, false]);
      expect(await shop.balance(accountOf.collected(parcel.courier, parcel.awb))).toBe(0);
      expect((await shop.api.cashOf(test.db, [orderId])).get(orderId)).toMatchObject({ state: 'remitted' });
    });

    it('give cash up that was never collected, and write off what never came', async () => {
      const [one, other, buyerId] = [newId(), newId(), newId()] as const;
      const amount = toMoney(10_000);
      const at = shop.clock.now();
      for (const orderId of [one, other])
        await test.db.transaction((tx) =>
          shop.api.promise(tx, { orderId, amount, method: 'cod', buyerId, coins: 0 }),
        );
      expect(await test.db.transaction((tx) => shop.api.giveUp(tx, { orderId: one }))).toBe(true);
      const parcel = { courier: 'Dart', awb: newId(), at };
      expect(await test.db.transaction((tx) => shop.api.collect(tx, { orderId: one, ...parcel }))).toBe(
        false,
      );
      await test.db.transaction((tx) => shop.api.collect(tx, { orderId: other, ...parcel }));
      const writeOff = () =>
        test.db.transaction((tx) => shop.api.writeOff(tx, { orderId: other, approvedBy: 'operator', at }));
      expect([await writeOff(), await writeOff()]).toEqual([true, false]);
      expect(await shop.balance(accountOf.collected(parcel.courier, parcel.awb))).toBe(0);
    });

    it('notice cash that the rows and the books count differently, and debts that grow old', async () => {
      const orderId = newId();
      const amount = toMoney(10_000);
      const at = shop.clock.now();
      const parcel = { courier: 'Dart', awb: newId(), at };
      await test.db.transaction(async (tx) => {
        await shop.api.promise(tx, { orderId, amount, method: 'cod', buyerId: newId(), coins: 0 });
        await shop.api.collect(tx, { orderId, ...parcel });
      });
      await test.db.run('UPDATE payments_cash SET amount = 9999 WHERE order_id = $1', [orderId]);
      const bank = shop.provider();
      bank.captureByHand(bank.pay(null).id);
      await shop.turn();
      shop.clock.pass(49 * hour);
      const { invariants } = await shop.books.verify();
      const of = (id: string) =>
        invariants
          .filter((one) => one.id === id)
          .flatMap((one) => one.breaks)
          .join('\n');
      expect(of('I12')).toContain(orderId);
      expect(of('I16')).toContain('belong to no order');
    });
  });
});
