import { describe, expect, it } from 'vitest';
import { confirmPayment, getOrder, placeOrder, quoteOrder } from '#contracts/orders';
import { toMoney } from '#contracts/values';
import { KeysRefused } from '../../../../sdk/index.ts';
import { createTestApp, ownerOf } from '../../../test/app.ts';
import { eachDatabase } from '../../../test/database.ts';
import { ending, openOrders, person } from '../../../test/orders.ts';
import { address, visitorOf } from '../../../test/visitor.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf } from '../ledger/index.ts';

/** What no page of ours sends. Numbers are those of scripts/bad-input.json. */
eachDatabase((_name, test) => {
  const open = async () => {
    const shop = openOrders(test.db);
    const [variantId] = await shop.stocked(5);
    const untouched = async () => {
      expect(await shop.stockOf(variantId!)).toEqual({ available: 5, held: 0 });
    };
    return { shop, variantId: variantId!, who: person(), untouched };
  };

  it('1. takes no price, amount or total of the browser: the order costs what the shop says', async () => {
    const { shop, variantId, who, untouched } = await open();
    const cheap = shop.one(variantId, { expectedTotal: toMoney(100) });
    expect(await ending(shop.ask(placeOrder, { who, body: cheap }))).toBe('order.price-changed');
    await untouched();
    const lines = [{ variantId, quantity: 1, price: 1, amount: 1 }];
    const more = { lines, total: 1, prepaid: 1, onDelivery: 1, fee: -4_900, coins: 54_700 };
    const body = { ...shop.one(variantId), ...more };
    const { order } = await shop.ask(placeOrder, { who, body });
    expect(order).toMatchObject({ total: 54_800, onDelivery: 54_800, prepaid: 0, coins: { used: 0 } });
  });

  it('6. sells in no other currency than its own: the field is named, and nothing is taken', async () => {
    const { shop, variantId, who, untouched } = await open();
    for (const payment of ['cash', 'test-pay'])
      for (const currency of ['USD', 'inr', '', 1]) {
        const body = { ...shop.one(variantId, { payment }), currency };
        await expect(shop.ask(placeOrder, { who, body })).rejects.toMatchObject({
          code: 'request.invalid',
          status: 422,
          details: { fields: [{ path: 'currency' }] },
        });
      }
    await untouched();
    expect(shop.bank.asked.size).toBe(0);
  });

  it('32. sends money back that a provider took by itself, too late for a unit that is sold by then', async () => {
    const shop = openOrders(test.db);
    const [variantId] = await shop.stocked(1);
    const [who, operation] = [person(), newId()];
    const params = { id: operation };
    const online = shop.one(variantId!, { payment: 'test-pay' });
    await shop.ask(placeOrder, { who, operation, body: online });
    const proof = shop.bank.pay(operation);
    shop.clock.pass(10 * 60_000);
    await shop.sagas.drain();
    await shop.ask(placeOrder, { who: person(), body: shop.one(variantId!) });
    const paid = shop.bank.paid.get(proof.payment)!;
    shop.bank.paid.set(paid.id, { ...paid, state: 'captured' });
    await shop.ask(confirmPayment, { who, params, body: { proof } }).catch(() => undefined);
    await shop.work(2);
    expect(shop.bank.holds(operation)).toBe(0);
    expect([...shop.bank.refunds.values()].map((one) => one.amount)).toEqual([54_800]);
    expect(await shop.books.api.balance(test.db, accountOf.unapplied(paid.id))).toBe(0);
    const { order } = await shop.ask(getOrder, { who, params });
    expect(order).toMatchObject({ state: 'cancelled', headline: expect.stringContaining('too late') });
    expect(await shop.breaks()).toEqual([]);
  });

  it('25. takes cash while the keys of the provider are refused, and says why not online', async () => {
    const { shop, variantId, who } = await open();
    shop.bank.says.answer = new KeysRefused('The keys were taken back');
    const online = () =>
      ending(shop.ask(placeOrder, { who, body: shop.one(variantId, { payment: 'test-pay' }) }));
    expect(await online()).toBe('payment.declined');
    expect(await online()).toBe('payment.not-now');
    expect(await shop.stockOf(variantId)).toEqual({ available: 5, held: 0 });
    const { methods } = await shop.ask(quoteOrder, {
      body: { lines: [{ variantId, quantity: 1 }], payment: 'cash' },
    });
    expect(methods.map((one) => [one.id, one.available])).toEqual([
      ['test-pay', false],
      ['cash', true],
    ]);
    expect(await ending(shop.ask(placeOrder, { who, body: shop.one(variantId) }))).toBe('confirmed');
  });

  it('49. earns coins for the money of an order, and none for the coins that pay', async () => {
    const { shop, variantId, who } = await open();
    await shop.earned(who.accountId, 20_050);
    const body = shop.one(variantId, { useCoins: true });
    const { order } = await shop.ask(placeOrder, { who, body });
    expect(order).toMatchObject({ onDelivery: 34_750, coins: { used: 20_050, earned: 347 } });
    const pending = await shop.coins.pendingOf(test.db, [order.id]);
    expect(pending.get(order.id)).toMatchObject({ coins: 347, vested: false });
    expect(await shop.free(who.accountId)).toBe(0);
  });

  describe('a whole shop', () => {
    it('10. places no order for a request without a key, and keeps none that is no key', async () => {
      const shop = await createTestApp(test.db);
      try {
        const made = await ownerOf(shop.url).send<{ product: { variants: { id: string }[] } }>(
          'POST',
          '/api/studio/products',
          { body: { title: 'Kurta', variants: [{ options: {}, price: 89_900, stock: 1 }] } },
        );
        const lines = [{ variantId: made.body.product.variants[0]?.id, quantity: 1 }];
        const body = { lines, address, payment: 'cash-on-delivery', expectedTotal: 94_800 };
        const buyer = visitorOf(shop.url);
        for (const key of ['', ' ', 'x'.repeat(300)]) {
          const answer = await buyer.send('POST', '/api/orders', { body, key });
          expect([answer.status, answer.body.error?.code], key).toEqual([400, 'key.missing']);
        }
        const placed = await buyer.send('POST', '/api/orders', { body, key: newId() });
        expect(placed.status).toBe(200);
      } finally {
        await shop.end();
      }
    });
  });
});
