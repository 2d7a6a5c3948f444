import { describe, expect, it } from 'vitest';
import { getBasket, getOrder, placeOrder, putBasketLine } from '#contracts/orders';
import { toMoney } from '#contracts/values';
import { eachDatabase } from '../../../test/database.ts';
import { ending, openOrders, person } from '../../../test/orders.ts';
import { newId } from '../../kernel/ids.ts';

eachDatabase((_name, test) => {
  it('sells: the order, its stock, the cash it is worth and the news of it are there together', async () => {
    const shop = openOrders(test.db);
    const [small] = await shop.stocked(3);
    const who = person();
    const operation = newId();
    const body = shop.one(small!);
    const { order, orders } = await shop.ask(placeOrder, { who, operation, body });
    expect(orders).toEqual([order]);
    expect(order).toMatchObject({
      id: operation,
      purchaseId: operation,
      state: 'confirmed',
      goods: 49_900,
      delivery: 4_900,
      fee: 0,
      total: 54_800,
      payment: { method: 'cash', title: 'Cash on delivery', state: 'authorised', action: null },
      seller: { id: shop.sellerId, name: 'Meera Designs' },
      coins: { used: 0, earned: 548, vested: false },
      prepaid: 0,
      onDelivery: 54_800,
      money: 'promised',
      headline: 'The seller packs your order. You pay ₹548 in cash when it comes.',
      can: ['cancel'],
      address: body.address,
      lines: [
        { variantId: small, quantity: 1, price: 49_900, sellerId: shop.sellerId, options: { size: 'S0' } },
      ],
      history: [{ state: 'confirmed', at: order.placedAt }],
    });
    expect(order.number).toMatch(/^LEO-[0-9A-HJKMNP-TV-Z]{6}$/);
    expect((await shop.ask(getOrder, { who, params: { id: operation } })).order).toEqual(order);
    expect(await shop.stockOf(small!)).toEqual({ available: 2, held: 0 });
    const cash = await shop.paying.api.cashOf(test.db, [operation]);
    expect(cash.get(operation)).toMatchObject({ state: 'promised', amount: 54_800 });
    expect(await shop.told('order.confirmed')).toMatchObject([
      { orderId: operation, buyerId: who.accountId, city: 'Pune' },
    ]);
    expect(shop.saved.get(who.accountId)).toEqual(body.address);
    expect(await shop.runs()).toEqual({ done: 1 });
    expect(await shop.breaks()).toEqual([]);
  });

  it('the last unit: of 50 buyers at once 20 get the 20 units, and 30 hear that they are gone', async () => {
    const shop = openOrders(test.db);
    const [hot] = await shop.stocked(20);
    const buyers = Array.from({ length: 50 }, () =>
      shop.ask(placeOrder, { who: person(), body: shop.one(hot!) }),
    );
    const ends = await Promise.all(buyers.map(ending));
    expect(ends.filter((end) => end === 'confirmed')).toHaveLength(20);
    expect(ends.filter((end) => end === 'stock.sold-out')).toHaveLength(30);
    expect(await shop.stockOf(hot!)).toEqual({ available: 0, held: 0 });
    const rows = await test.db.rows('SELECT order_id FROM orders_lines WHERE variant_id = $1', [hot!]);
    expect(rows).toHaveLength(20);
  });

  it('8. gives one order to one key, however often and however close together it is sent', async () => {
    const shop = openOrders(test.db);
    const other = openOrders(test.db);
    const [small] = await shop.stocked(5);
    const [who, operation, body] = [person(), newId(), shop.one(small!)];
    const send = (at: typeof shop) => at.ask(placeOrder, { who, operation, body });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, time) => send(time % 2 ? shop : other)));
    answers.push(await send(shop));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await shop.stockOf(small!)).toEqual({ available: 4, held: 0 });
  });

  it('answers a repeated key with its order even when its unit was the last', async () => {
    const shop = openOrders(test.db);
    const [last] = await shop.stocked(1);
    const asked = { who: person(), operation: newId(), body: shop.one(last!) };
    const first = await shop.ask(placeOrder, asked);
    expect(await shop.ask(placeOrder, asked)).toEqual(first);
  });

  it('9. refuses a key that was used for something else', async () => {
    const shop = openOrders(test.db);
    const [small] = await shop.stocked(5);
    const asked = { who: person(), operation: newId(), body: shop.one(small!) };
    await shop.ask(placeOrder, asked);
    for (const body of [
      shop.one(small!, { remember: false }),
      shop.one(small!, { expectedTotal: toMoney(1) }),
    ])
      await expect(shop.ask(placeOrder, { ...asked, body })).rejects.toMatchObject({
        code: 'key.reused',
        status: 422,
      });
  });

  it.each([0, -1, 1.5, '2', Number.NaN, 100, 1e9, null])(
    '3. refuses a quantity of %s and names the field',
    async (quantity) => {
      const shop = openOrders(test.db);
      const [small] = await shop.stocked(5);
      const body = { ...shop.one(small!), lines: [{ variantId: small, quantity }] };
      await expect(shop.ask(placeOrder, { who: person(), body })).rejects.toMatchObject({
        code: 'request.invalid',
        details: { fields: [{ path: 'lines.0.quantity' }] },
      });
    },
  );

  it('2. the price moved while paying: refused with both totals, and nothing is taken', async () => {
    const shop = openOrders(test.db);
    const [small] = await shop.stocked(5);
    const body = shop.one(small!, { expectedTotal: toMoney(44_800) });
    await expect(shop.ask(placeOrder, { who: person(), body })).rejects.toMatchObject({
      code: 'order.price-changed',
      details: { seen: 44_800, now: 54_800, lines: [{ variantId: small, price: 49_900 }] },
    });
    expect(await shop.stockOf(small!)).toEqual({ available: 5, held: 0 });
    expect(await shop.runs()).not.toHaveProperty('running');
  });

  it('refuses a way of paying the shop does not have, and a variant that is not there', async () => {
    const shop = openOrders(test.db);
    const [small] = await shop.stocked(5);
    const place = (body: unknown) => ending(shop.ask(placeOrder, { who: person(), body }));
    expect(await place(shop.one(small!, { payment: 'magic' }))).toBe('payment.unknown-method');
    expect(await place(shop.one(newId()))).toBe('order.not-for-sale');
    expect(await place(shop.one(small!, { payment: 'CASH' }))).toBe('payment.unknown-method');
    expect(await place({ ...shop.one(small!), lines: [] })).toBe('request.invalid');
  });

  it('takes what was bought out of the basket, and leaves the rest in it', async () => {
    const shop = openOrders(test.db);
    const [small, large] = await shop.stocked(5, 5);
    const who = person();
    for (const variantId of [small!, large!])
      await shop.ask(putBasketLine, { who, params: { variantId }, body: { quantity: 1 } });
    await shop.ask(placeOrder, { who, body: shop.one(small!) });
    expect((await shop.ask(getBasket, { who })).basket.lines).toHaveLength(2);
    await shop.ask(placeOrder, { who, body: shop.one(small!, { fromBasket: true }) });
    expect((await shop.ask(getBasket, { who })).basket.lines).toMatchObject([{ variantId: large }]);
  });

  it('sells a basket once, however many windows it is checked out in', async () => {
    const shop = openOrders(test.db);
    const [small] = await shop.stocked(5);
    const who = person();
    await shop.ask(putBasketLine, { who, params: { variantId: small! }, body: { quantity: 1 } });
    const body = shop.one(small!, { fromBasket: true });
    const windows = Array.from({ length: 3 }, () => ending(shop.ask(placeOrder, { who, body })));
    const ends = await Promise.all(windows);
    expect(ends.sort()).toEqual(['basket.changed', 'basket.changed', 'confirmed']);
    expect(await shop.stockOf(small!)).toEqual({ available: 4, held: 0 });
  });

  it('forgets the address when the buyer says so', async () => {
    const shop = openOrders(test.db);
    const [small] = await shop.stocked(5);
    const who = person();
    await shop.ask(placeOrder, { who, body: shop.one(small!, { remember: false }) });
    expect(shop.saved.has(who.accountId)).toBe(false);
  });

  it('adds up two lines of one variant', async () => {
    const shop = openOrders(test.db);
    const [small] = await shop.stocked(3);
    const lines = [
      { variantId: small!, quantity: 1 },
      { variantId: small!, quantity: 1 },
    ];
    const body = shop.one(small!, { lines, expectedTotal: toMoney(104_700) });
    const { order } = await shop.ask(placeOrder, { who: person(), body });
    expect(order.lines).toMatchObject([{ variantId: small, quantity: 2 }]);
    expect(await shop.stockOf(small!)).toEqual({ available: 1, held: 0 });
  });

  describe('the number', () => {
    it('has one letter more where another order has it', async () => {
      const shop = openOrders(test.db);
      const [small] = await shop.stocked(3);
      const ids = ['0', '1'].map((first) => `${first}${newId().slice(1, 24)}00005cafe123`);
      const numbers: string[] = [];
      for (const operation of ids)
        numbers.push(
          (await shop.ask(placeOrder, { who: person(), operation, body: shop.one(small!) })).order.number,
        );
      expect(numbers[1]).toHaveLength((numbers[0]?.length ?? 0) + 1);
    });
  });
});
