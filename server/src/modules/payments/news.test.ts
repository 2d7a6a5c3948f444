import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  listPaymentHealth,
  listReconciliation,
  paymentWebhook,
  resolveReconciliation,
} from '#contracts/payments';
import { eachDatabase } from '../../../test/database.ts';
import { openPayments, type TestPayments } from '../../../test/payments.ts';
import { accountOf } from '../ledger/index.ts';

describe('what a provider tells, and what it does not', () => {
  eachDatabase((_name, test) => {
    let shop: TestPayments;
    beforeAll(async () => {
      shop = await openPayments(test.db);
      await shop.start();
    });
    afterAll(() => shop.stop());

    type Bank = ReturnType<TestPayments['provider']>;
    /** Everything in the database of one payment, so that nothing can change unseen. */
    const everything = async (bank: Bank) => {
      const all = [];
      for (const table of ['payments', 'attempts', 'refunds', 'reconciliation', 'transfers'])
        all.push(await test.db.rows(`SELECT * FROM payments_${table} WHERE method = $1`, [bank.id]));
      const entries = await test.db.rows('SELECT COUNT(*) AS n FROM ledger_entries');
      return JSON.stringify([all, entries]).replace(/"(check_at|updated_at|capture_at)":\d+/g, '');
    };
    const captured = async (bank: Bank) => {
      const payment = shop.purchase(bank.id);
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

    it('is enough without any message: payments are found, taken and booked', async () => {
      const bank = shop.provider();
      const payments = Array.from({ length: 12 }, () => shop.purchase(bank.id));
      for (const payment of payments) bank.pay(await shop.open(payment));
      await shop.turn();
      for (const { paymentId } of payments) expect(shop.factsOf(paymentId)).toEqual(['payment.authorised']);
      for (const { paymentId } of payments) await shop.claim(paymentId);
      await shop.drain();
      for (const { paymentId } of payments) expect(await shop.held(paymentId)).toBe(54_800);
      // Then every message comes, late, three times and in another order.
      const before = await everything(bank);
      const late = [...bank.truth.payments.values()].map((payment) =>
        bank.message({ about: 'payment', payment }),
      );
      for (const message of [...late, ...late, ...late.reverse()])
        expect(await shop.send(paymentWebhook, bank.id, message)).toBe('taken');
      await shop.turn();
      expect(await everything(bank)).toBe(before);
    });

    it('is fetched before it is believed', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const paid = bank.pay(await shop.open(payment), { state: 'created' });
      const lie = bank.message({ about: 'payment', payment: { ...paid, state: 'captured', fee: 5 } });
      expect(await shop.send(paymentWebhook, bank.id, lie)).toBe('taken');
      await shop.drain();
      expect(await shop.state(payment.paymentId)).toBe('pending');
      expect(await shop.balance(accountOf.unapplied(paid.id))).toBe(0);
    });

    it('29. is taken once, replayed or under a new id, and changes nothing then', async () => {
      const bank = shop.provider();
      const { paid } = await captured(bank);
      const before = await everything(bank);
      const message = bank.message({ about: 'payment', payment: paid }, { key: 'same' });
      for (let time = 0; time < 50; time++)
        expect(await shop.send(paymentWebhook, bank.id, message)).toBe('taken');
      await shop.send(
        paymentWebhook,
        bank.id,
        bank.message({ about: 'payment', payment: paid }, { key: 'new' }),
      );
      await shop.drain();
      expect(await everything(bank)).toBe(before);
      const kept = await test.db.rows('SELECT 1 AS one FROM payments_inbox WHERE method = $1', [bank.id]);
      expect(kept).toHaveLength(2);
    });

    it('is refused where it is forged, too large or for nobody, and nothing is kept of it', async () => {
      const bank = shop.provider();
      const { paid } = await captured(bank);
      const before = await everything(bank);
      const forged = bank.message({ about: 'payment', payment: paid }, { forged: true });
      expect(await shop.send(paymentWebhook, bank.id, forged)).toBe('webhook.not-genuine');
      expect(await shop.send(paymentWebhook, 'nobody', forged)).toBe('webhook.not-genuine');
      let given = 0;
      const endless = Readable.from(
        (function* () {
          for (; given < 160; given++) yield Buffer.alloc(64 * 1024);
        })(),
      );
      expect(await shop.send(paymentWebhook, bank.id, { headers: {}, body: endless })).toBe(
        'request.too-large',
      );
      expect(given).toBeLessThan(40);
      const said = { headers: { 'content-length': '10485760' }, body: Readable.from([]) };
      expect(await shop.send(paymentWebhook, bank.id, said)).toBe('request.too-large');
      expect(await everything(bank)).toBe(before);
      expect(await test.db.rows('SELECT 1 AS one FROM payments_inbox WHERE method = $1', [bank.id])).toEqual(
        [],
      );
    });

    it('30. ends the same in whatever order it comes', async () => {
      const orders = [
        [0, 1, 2],
        [2, 1, 0],
        [1, 2, 0],
      ];
      const ends = [];
      for (const order of orders) {
        const bank = shop.provider();
        const payment = shop.purchase(bank.id);
        const paid = bank.pay(await shop.open(payment));
        const { paymentId } = payment;
        await test.db.transaction((tx) => shop.api.expire(tx, paymentId));
        bank.captureByHand(paid.id);
        const made = bank.refundByHand(paid.id, 54_800);
        const news = [
          bank.message({ about: 'payment', payment: paid }),
          bank.message({ about: 'payment', payment: bank.truth.payment(paid.id) }),
          bank.message({ about: 'refund', refund: made }),
        ];
        for (const at of order) {
          const message = news[at];
          if (message) await shop.send(paymentWebhook, bank.id, message);
          await shop.drain();
        }
        expect(await shop.balance(accountOf.unapplied(paid.id))).toBe(0);
        ends.push(await shop.state(paymentId), (await rowsOf(bank)).map((one) => one.kind).sort());
      }
      expect(ends.slice(2, 4)).toEqual(ends.slice(0, 2));
      expect(ends.slice(4)).toEqual(ends.slice(0, 2));
    });

    it('32. of money that came too late and cannot be used: it is never captured', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const { paymentId } = payment;
      const reference = await shop.open(payment);
      const paid = bank.pay(reference, { state: 'failed', failure: 'The bank did not answer' });
      await shop.turn();
      await test.db.transaction((tx) => shop.api.expire(tx, paymentId));
      bank.change(paid.id, { state: 'authorised' });
      await shop.turn(25_000);
      expect(shop.factsOf(paymentId)).toEqual(['payment.authorised']);
      expect(await shop.state(paymentId)).toBe('void');
      await test.db.transaction((tx) => shop.api.refuse(tx, paymentId, 'Its goods are sold.'));
      await shop.turn(60_000, 3);
      expect(bank.calls.get('capture')).toBeUndefined();
      expect(await shop.state(paymentId)).toBe('void');
    });

    it('14. of late money whose goods are still there: it is claimed and taken', async () => {
      for (const byHand of [false, true]) {
        const bank = shop.provider();
        const payment = shop.purchase(bank.id);
        const { paymentId } = payment;
        const reference = await shop.open(payment);
        await test.db.transaction((tx) => shop.api.expire(tx, paymentId));
        const paid = bank.pay(reference);
        if (byHand) bank.captureByHand(paid.id);
        await shop.turn();
        expect(await shop.balance(accountOf.unapplied(paid.id))).toBe(byHand ? 54_800 : 0);
        await shop.claim(paymentId);
        await shop.drain();
        expect(await shop.state(paymentId)).toBe('captured');
        expect(await shop.held(paymentId)).toBe(54_800);
        expect(shop.factsOf(paymentId)).toEqual(['payment.authorised', 'payment.captured']);
      }
    });

    it('33. of a second capture for a paid order: it goes back by itself', async () => {
      const bank = shop.provider();
      const { payment, paid } = await captured(bank);
      const again = bank.pay(paid.reference);
      bank.captureByHand(again.id);
      await shop.turn(6_000, 2);
      expect(bank.truth.payment(again.id).state).toBe('refunded');
      expect(bank.truth.payment(paid.id).state).toBe('captured');
      expect(await shop.held(payment.paymentId)).toBe(54_800);
      expect(await rowsOf(bank)).toMatchObject([
        { kind: 'second-payment', state: 'settled', reference: again.id },
      ]);
    });

    it('34. of money nobody asked for: an operator looks, and sends it back', async () => {
      const bank = shop.provider();
      const paid = bank.pay(null, { amount: 77_700 });
      bank.captureByHand(paid.id);
      await shop.turn(6_000, 3);
      expect(await shop.balance(accountOf.unapplied(paid.id))).toBe(77_700);
      const [row] = await rowsOf(bank);
      expect(row).toMatchObject({ kind: 'unknown-payment', state: 'open', amount: 77_700 });
      const body = { action: 'refund' as const, reason: 'Nobody knows the buyer' };
      const params = { id: row?.id ?? '' };
      expect((await shop.ask(resolveReconciliation, { params, body })).row.state).toBe('working');
      await shop.drain();
      expect(await rowsOf(bank)).toMatchObject([{ state: 'settled' }]);
      expect(await shop.balance(accountOf.unapplied(paid.id))).toBe(0);
      expect(bank.truth.payment(paid.id).state).toBe('refunded');
      await expect(shop.ask(resolveReconciliation, { params, body })).rejects.toMatchObject({
        code: 'reconciliation.wrong-move',
      });
      const deeds = await test.db.rows<{ action: string }>('SELECT action FROM audit_entries');
      expect(deeds.map((one) => one.action)).toContain('reconciliation.refund');
    });

    it('asks little: one list for a hundred payments that are known', async () => {
      const bank = shop.provider();
      for (let at = 0; at < 20; at++) await captured(bank);
      await shop.turn();
      const before = [...bank.calls.values()].reduce((all, one) => all + one, 0);
      await shop.turn();
      const after = [...bank.calls.values()].reduce((all, one) => all + one, 0);
      expect(after - before).toBeLessThanOrEqual(2);
      const { methods } = await shop.ask(listPaymentHealth);
      expect(methods.find((one) => one.method === bank.id)).toMatchObject({ state: 'on', test: true });
    });
  });
});
