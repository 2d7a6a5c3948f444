import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../test/database.ts';
import { openPayments, type TestPayments } from '../../../test/payments.ts';

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
  });
});
