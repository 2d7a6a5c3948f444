import { expect, it } from 'vitest';
import {
  cancelOrder,
  getBasket,
  getOrder,
  listOrders,
  listStudioOrders,
  moveOrder,
  type Order,
  placeOrder,
  putBasketLine,
  quoteOrder,
} from '#contracts/orders';
import { toMoney } from '#contracts/values';
import { sheetProduct } from '../../../test/catalog.ts';
import { eachDatabase } from '../../../test/database.ts';
import { ending, openOrders, person } from '../../../test/orders.ts';
import { newId } from '../../kernel/ids.ts';
import type { Who } from '../../kernel/who.ts';

/** A buyer may pay beforehand as often as they like. */
const online = (shop: ReturnType<typeof openOrders>, variantId: string) =>
  shop.one(variantId, { payment: 'test-pay' });

eachDatabase((_name, test) => {
  const sold = async (stock = 5) => {
    const shop = openOrders(test.db);
    const [variantId] = await shop.stocked(stock);
    const buyer = person();
    const seller: Who = { ...person('seller'), accountId: shop.sellerId };
    const { order } = await shop.ask(placeOrder, { who: buyer, body: shop.one(variantId!) });
    const params = { id: order.id };
    const moveTo = (to: string, who = seller) => ending(shop.ask(moveOrder, { who, params, body: { to } }));
    const cancel = (who = buyer) => ending(shop.ask(cancelOrder, { who, params }));
    return { shop, variantId: variantId!, buyer, seller, order, params, moveTo, cancel };
  };

  it('shows an order to its buyer, its seller and operators; for others it does not exist', async () => {
    const { shop, buyer, seller, order, params } = await sold();
    expect((await shop.ask(getOrder, { who: buyer, params })).order).toEqual(order);
    for (const who of [seller, person('operator')]) {
      const shown = (await shop.ask(getOrder, { who, params })).order;
      expect(shown).toEqual({ ...order, can: ['pack', 'cancel'] });
    }
    for (const who of [person(), person('seller')]) {
      await expect(shop.ask(getOrder, { who, params })).rejects.toMatchObject({
        code: 'order.unknown',
        status: 404,
      });
      expect(await ending(shop.ask(cancelOrder, { who, params }))).toBe('order.unknown');
    }
    expect(await ending(shop.ask(moveOrder, { who: person('seller'), params, body: { to: 'packed' } }))).toBe(
      'order.unknown',
    );
    expect(await ending(shop.ask(getOrder, { who: buyer, params: { id: newId() } }))).toBe('order.unknown');
  });

  it('goes from the seller’s table to the buyer’s door, and each step is told', async () => {
    const { shop, buyer, seller, params, order, moveTo } = await sold();
    expect(await moveTo('shipped')).toBe('order.wrong-move');
    for (const to of ['packed', 'packed', 'shipped', 'delivered']) {
      shop.clock.pass(1_000);
      expect(await moveTo(to)).toBe(to);
    }
    const { order: now } = await shop.ask(getOrder, { who: buyer, params });
    expect(now.history.map(({ state, at }) => [state, at - order.placedAt])).toEqual([
      ['confirmed', 0],
      ['packed', 1_000],
      ['shipped', 3_000],
      ['delivered', 4_000],
    ]);
    const moves = (await shop.told('order.moved')).filter((one) => one.orderId === order.id);
    expect(moves.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      'confirmed > packed',
      'packed > shipped',
      'shipped > delivered',
    ]);
    expect(seller.role).toBe('seller');
  });

  it('gives units and payment back when the buyer cancels, once', async () => {
    const { shop, variantId, buyer, order, params, cancel } = await sold(1);
    expect(await Promise.all([cancel(), cancel(), cancel()])).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
    ]);
    expect(await shop.stockOf(variantId)).toEqual({ available: 1, held: 0 });
    expect((await shop.ask(getOrder, { who: buyer, params })).order.payment.state).toBe('void');
    expect((await shop.told('order.cancelled')).filter((one) => one.orderId === order.id)).toHaveLength(1);
    const cash = await shop.paying.api.cashOf(test.db, [order.id]);
    expect(cash.get(order.id)?.state).toBe('void');
  });

  it('lets the buyer cancel until it is packed, the seller until it is shipped', async () => {
    const first = await sold();
    await first.moveTo('packed');
    expect(await first.cancel()).toBe('order.wrong-move');
    expect(await first.moveTo('cancelled')).toBe('cancelled');
    expect(await first.shop.stockOf(first.variantId)).toEqual({ available: 5, held: 0 });
    const second = await sold();
    await second.moveTo('packed');
    await second.moveTo('shipped');
    expect(await second.moveTo('cancelled')).toBe('order.wrong-move');
    expect(await second.cancel(person('operator'))).toBe('order.wrong-move');
    expect(await second.shop.stockOf(second.variantId)).toEqual({ available: 4, held: 0 });
  });

  it('lists a buyer’s orders newest first, page by page, each once', async () => {
    const { shop, buyer, variantId, order } = await sold(9);
    const placed = [order.id];
    for (let more = 0; more < 4; more++) {
      // Two of the same millisecond are in the list too.
      if (more !== 2) shop.clock.pass(5);
      placed.push((await shop.ask(placeOrder, { who: buyer, body: online(shop, variantId) })).order.id);
    }
    const seen: Order[] = [];
    let cursor: string | undefined;
    do {
      const page = await shop.ask(listOrders, { who: buyer, query: { limit: 2, cursor } });
      seen.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen.map((one) => one.id).sort()).toEqual(placed.sort());
    expect(seen.map((one) => one.placedAt)).toEqual(seen.map((one) => one.placedAt).sort((a, b) => b - a));
    expect(await shop.ask(listOrders, { who: person() })).toEqual({ items: [], next: null });
    expect(await shop.ask(listOrders)).toEqual({ items: [], next: null });
  });

  it.each(['x', '!!', Buffer.from('1 2').toString('base64url')])('refuses the cursor %s', async (cursor) => {
    const { shop, buyer } = await sold();
    await expect(shop.ask(listOrders, { who: buyer, query: { cursor } })).rejects.toMatchObject({
      code: 'request.bad-query',
      details: { fields: [{ path: 'cursor' }] },
    });
  });

  it('lists a seller’s own orders, by state and by sale; operators see all', async () => {
    const { shop, seller, variantId } = await sold(9);
    const [other] = await shop.add(sheetProduct(newId()));
    const saleId = newId();
    const lines = [...(await shop.stocked(5, 5)), other!.variants[0]!.id].map((id) => ({
      variantId: id,
      quantity: 1,
    }));
    // Two parcels: ₹998 of goods from one seller and ₹499 from the other, each with its delivery.
    const body = shop.one(variantId, { lines, saleId, expectedTotal: toMoney(159_500) });
    shop.clock.pass(1);
    const { orders } = await shop.ask(placeOrder, { who: person(), body });
    const [mine, theirs] = orders.map((one) => one.id);
    const list = async (who: Who, query: object = {}) =>
      (await shop.ask(listStudioOrders, { who, query: query as never })).items.map((one) => one.id);
    expect(await list(seller)).toHaveLength(2);
    expect((await list(seller))[0]).toBe(mine);
    expect(await list(seller, { saleId })).toEqual([mine]);
    expect(await list(seller, { state: 'packed' })).toEqual([]);
    await shop.ask(moveOrder, { who: seller, params: { id: mine! }, body: { to: 'packed' } });
    expect(await list(seller, { state: 'packed' })).toEqual([mine]);
    expect(await list({ ...person('seller'), accountId: other!.seller.id })).toEqual([theirs]);
    expect(await list(person('seller'))).toEqual([]);
    expect((await list(person('operator'), { saleId })).sort()).toEqual([mine, theirs].sort());
    const [first] = (await shop.ask(listStudioOrders, { who: seller, query: { limit: 1 } })).items;
    expect(first?.lines).toHaveLength(2);
  });

  it('finds orders by number, name, phone and tracking number, or the beginning of one', async () => {
    const { shop, seller, order, moveTo } = await sold();
    const name = `Zoya ${order.id.slice(-6)}`;
    const address = {
      ...order.address,
      name,
      phone: `+9196${order.id.replaceAll(/\D/g, '').padEnd(8, '1').slice(0, 8)}`,
    };
    const [variantId] = await shop.stocked(5);
    const { order: hers } = await shop.ask(placeOrder, {
      who: person(),
      body: shop.one(variantId!, { address }),
    });
    await moveTo('packed');
    const body = { to: 'shipped', courier: 'Blue Dart', tracking: `AWB%_${order.id.slice(0, 8)}` };
    await shop.ask(moveOrder, { who: seller, params: { id: order.id }, body });
    const find = async (q: string, more: object = {}) =>
      (await shop.ask(listStudioOrders, { who: seller, query: { q, ...more } as never })).items.map(
        (one) => one.id,
      );
    expect(await find(order.number)).toEqual([order.id]);
    expect(await find(order.number.toLowerCase())).toEqual([order.id]);
    expect(await find(order.number.slice(4))).toEqual([order.id]);
    expect(await find('ZOYA')).toEqual([hers.id]);
    expect(await find(address.phone)).toEqual([hers.id]);
    expect(await find(address.phone.slice(3, 12))).toEqual([hers.id]);
    expect(await find(body.tracking)).toEqual([order.id]);
    expect(await find(body.tracking.slice(0, 9))).toEqual([order.id]);
    // 67: wildcards are letters like others.
    expect(await find('%')).toEqual([]);
    expect(await find('_')).toEqual([]);
    expect(await find('ZOYA', { paid: 'cod' })).toEqual([hers.id]);
    expect(await find('ZOYA', { paid: 'prepaid' })).toEqual([]);
  });

  it('asks the database a fixed number of times for a page, however many orders are on it', async () => {
    const { shop, buyer, variantId } = await sold(60);
    const count = async () => {
      let asked = 0;
      const rows = (sql: string, binds?: readonly never[]) => {
        asked += 1;
        return test.db.rows(sql, binds);
      };
      await openOrders({ ...test.db, rows } as typeof test.db).ask(listOrders, { who: buyer });
      return asked;
    };
    const body = online(shop, variantId);
    await shop.ask(placeOrder, { who: buyer, body });
    const few = await count();
    for (let more = 0; more < 20; more++) await shop.ask(placeOrder, { who: buyer, body });
    expect(await count()).toBe(few);
    // The orders, their lines, their payments, their cash, and what is still to be done for them.
    expect(few).toBe(5);
  });

  it('keeps a basket with today’s prices, and forgets what is gone', async () => {
    const shop = openOrders(test.db);
    const [small, large] = await shop.stocked(5, 0);
    const who = person();
    const put = (variantId: string, quantity: number) =>
      shop.ask(putBasketLine, { who, params: { variantId }, body: { quantity } });
    await put(small!, 1);
    shop.clock.pass(1);
    await put(large!, 2);
    const { basket } = await put(small!, 3);
    expect(basket).toMatchObject({
      lines: [
        { variantId: small, quantity: 3, available: 5, price: 49_900 },
        { variantId: large, quantity: 2, available: 0 },
      ],
      goods: 249_500,
      delivery: 0,
      total: 249_500,
    });
    expect(await ending(put(newId(), 1) as never)).toBe('variant.unknown');
    await test.db.run("UPDATE catalog_products SET state = 'removed'");
    expect((await shop.ask(getBasket, { who })).basket).toEqual({
      lines: [],
      goods: 0,
      delivery: 0,
      total: 0,
    });
    await test.db.run("UPDATE catalog_products SET state = 'published'");
    await put(large!, 0);
    expect((await shop.ask(getBasket, { who })).basket.lines).toMatchObject([{ variantId: small }]);
    expect((await shop.ask(getBasket)).basket.lines).toEqual([]);
  });

  it.each([-1, 1.5, '2', 100])('refuses to put %s of something into the basket', async (quantity) => {
    const shop = openOrders(test.db);
    const [small] = await shop.stocked(5);
    const asked = { who: person(), params: { variantId: small! }, body: { quantity } };
    await expect(shop.ask(putBasketLine, asked)).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('holds fifty different things in a basket and no more', async () => {
    const shop = openOrders(test.db);
    const ids = await shop.stocked(...Array.from({ length: 51 }, () => 1));
    const who = person();
    const put = (variantId: string) =>
      shop.ask(putBasketLine, { who, params: { variantId }, body: { quantity: 1 } });
    for (const id of ids.slice(0, 50)) await put(id);
    await expect(put(ids[50]!)).rejects.toMatchObject({ code: 'basket.full' });
    expect((await put(ids[0]!)).basket.lines).toHaveLength(50);
  });

  it('brings a visitor’s basket and orders along when they sign in', async () => {
    const { shop, buyer, variantId, order } = await sold();
    const [both] = await shop.stocked(9);
    const account = person();
    const put = (who: Who, id: string, quantity: number) =>
      shop.ask(putBasketLine, { who, params: { variantId: id }, body: { quantity } });
    await put(buyer, variantId, 2);
    await put(buyer, both!, 1);
    await put(account, both!, 4);
    for (let time = 0; time < 2; time++) {
      await shop.api.adoptBasket(buyer.accountId, account.accountId);
      await shop.api.adoptOrders(buyer.accountId, account.accountId);
    }
    const { basket } = await shop.ask(getBasket, { who: account });
    expect(new Map(basket.lines.map((line) => [line.variantId, line.quantity]))).toEqual(
      new Map([
        [variantId, 2],
        [both, 4],
      ]),
    );
    expect((await shop.ask(getBasket, { who: buyer })).basket.lines).toEqual([]);
    expect((await shop.ask(listOrders, { who: account })).items.map((one) => one.id)).toEqual([order.id]);
  });

  it('says beforehand what a checkout will cost, in every way it can be paid', async () => {
    const shop = openOrders(test.db);
    const [small] = await shop.stocked(5);
    shop.bank.says.fee = 1_500;
    const body = { lines: [{ variantId: small!, quantity: 1 }], payment: 'test-pay' };
    const way = { available: true, reason: null, advance: 0, code: false };
    expect(await shop.ask(quoteOrder, { body })).toEqual({
      goods: 49_900,
      delivery: 4_900,
      fee: 1_500,
      total: 56_300,
      coins: { available: 0, worth: 0 },
      payNow: 56_300,
      payOnDelivery: 0,
      parcels: [{ sellerId: shop.sellerId, seller: 'Meera Designs', goods: 49_900, delivery: 4_900 }],
      methods: [
        { id: 'test-pay', title: 'Test pay', kind: 'online', fee: 1_500, ...way },
        { id: 'cash', title: 'Cash on delivery', kind: 'on-delivery', fee: 0, ...way },
      ],
    });
    const { order } = await shop.ask(placeOrder, {
      who: person(),
      body: shop.one(small!, { payment: 'test-pay', expectedTotal: toMoney(56_300) }),
    });
    expect(order).toMatchObject({ fee: 1_500, total: 56_300, prepaid: 56_300 });
  });
});
