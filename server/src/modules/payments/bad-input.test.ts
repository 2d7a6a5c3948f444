import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listReconciliation, resolveReconciliation } from '#contracts/payments';
import { eachDatabase } from '../../../test/database.ts';
import { openPayments, type TestPayments } from '../../../test/payments.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf } from '../ledger/index.ts';

/** What only a provider that errs, or somebody who knows its secret, could send. Numbers are those of scripts/bad-input.json. */
describe('a payment at a provider', () => {
  eachDatabase((_name, test) => {
    let shop: TestPayments;
    beforeAll(async () => {
      shop = await openPayments(test.db);
      await shop.start();
    });
    afterAll(() => shop.stop());

    it('27. with a genuine proof, which the provider itself knows for another order, is refused', async () => {
      const bank = shop.provider();
      const [dear, cheap] = [shop.purchase(bank.id, [900_000]), shop.purchase(bank.id, [900_000])];
      const paid = bank.pay(await shop.open(dear));
      const proof = bank.proof(paid);
      bank.change(paid.id, { reference: await shop.open(cheap) });
      await expect(shop.api.confirm(dear.paymentId, proof)).rejects.toMatchObject({
        code: 'payment.not-genuine',
        status: 400,
      });
      expect([await shop.state(dear.paymentId), await shop.state(cheap.paymentId)]).toEqual([
        'pending',
        'pending',
      ]);
    });

    it('26. whose refund is answered with another amount still owes it, and an operator is shown why', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const paid = bank.pay(await shop.open(payment));
      await shop.api.confirm(payment.paymentId, bank.proof(paid));
      await shop.claim(payment.paymentId);
      await shop.drain();
      const refundId = newId();
      const made = { ours: refundId, paymentId: paid.id, amount: 100, state: 'processed' as const, at: 0 };
      bank.truth.refunds.set('rfnd_other', { id: 'rfnd_other', ...made });
      await shop.refund(payment, 20_000, { refundId });
      await shop.drain();
      expect(await shop.balance(accountOf.refund(refundId))).toBe(20_000);
      const { items } = await shop.ask(listReconciliation, { query: { limit: 100 } });
      expect(items.find((one) => one.reference === 'rfnd_other')).toMatchObject({
        kind: 'mismatch',
        state: 'open',
        amount: 100,
      });
      // As it should have been: it goes on from there.
      bank.truth.refunds.delete('rfnd_other');
      await shop.turn(60_000, 4);
      expect(await shop.balance(accountOf.refund(refundId))).toBe(0);
    });

    it('34. that nobody asked for, and of which a part went back by hand: the rest goes back, and no more', async () => {
      const bank = shop.provider();
      const paid = bank.pay(null);
      bank.captureByHand(paid.id);
      await shop.turn(60_000);
      expect(await shop.balance(accountOf.unapplied(paid.id))).toBe(10_000);
      bank.refundByHand(paid.id, 4_000);
      await shop.turn(15 * 60_000);
      expect(await shop.balance(accountOf.unapplied(paid.id))).toBe(6_000);
      const { items } = await shop.ask(listReconciliation, { query: { limit: 100 } });
      const row = items.find((one) => one.reference === paid.id && one.kind === 'unknown-payment');
      const params = { id: row?.id ?? '' };
      await shop.ask(resolveReconciliation, { params, body: { action: 'refund', reason: 'Nobody’s' } });
      await shop.drain();
      expect(await shop.balance(accountOf.unapplied(paid.id))).toBe(0);
      expect(bank.truth.back(paid.id)).toBe(10_000);
    });

    it('26. whose fee the provider corrects later is corrected in the books, up and down', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const before = [await shop.balance(accountOf.gateway), await shop.balance(accountOf.gatewayFees)];
      const paid = bank.pay(await shop.open(payment));
      await shop.api.confirm(payment.paymentId, bank.proof(paid));
      await shop.claim(payment.paymentId);
      await shop.drain();
      const { fee } = bank.truth.payment(paid.id);
      for (const now of [fee + 118, fee - 59]) {
        bank.change(paid.id, { fee: now });
        await shop.api.confirm(payment.paymentId, bank.proof(paid));
        expect(await shop.balance(accountOf.gatewayFees)).toBe((before[1] ?? 0) + now);
        expect(await shop.balance(accountOf.gateway)).toBe((before[0] ?? 0) + payment.amount - now);
      }
    });
  });
});
