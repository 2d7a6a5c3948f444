import { expect, it } from 'vitest';
import { confirmPayment, placeOrder } from '#contracts/orders';
import { eachDatabase } from '../../../test/database.ts';
import { openOrders, person } from '../../../test/orders.ts';
import { accountOf } from '../ledger/index.ts';

eachDatabase((_name, test) => {
  /** Somebody who pays with coins and money, and has just done so at the provider. */
  const paying = async (payment: 'cash' | 'test-pay' = 'test-pay') => {
    const shop = openOrders(test.db);
    const [variantId] = await shop.stocked(5);
    const who = person();
    await shop.earned(who.accountId, 10_000);
    const { order } = await shop.ask(placeOrder, {
      who,
      body: shop.one(variantId!, { payment, useCoins: true }),
    });
    const params = { id: order.id };
    return {
      shop,
      who,
      order,
      prove: () =>
        shop.ask(confirmPayment, { who, params, body: { proof: shop.bank.pay(order.purchaseId) } }),
      /** What the wallet has, and what the books say that it has. */
      coins: async (accountId: string) => [
        await shop.free(accountId),
        await shop.books.api.balance(test.db, accountOf.wallet(accountId)),
      ],
    };
  };

  it('spends coins in the moment in which the money beside them is taken, before anybody is told', async () => {
    const { shop, who, order, prove, coins } = await paying();
    await prove();
    expect(await coins(who.accountId)).toEqual([0, 10_000]);
    await shop.run('payments.capture');
    expect(await coins(who.accountId)).toEqual([0, 0]);
    expect(await shop.breaks()).toEqual([]);
    await shop.work(2);
    expect(await coins(who.accountId)).toEqual([0, 0]);
    expect(await shop.held(order.id)).toBe(54_800);
    expect(await shop.breaks()).toEqual([]);
  });

  it('takes them from the account a visitor has signed in to while their money was on its way', async () => {
    const { shop, who, order, prove, coins } = await paying();
    await prove();
    const account = person();
    await shop.api.adoptOrders(who.accountId, account.accountId);
    await shop.work(2);
    expect(await shop.held(order.id)).toBe(54_800);
    expect([await coins(who.accountId), await coins(account.accountId)]).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(await shop.breaks()).toEqual([]);
  });

  it('takes them at the door from the account a visitor has signed in to while the parcel was on its way', async () => {
    const { shop, who, order, coins } = await paying('cash');
    const account = person();
    await shop.api.adoptOrders(who.accountId, account.accountId);
    const at = shop.clock.now();
    const { id: orderId, purchaseId } = order;
    await shop.inTx(async (tx) => {
      await shop.paying.api.collect(tx, { orderId, courier: 'by-hand', awb: order.number, at });
      await shop.coins.spend(tx, { purchaseId, shares: [{ orderId, coins: 10_000 }] });
    });
    expect(await coins(account.accountId)).toEqual([0, 0]);
    expect(await shop.breaks()).toEqual([]);
  });
});
