import { describe, expect, it } from 'vitest';
import {
  cancelOrder,
  confirmPayment,
  getBasket,
  getOrder,
  moveOrder,
  placeOrder,
  putBasketLine,
} from '#contracts/orders';
import { eachDatabase } from '../../../test/database.ts';
import { ending, openOrders, person, type ShopParts } from '../../../test/orders.ts';
import { newId } from '../../kernel/ids.ts';
import type { Who } from '../../kernel/who.ts';

const minute = 60_000;

eachDatabase((_name, test) => {
  /** A buyer who has placed an order and is to pay for it. */
  const waiting = async ({ stock = 5, parts = {} as ShopParts, more = {} } = {}) => {
    const shop = openOrders(test.db, parts);
    const [variantId] = await shop.stocked(stock);
    const who = person();
    const operation = newId();
    const body = shop.one(variantId!, { payment: 'test-pay', ...more });
    const asked = { who, operation, body };
    const params = { id: operation };
    const seller: Who = { ...person('seller'), accountId: shop.sellerId };
    const prove = (proof: Record<string, string>) =>
      shop.ask(confirmPayment, { who, params, body: { proof } });
    return {
      shop,
      variantId: variantId!,
      who,
      seller,
      operation,
      asked,
      params,
      prove,
      place: () => shop.ask(placeOrder, asked),
      show: async () => (await shop.ask(getOrder, { who, params })).order,
      /** The time to pay goes by. */
      expire: async () => {
        shop.clock.pass(10 * minute);
        await shop.sagas.drain();
      },
      /** How often a fact of this order was told. */
      told: async (name: 'order.confirmed' | 'order.cancelled') =>
        (await shop.told(name)).filter((one) => one.orderId === operation).length,
      move: (to: string) => ending(shop.ask(moveOrder, { who: seller, params, body: { to } })),
    };
  };

  it('holds the stock while the buyer pays, and stands once they have', async () => {
    const { shop, told, variantId, operation, place, show, prove, move } = await waiting();
    const { order } = await place();
    expect(order).toMatchObject({
      state: 'awaiting-payment',
      prepaid: 54_800,
      onDelivery: 0,
      money: 'none',
      payment: {
        method: 'test-pay',
        state: 'pending',
        action: { kind: 'checkout', provider: 'test-pay', amount: 54_800, test: true },
      },
      expiresAt: order.placedAt + 10 * minute,
      can: ['pay', 'cancel'],
      headline: 'Waiting for your payment; the goods are held for you meanwhile.',
    });
    expect(await show()).toEqual(order);
    expect(await shop.stockOf(variantId)).toEqual({ available: 4, held: 1 });
    expect(await told('order.confirmed')).toBe(0);
    expect(await shop.runs()).toMatchObject({ waiting: 1 });
    shop.clock.pass(minute);
    const { order: paid } = await prove(shop.bank.pay(operation));
    expect(paid).toMatchObject({
      state: 'confirmed',
      expiresAt: null,
      payment: { state: 'authorised', action: null },
    });
    expect(paid.history.map(({ state, at }) => [state, at - paid.placedAt])).toEqual([
      ['awaiting-payment', 0],
      ['confirmed', minute],
    ]);
    expect(await shop.stockOf(variantId)).toEqual({ available: 4, held: 0 });
    expect(await move('packed')).toBe('payment.not-captured');
    await shop.work(3);
    expect(await show()).toMatchObject({
      state: 'confirmed',
      money: 'held',
      payment: { state: 'captured' },
      headline:
        'The seller packs your order. Your money is held by the shop until you have what you ordered.',
    });
    expect([await shop.held(operation), shop.bank.holds(operation)]).toEqual([54_800, 54_800]);
    expect(await move('packed')).toBe('packed');
    expect(await shop.breaks()).toEqual([]);
  });

  it('8. answers a repeated key with the same bytes, before and after the payment, and after its time', async () => {
    const paid = await waiting();
    const first = JSON.stringify(await paid.place());
    expect(JSON.stringify(await paid.place())).toBe(first);
    await paid.prove(paid.shop.bank.pay(paid.operation));
    await paid.shop.work();
    await paid.move('packed');
    expect(JSON.stringify(await paid.place())).toBe(first);
    const late = await waiting({ stock: 1 });
    const before = JSON.stringify(await late.place());
    await late.expire();
    expect(JSON.stringify(await late.place())).toBe(before);
    expect((await late.show()).state).toBe('cancelled');
    await expect(
      late.shop.ask(placeOrder, { ...late.asked, body: { ...late.asked.body, remember: false } }),
    ).rejects.toMatchObject({ code: 'key.reused' });
  });

  it('12. a second proof of the same payment, in two tabs or told by the provider too, changes nothing', async () => {
    const { shop, told, operation, place, prove, show } = await waiting();
    await place();
    const proof = shop.bank.pay(operation);
    const tabs = await Promise.all([ending(prove(proof)), ending(prove(proof)), ending(prove(proof))]);
    expect(new Set(tabs)).toEqual(new Set(['confirmed']));
    await shop.work(3);
    expect(await ending(prove(proof))).toBe('confirmed');
    await shop.work(2);
    expect(await told('order.confirmed')).toBe(1);
    expect([await shop.held(operation), shop.bank.holds(operation)]).toEqual([54_800, 54_800]);
    expect((await show()).money).toBe('held');
  });

  it('27. a proof that is not genuine for this order confirms nothing', async () => {
    const { shop, operation, place, prove, show } = await waiting();
    await place();
    const other = await waiting();
    await other.place();
    const foreign = other.shop.bank.pay(other.operation);
    for (const proof of [foreign, { payment: 'pay-x', signature: '' }, {}])
      expect(await ending(prove(proof as never))).toBe('payment.not-genuine');
    expect((await show()).state).toBe('awaiting-payment');
    expect(await shop.held(operation)).toBe(0);
  });

  it('goes on by the news of the payment alone, when the browser never comes back', async () => {
    const { shop, operation, place, show } = await waiting();
    await place();
    shop.bank.pay(operation);
    shop.clock.pass(minute);
    await shop.run('payments.reconcile');
    await shop.work();
    expect(await show()).toMatchObject({ state: 'confirmed', payment: { state: 'captured' } });
  });

  it('gives stock and order up when the time is over, on the moment', async () => {
    const { shop, told, variantId, place, show, expire } = await waiting({ stock: 1 });
    await place();
    shop.clock.pass(10 * minute - 1);
    await shop.sagas.drain();
    expect(await shop.stockOf(variantId)).toEqual({ available: 0, held: 1 });
    shop.clock.pass(1);
    await expire();
    expect(await shop.stockOf(variantId)).toEqual({ available: 1, held: 0 });
    expect(await show()).toMatchObject({
      state: 'cancelled',
      money: 'none',
      can: [],
      payment: { state: 'void', action: null },
      headline: 'Cancelled, because its time to be paid was over. Nothing was taken.',
    });
    await shop.work();
    expect(await told('order.cancelled')).toBe(0);
    expect(await shop.breaks()).toEqual([]);
  });

  it('14. pays after the time was over: the order stands after all where its goods are still there', async () => {
    const { shop, told, variantId, operation, place, prove, show, expire } = await waiting({ stock: 1 });
    await place();
    await expire();
    const proof = shop.bank.pay(operation);
    await prove(proof);
    await shop.work(2);
    expect(await show()).toMatchObject({
      state: 'confirmed',
      money: 'held',
      reason: null,
      payment: { state: 'captured' },
    });
    expect(await shop.stockOf(variantId)).toEqual({ available: 0, held: 0 });
    expect(shop.bank.holds(operation)).toBe(54_800);
    expect(await told('order.confirmed')).toBe(1);
    expect(await shop.breaks()).toEqual([]);
  });

  it('15. 32. pays after the unit was sold to somebody else: it is never taken from them, and the money goes back', async () => {
    const { shop, variantId, operation, place, prove, show, expire } = await waiting({ stock: 1 });
    await place();
    await expire();
    expect(await ending(shop.ask(placeOrder, { who: person(), body: shop.one(variantId) }))).toBe(
      'confirmed',
    );
    const proof = shop.bank.pay(operation);
    await prove(proof);
    await shop.work(2);
    const order = await show();
    expect(order).toMatchObject({ state: 'cancelled', money: 'none' });
    expect(order.headline).toBe(
      'Cancelled. Your payment came too late: its goods were sold to somebody else by then. The money goes back to you.',
    );
    expect(await shop.stockOf(variantId)).toEqual({ available: 0, held: 0 });
    expect(shop.bank.holds(operation)).toBe(0);
    // Told again, it says the same.
    await shop.work(2);
    expect(await show()).toEqual(order);
    expect(await shop.breaks()).toEqual([]);
  });

  it('refuses the unit to who pays when it went by hand while they were paying', async () => {
    const { shop, variantId, operation, place, prove, show } = await waiting({ stock: 1 });
    await place();
    await shop.inTx((tx) => shop.catalog.api.release(operation, tx));
    expect(await ending(shop.ask(placeOrder, { who: person(), body: shop.one(variantId) }))).toBe(
      'confirmed',
    );
    expect((await prove(shop.bank.pay(operation))).order.state).toBe('cancelled');
    await shop.work(2);
    expect((await show()).headline).toMatch(/sold to somebody else/);
    expect(shop.bank.holds(operation)).toBe(0);
    expect(await shop.stockOf(variantId)).toEqual({ available: 0, held: 0 });
  });

  it('does not lose the news of a payment that comes before its order waits for it', async () => {
    const { shop, operation, place, show } = await waiting();
    await place();
    await test.db.run("UPDATE kernel_sagas SET state = 'running', lease_until = $2 WHERE id = $1", [
      operation,
      shop.clock.now() + minute,
    ]);
    shop.bank.pay(operation);
    shop.clock.pass(30_000);
    await shop.run('payments.reconcile');
    await expect(shop.work()).rejects.toThrow('cannot take its payment yet');
    shop.clock.pass(minute);
    await shop.sagas.drain();
    await shop.work();
    expect(await show()).toMatchObject({ state: 'confirmed', money: 'held' });
  });

  describe('a buyer who changes their mind', () => {
    it('cancels before paying: nothing is held, and money that comes all the same goes back', async () => {
      const { shop, variantId, who, operation, params, place, prove, show } = await waiting({ stock: 1 });
      await place();
      const cancel = () => ending(shop.ask(cancelOrder, { who, params }));
      expect(await Promise.all([cancel(), cancel()])).toEqual(['cancelled', 'cancelled']);
      expect(await shop.stockOf(variantId)).toEqual({ available: 1, held: 0 });
      expect((await show()).headline).toBe('You cancelled this order. Nothing was taken.');
      expect(await shop.runs()).not.toHaveProperty('waiting');
      await prove(shop.bank.pay(operation));
      await shop.work(2);
      expect(await show()).toMatchObject({
        state: 'cancelled',
        reason: 'It was paid after you had cancelled it.',
      });
      expect(shop.bank.holds(operation)).toBe(0);
      expect(await shop.stockOf(variantId)).toEqual({ available: 1, held: 0 });
    });

    it('cancels after paying: all of it goes back, by the books too', async () => {
      const { shop, variantId, who, operation, params, place, prove, show } = await waiting({ stock: 1 });
      await place();
      await prove(shop.bank.pay(operation));
      await shop.work();
      expect(await ending(shop.ask(cancelOrder, { who, params }))).toBe('cancelled');
      await shop.work(2);
      expect(await show()).toMatchObject({
        state: 'cancelled',
        refunded: 54_800,
        money: 'returned',
        headline: 'You cancelled this order. ₹548 goes back to you.',
      });
      expect([await shop.held(operation), shop.bank.holds(operation)]).toEqual([0, 0]);
      expect(await shop.stockOf(variantId)).toEqual({ available: 1, held: 0 });
      expect(await shop.breaks()).toEqual([]);
    });

    it('cancels after paying and before the money is taken: it never is', async () => {
      const { shop, who, operation, params, place, prove, show } = await waiting();
      await place();
      await prove(shop.bank.pay(operation));
      expect(await ending(shop.ask(cancelOrder, { who, params }))).toBe('cancelled');
      await shop.work(2);
      expect(await show()).toMatchObject({ state: 'cancelled', refunded: 0, money: 'none' });
      expect([await shop.held(operation), shop.bank.holds(operation)]).toEqual([0, 0]);
      expect(await shop.breaks()).toEqual([]);
    });
  });

  it('is cancelled when the bank does not give what it promised, and its unit is on sale again', async () => {
    const { shop, told, variantId, operation, place, prove, show } = await waiting({ stock: 1 });
    await place();
    shop.bank.says.capture = 'failed';
    await prove(shop.bank.pay(operation));
    await shop.work(2);
    expect(await show()).toMatchObject({ state: 'cancelled', money: 'none' });
    expect((await show()).headline).toMatch(/^Cancelled, because the payment could not be had\./);
    expect(await shop.stockOf(variantId)).toEqual({ available: 1, held: 0 });
    expect(await told('order.cancelled')).toBe(1);
    expect(await shop.held(operation)).toBe(0);
    expect(await shop.breaks()).toEqual([]);
  });

  describe('a provider that', () => {
    it('declines: nothing is held, with the reason', async () => {
      const { shop, variantId, place } = await waiting();
      shop.bank.says.answer = { outcome: 'declined', reason: 'Not this card.' };
      await expect(place()).rejects.toMatchObject({
        code: 'payment.declined',
        details: { reason: 'Not this card.' },
      });
      await expect(place()).rejects.toMatchObject({ code: 'payment.declined' });
      expect(await shop.stockOf(variantId)).toEqual({ available: 5, held: 0 });
    });

    it('does not answer is asked again, and the buyer gets the order with the same key', async () => {
      const { shop, variantId, place } = await waiting({ parts: { saga: { patience: 100 } } });
      shop.bank.says.answer = new Error('the line is dead');
      expect(await ending(place())).toBe('key.in-progress');
      expect(await shop.stockOf(variantId)).toEqual({ available: 4, held: 1 });
      shop.bank.says.answer = undefined;
      shop.clock.pass(1_000);
      await shop.sagas.drain();
      expect(await ending(place())).toBe('awaiting-payment');
      expect(await shop.stockOf(variantId)).toEqual({ available: 4, held: 1 });
    });

    it('has not answered for a minute is given up: nothing is taken and nothing is owed', async () => {
      const { shop, variantId, operation, place } = await waiting({ parts: { saga: { patience: 100 } } });
      shop.bank.says.answer = new Error('the line is dead');
      await ending(place());
      shop.clock.pass(60_000);
      await shop.sagas.drain();
      expect(await ending(place())).toBe('order.failed');
      expect(await shop.stockOf(variantId)).toEqual({ available: 5, held: 0 });
      expect(shop.bank.asked.has(operation)).toBe(false);
    });
  });

  it('13. the basket is edited while the buyer pays: what they paid for is theirs, the rest stays', async () => {
    const { shop, variantId, who, operation, place, prove } = await waiting({ more: { fromBasket: true } });
    const [other] = await shop.stocked(3);
    const put = (id: string, quantity: number) =>
      shop.ask(putBasketLine, { who, params: { variantId: id }, body: { quantity } });
    await put(variantId, 1);
    await place();
    await put(variantId, 0);
    await put(other!, 2);
    expect((await prove(shop.bank.pay(operation))).order.state).toBe('confirmed');
    expect((await shop.ask(getBasket, { who })).basket.lines).toMatchObject([
      { variantId: other, quantity: 2 },
    ]);
  });
});
