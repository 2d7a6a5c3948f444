import { describe, expect, it } from 'vitest';
import {
  cancelOrder,
  confirmPayment,
  getOrder,
  type Order,
  placeOrder,
  quoteOrder,
  resendCode,
} from '#contracts/orders';
import { toMoney } from '#contracts/values';
import { sheetProduct, sheetVariant } from '../../../test/catalog.ts';
import { type DatabaseName, eachDatabase } from '../../../test/database.ts';
import { anyone, ending, openOrders, type PlaceBody, person, type ShopParts } from '../../../test/orders.ts';
import { newId } from '../../kernel/ids.ts';

const of = (orders: readonly Order[], part: 'prepaid' | 'onDelivery' | 'total') =>
  orders.reduce((sum, one) => sum + one[part], 0);

eachDatabase((_name: DatabaseName, test) => {
  /** Two sellers' goods, ₹499 from one and ₹333.33 from the other, each a parcel with ₹49 of delivery. */
  const two = async (parts: ShopParts = {}) => {
    const shop = openOrders(test.db, parts);
    const [mine] = await shop.stocked(5);
    const variants = [sheetVariant({ stock: 5, price: 33_333 })];
    const [other] = await shop.add(sheetProduct(newId(), { variants }));
    const theirs = other!.variants[0]!.id;
    const who = person();
    const lines = [mine!, theirs].map((variantId) => ({ variantId, quantity: 1 }));
    const body = (more: Partial<PlaceBody> = {}): PlaceBody =>
      shop.one(mine!, { lines, expectedTotal: toMoney(93_033), ...more });
    const show = async (id: string) => (await shop.ask(getOrder, { who, params: { id } })).order;
    const pay = (order: Order) => {
      const proof = shop.bank.pay(order.purchaseId);
      return shop.ask(confirmPayment, { who, params: { id: order.id }, body: { proof } });
    };
    const stock = async () => [await shop.stockOf(mine!), await shop.stockOf(theirs)];
    return { shop, who, body, show, pay, stock, sellers: [shop.sellerId, other!.seller.id] };
  };
  const sold = { available: 4, held: 0 };
  const all = { available: 5, held: 0 };

  it('makes an order a seller with one payment for all, and every order has its own money in the books', async () => {
    const { shop, who, body, show, pay, stock, sellers } = await two();
    const operation = newId();
    const { order, orders } = await shop.ask(placeOrder, {
      who,
      operation,
      body: body({ payment: 'test-pay' }),
    });
    expect(orders.map((one) => one.seller.id)).toEqual(sellers);
    expect(order).toEqual(orders[0]);
    expect(orders.map((one) => [one.purchaseId, one.goods, one.delivery, one.total])).toEqual([
      [operation, 49_900, 4_900, 54_800],
      [operation, 33_333, 4_900, 38_233],
    ]);
    expect(shop.bank.asked.get(operation)).toBe(93_033);
    expect((await pay(orders[1]!)).order.state).toBe('confirmed');
    await shop.work(2);
    for (const one of orders) {
      expect(await show(one.id)).toMatchObject({
        state: 'confirmed',
        money: 'held',
        payment: { state: 'captured' },
      });
      expect(await shop.held(one.id)).toBe(one.total);
    }
    expect(await stock()).toEqual([sold, sold]);
    // One of them is cancelled: its part goes back, the other stands.
    const [first, second] = orders;
    expect(await ending(shop.ask(cancelOrder, { who, params: { id: first!.id } }))).toBe('cancelled');
    await shop.work(2);
    expect(await show(first!.id)).toMatchObject({ refunded: 54_800, money: 'returned' });
    expect(await show(second!.id)).toMatchObject({ state: 'confirmed', refunded: 0, money: 'held' });
    expect([await shop.held(first!.id), await shop.held(second!.id)]).toEqual([0, 38_233]);
    expect(shop.bank.holds(operation)).toBe(38_233);
    expect(await stock()).toEqual([all, sold]);
    expect(await shop.breaks()).toEqual([]);
  });

  it('gives one order’s part back that was cancelled before the money of all was taken', async () => {
    const { shop, who, body, show, pay } = await two();
    const { orders } = await shop.ask(placeOrder, { who, body: body({ payment: 'test-pay' }) });
    const [first, second] = orders;
    await pay(first!);
    expect(await ending(shop.ask(cancelOrder, { who, params: { id: first!.id } }))).toBe('cancelled');
    await shop.work(2);
    expect(await show(first!.id)).toMatchObject({ refunded: 54_800, money: 'returned' });
    expect(await show(second!.id)).toMatchObject({ state: 'confirmed', money: 'held' });
    expect(shop.bank.holds(first!.purchaseId)).toBe(38_233);
    expect(await shop.breaks()).toEqual([]);
  });

  it('cancels all of a purchase that waits for its one payment', async () => {
    const { shop, who, body, show, stock } = await two();
    const { orders } = await shop.ask(placeOrder, { who, body: body({ payment: 'test-pay' }) });
    expect(await stock()).toEqual([
      { available: 4, held: 1 },
      { available: 4, held: 1 },
    ]);
    expect(await ending(shop.ask(cancelOrder, { who, params: { id: orders[1]!.id } }))).toBe('cancelled');
    for (const one of orders) expect((await show(one.id)).state).toBe('cancelled');
    expect(await stock()).toEqual([all, all]);
  });

  it('says what each parcel costs beforehand', async () => {
    const { shop, who, body, sellers } = await two();
    const { lines } = body();
    const quote = await shop.ask(quoteOrder, { who, body: { lines, payment: 'cash' } });
    expect(quote).toMatchObject({ goods: 83_233, delivery: 9_800, total: 93_033, payOnDelivery: 93_033 });
    expect(quote.parcels.map((one) => [one.sellerId, one.goods, one.delivery])).toEqual([
      [sellers[0], 49_900, 4_900],
      [sellers[1], 33_333, 4_900],
    ]);
  });

  it('lets buyers of the same two sellers’ goods in opposite orders both have them', async () => {
    const { shop, body, stock } = await two();
    const { lines } = body();
    const buy = (at: number) =>
      ending(
        shop.ask(placeOrder, {
          who: person(),
          body: body({ address: anyone(), lines: at % 2 ? lines : [...lines].reverse() }),
        }),
      );
    const ends = await Promise.all(Array.from({ length: 8 }, (_, at) => buy(at)));
    expect(ends.sort()).toEqual([...Array(5).fill('confirmed'), ...Array(3).fill('stock.sold-out')]);
    expect(await stock()).toEqual([
      { available: 0, held: 0 },
      { available: 0, held: 0 },
    ]);
  });

  describe('coins', () => {
    it('pay as far as they go, shared among the orders to the paisa, and are spent when the money is taken', async () => {
      const { shop, who, body, show, pay } = await two();
      await shop.earned(who.accountId, 10_001);
      const more = { payment: 'test-pay', useCoins: true };
      const { lines } = body();
      const quote = await shop.ask(quoteOrder, { who, body: { lines, ...more } });
      expect(quote).toMatchObject({
        coins: { available: 10_001, worth: 10_001 },
        payNow: 83_032,
        payOnDelivery: 0,
      });
      const { orders } = await shop.ask(placeOrder, { who, body: body(more) });
      expect(orders.map((one) => one.coins.used)).toEqual([5_891, 4_110]);
      expect(orders.reduce((sum, one) => sum + one.coins.used, 0) + of(orders, 'prepaid')).toBe(93_033);
      expect(await shop.free(who.accountId)).toBe(0);
      await pay(orders[0]!);
      await shop.work(2);
      for (const one of orders) expect(await shop.held(one.id)).toBe(one.total);
      expect(await ending(shop.ask(cancelOrder, { who, params: { id: orders[0]!.id } }))).toBe('cancelled');
      await shop.work(2);
      expect(await shop.free(who.accountId)).toBe(5_891);
      expect((await show(orders[0]!.id)).headline).toBe(
        'You cancelled this order. ₹489.09 goes back to you. Your coins are in your wallet again.',
      );
      expect(await shop.breaks()).toEqual([]);
    });

    it('are free again when the time to pay is over', async () => {
      const { shop, who, body } = await two();
      await shop.earned(who.accountId, 10_000);
      await shop.ask(placeOrder, { who, body: body({ payment: 'test-pay', useCoins: true }) });
      expect(await shop.free(who.accountId)).toBe(0);
      shop.clock.pass(10 * 60_000);
      await shop.sagas.drain();
      expect(await shop.free(who.accountId)).toBe(10_000);
    });

    it('45. are spent in one of two tabs, and the other hears that there are fewer', async () => {
      const { shop, who, body } = await two();
      await shop.earned(who.accountId, 20_000);
      const buy = () =>
        ending(shop.ask(placeOrder, { who, body: body({ payment: 'test-pay', useCoins: true }) }));
      const ends = await Promise.all([buy(), buy()]);
      expect(ends.sort()).toEqual(['awaiting-payment', 'coins.not-enough']);
      expect(await shop.free(who.accountId)).toBe(0);
    });

    it('pay all of it: nothing is asked for, the order stands at once, and what it held goes back whole', async () => {
      const { shop, who, body, show, stock } = await two();
      await shop.earned(who.accountId, 100_000);
      const { orders } = await shop.ask(placeOrder, {
        who,
        body: body({ payment: 'test-pay', useCoins: true }),
      });
      for (const one of orders) {
        expect(one).toMatchObject({
          state: 'confirmed',
          money: 'held',
          prepaid: 0,
          onDelivery: 0,
          payment: { state: 'captured' },
        });
        expect(await show(one.id)).toEqual(one);
        expect(await shop.held(one.id)).toBe(one.total);
      }
      expect(await shop.free(who.accountId)).toBe(100_000 - 93_033);
      for (const one of orders) await shop.ask(cancelOrder, { who, params: { id: one.id } });
      expect(await shop.free(who.accountId)).toBe(100_000);
      expect(await stock()).toEqual([all, all]);
      expect(await shop.breaks()).toEqual([]);
    });

    it('7. leave nothing to pay, or a rupee at least', async () => {
      const { shop, who, body } = await two();
      await shop.earned(who.accountId, 93_000);
      const { orders } = await shop.ask(placeOrder, {
        who,
        body: body({ payment: 'test-pay', useCoins: true }),
      });
      expect(of(orders, 'prepaid')).toBe(100);
      expect(await shop.free(who.accountId)).toBe(67);
    });

    it('1. 7. a total below a rupee cannot be paid at a provider', async () => {
      const shop = openOrders(test.db);
      const [small] = await shop.add(
        sheetProduct(shop.sellerId, { variants: [sheetVariant({ price: 50, stock: 5 })] }),
      );
      await test.db.run('UPDATE catalog_variants SET price = 50 WHERE id = $1', [small!.variants[0]!.id]);
      const lines = [{ variantId: small!.variants[0]!.id, quantity: 1 }];
      const free = { fee: toMoney(0), freeFrom: null };
      const cheap = openOrders(test.db, { delivery: free });
      const asked = cheap.one(lines[0]!.variantId, { payment: 'test-pay', expectedTotal: toMoney(50) });
      expect(await ending(cheap.ask(placeOrder, { who: person(), body: asked }))).toBe('payment.too-small');
      const quote = await cheap.ask(quoteOrder, { body: { lines, payment: 'test-pay' } });
      expect(quote.methods.map((one) => [one.id, one.available])).toEqual([
        ['test-pay', false],
        ['cash', true],
      ]);
    });
  });

  describe('trust', () => {
    const one = async (trust: ShopParts['trust']) => {
      const shop = openOrders(test.db, { trust });
      const [variantId] = await shop.stocked(5);
      const who = person();
      const place = async (more: Partial<PlaceBody> = {}) =>
        shop.ask(placeOrder, { who, body: shop.one(variantId!, more) });
      return { shop, variantId: variantId!, who, place };
    };
    const codeIn = (text: string): string => /\d{6}/.exec(text)?.[0] ?? '';

    it('asks a first buyer for a code: the stock is held, and the order stands once it is typed', async () => {
      const { shop, variantId, who, place } = await one({ codeForFirst: true });
      const { order } = await place();
      expect(order).toMatchObject({
        state: 'awaiting-payment',
        onDelivery: 54_800,
        payment: { method: 'cash', state: 'pending', action: { kind: 'code' } },
        headline: 'Type the code we sent you to confirm the order; its goods are held for you meanwhile.',
      });
      const params = { id: order.id };
      const type = (code: string) => ending(shop.ask(confirmPayment, { who, params, body: { code } }));
      const code = codeIn(shop.sent[0]!.text);
      expect(await type(code === '000000' ? '111111' : '000000')).toBe('code.wrong');
      expect(await ending(shop.ask(resendCode, { who, params }))).toBe('code.too-soon');
      expect(await shop.stockOf(variantId)).toEqual({ available: 4, held: 1 });
      expect(await Promise.all([type(code), type(code)])).toEqual(['confirmed', 'confirmed']);
      await shop.work(2);
      expect(await shop.stockOf(variantId)).toEqual({ available: 4, held: 0 });
      expect((await shop.ask(getOrder, { who, params })).order).toMatchObject({
        state: 'confirmed',
        money: 'promised',
      });
      expect(await ending(shop.ask(resendCode, { who, params }))).toBe('payment.not-needed');
      expect(await shop.breaks()).toEqual([]);
    });

    it('44. a code that is never typed: the stock is on sale again, and the code is worth nothing', async () => {
      const { shop, variantId, who, place } = await one({ codeForFirst: true });
      const { order } = await place();
      shop.clock.pass(10 * 60_000);
      await shop.sagas.drain();
      expect(await shop.stockOf(variantId)).toEqual({ available: 5, held: 0 });
      const body = { code: codeIn(shop.sent[0]!.text) };
      expect(await ending(shop.ask(confirmPayment, { who, params: { id: order.id }, body }))).toBe(
        'order.expired',
      );
    });

    it('asks for a part beforehand where cash was on its way twice already, and takes the rest at the door', async () => {
      const { shop, who, place } = await one({});
      const address = anyone();
      for (let time = 0; time < 2; time++) expect(await ending(place({ address }))).toBe('confirmed');
      await expect(place({ address })).rejects.toMatchObject({
        code: 'payment.advance-first',
        details: { advance: 11_000 },
      });
      await expect(place({ address, advanceBy: 'cash' })).rejects.toMatchObject({
        code: 'payment.advance-first',
      });
      const { order } = await place({ address, advanceBy: 'test-pay' });
      expect(order).toMatchObject({ state: 'awaiting-payment', prepaid: 11_000, onDelivery: 43_800 });
      expect(shop.bank.asked.get(order.id)).toBe(11_000);
      const params = { id: order.id };
      const body = { proof: shop.bank.pay(order.id) };
      expect(await ending(shop.ask(confirmPayment, { who, params, body }))).toBe('confirmed');
      await shop.work(2);
      const shown = (await shop.ask(getOrder, { who, params })).order;
      expect(shown.headline).toBe(
        'The seller packs your order. ₹110 is paid and held by the shop; you pay ₹438 in cash when it comes.',
      );
      expect(await shop.held(order.id)).toBe(11_000);
      // Cancelled, the part comes back and the cash is not to be collected any more.
      expect(await ending(shop.ask(cancelOrder, { who, params }))).toBe('cancelled');
      await shop.work(2);
      expect([await shop.held(order.id), shop.bank.holds(order.id)]).toEqual([0, 0]);
      expect((await shop.paying.api.cashOf(test.db, [order.id])).get(order.id)?.state).toBe('void');
      expect(await shop.breaks()).toEqual([]);
    });

    it('43. takes no cash at a blocked pincode or over the limit, says why, and offers to be paid beforehand', async () => {
      for (const trust of [{ blockedPins: ['411001'] }, { cashLimit: toMoney(50_000) }]) {
        const { shop, variantId, place } = await one(trust);
        const refused = await place().catch(
          (problem: { code: string; details: { reason: string } }) => problem,
        );
        expect(refused).toMatchObject({ code: 'payment.not-for-these' });
        const address = anyone();
        const body = { lines: [{ variantId, quantity: 1 }], payment: 'cash', address };
        const { methods } = await shop.ask(quoteOrder, { body });
        expect(methods.map(({ id, available }) => [id, available])).toEqual([
          ['test-pay', true],
          ['cash', false],
        ]);
        expect(methods[1]?.reason).toMatch(/^[A-Z].*\.$/);
        expect(await ending(place({ payment: 'test-pay' }))).toBe('awaiting-payment');
      }
    });
  });

  it('17. refuses what is gone or costs nothing by now, with 409, and takes nothing', async () => {
    const { shop, who, body, stock } = await two();
    const place = () => shop.ask(placeOrder, { who, body: body() });
    const [mine] = body().lines;
    await test.db.run('UPDATE catalog_variants SET price = 0 WHERE id = $1', [mine!.variantId]);
    await expect(place()).rejects.toMatchObject({
      code: 'order.not-for-sale',
      status: 409,
      details: { variantId: mine!.variantId },
    });
    await test.db.run('UPDATE catalog_variants SET price = 49900 WHERE id = $1', [mine!.variantId]);
    await test.db.run(
      "UPDATE catalog_products SET state = 'removed' WHERE id = (SELECT product_id FROM catalog_variants WHERE id = $1)",
      [mine!.variantId],
    );
    await expect(place()).rejects.toMatchObject({ code: 'order.not-for-sale', status: 409 });
    expect(await stock()).toEqual([all, all]);
  });

  it('4. refuses a total that cannot be counted exactly, before any order', async () => {
    const { shop, who, body } = await two();
    const [mine] = body().lines;
    await test.db.run('UPDATE catalog_variants SET price = $2 WHERE id = $1', [
      mine!.variantId,
      Number.MAX_SAFE_INTEGER,
    ]);
    const lines = [{ variantId: mine!.variantId, quantity: 2 }];
    await expect(shop.ask(placeOrder, { who, body: body({ lines }) })).rejects.toMatchObject({
      code: 'request.invalid',
      status: 422,
    });
    expect(await shop.runs()).not.toHaveProperty('running');
  });

  it('11. the key of another buyer is another key: each has an order of their own', async () => {
    const { shop, body } = await two();
    const ids = await Promise.all(
      [newId(), newId()].map(async (operation) =>
        (
          await shop.ask(placeOrder, { who: person(), operation, body: body({ address: anyone() }) })
        ).orders.map((one) => one.id),
      ),
    );
    expect(new Set(ids.flat()).size).toBe(4);
  });
});
