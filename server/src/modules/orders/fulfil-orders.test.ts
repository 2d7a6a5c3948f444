import { expect, it } from 'vitest';
import {
  cancelOrder,
  confirmPayment,
  getOrder,
  moveOrder,
  moveOrders,
  type Order,
  packingList,
  placeOrder,
  satisfied,
} from '#contracts/orders';
import { eachDatabase } from '../../../test/database.ts';
import { anyone, ending, openOrders, person } from '../../../test/orders.ts';
import type { Database } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import type { Who } from '../../kernel/who.ts';

const hour = 3_600_000;

eachDatabase((_name, test) => {
  const sold = async (payment: 'cash' | 'test-pay' = 'cash', more = {}) => {
    const shop = openOrders(test.db);
    const [variantId] = await shop.stocked(5);
    const who = person();
    const seller: Who = { ...person('seller'), accountId: shop.sellerId };
    await shop.earned(who.accountId, 10_000);
    const body = shop.one(variantId!, { payment, ...more });
    const { order } = await shop.ask(placeOrder, { who, body });
    const params = { id: order.id };
    if (payment === 'test-pay') {
      const proof = shop.bank.pay(order.id);
      await shop.ask(confirmPayment, { who, params, body: { proof } });
      await shop.work();
    }
    const show = async (as = who) => (await shop.ask(getOrder, { who: as, params })).order;
    const move = (to: string, body: object = {}) =>
      ending(shop.ask(moveOrder, { who: seller, params, body: { to, ...body } }));
    const along = async (...states: string[]) => {
      for (const to of states) expect(await move(to)).toBe(to);
    };
    const beSatisfied = (as = who) => ending(shop.ask(satisfied, { who: as, params }));
    const moves = async () => (await shop.told('order.moved')).filter((one) => one.orderId === order.id);
    const completions = async () =>
      (await shop.told('order.completed')).filter((one) => one.orderId === order.id);
    return {
      shop,
      variantId: variantId!,
      who,
      seller,
      order,
      params,
      show,
      move,
      along,
      beSatisfied,
      moves,
      completions,
    };
  };

  it('brings an order that is paid beforehand to its buyer, who is satisfied, once', async () => {
    const { shop, show, seller, order, move, along, beSatisfied, moves, completions } =
      await sold('test-pay');
    expect((await show(seller)).can).toEqual(['pack', 'cancel']);
    expect(await beSatisfied()).toBe('order.wrong-move');
    await along('packed');
    expect(await move('shipped', { courier: 'Blue Dart', tracking: ' 770  112 ' })).toBe('shipped');
    expect((await show()).shipment).toMatchObject({
      courier: 'blue-dart',
      tracking: '770 112',
      deliveredAt: null,
    });
    expect((await show()).can).toEqual(['dispute']);
    await along('delivered', 'delivered');
    const delivered = await show();
    expect(delivered).toMatchObject({ state: 'delivered', completesAt: shop.clock.now() + 48 * hour });
    expect(delivered.can).toEqual(['satisfied', 'return', 'dispute']);
    expect(await Promise.all([beSatisfied(), beSatisfied()])).toEqual(['completed', 'completed']);
    expect(await beSatisfied(person())).toBe('order.unknown');
    expect(await completions()).toMatchObject([{ by: 'buyer', sellerId: shop.sellerId, orderId: order.id }]);
    expect((await moves()).map(({ from, to }) => `${from} > ${to}`)).toEqual([
      'confirmed > packed',
      'packed > shipped',
      'shipped > delivered',
      'delivered > completed',
    ]);
    expect((await moves())[0]).toMatchObject({
      sellerId: shop.sellerId,
      cod: false,
      pin: '411001',
    });
    expect((await show()).can).toEqual(['return']);
    shop.clock.pass(8 * 24 * hour);
    expect((await show()).can).toEqual([]);
  });

  it('takes the cash at the door, with the coins that pay beside it, and says whose it is meanwhile', async () => {
    const { shop, who, show, order, along } = await sold('cash', { useCoins: true });
    expect(order).toMatchObject({ coins: { used: 10_000, earned: 448 }, onDelivery: 44_800, prepaid: 0 });
    expect(await shop.free(who.accountId)).toBe(0);
    shop.clock.pass(5 * 24 * hour);
    await along('packed', 'shipped');
    expect((await show()).shipment).toMatchObject({ courier: 'by-hand', tracking: order.number });
    await along('delivered');
    expect(await shop.held(order.id)).toBe(54_800);
    expect(await shop.books.api.balance(test.db, `1150:by-hand/${order.number}`)).toBe(44_800);
    expect(await show()).toMatchObject({ money: 'held', payment: { state: 'captured' } });
    expect(await shop.free(who.accountId)).toBe(0);
    expect(await shop.breaks()).toEqual([]);
  });

  it('completes by itself when the time is over, never before, and not while something is open', async () => {
    const { shop, order, show, along, completions } = await sold();
    await along('packed', 'shipped', 'delivered');
    shop.clock.pass(48 * hour - 1);
    await shop.run('orders.complete');
    expect((await show()).state).toBe('delivered');
    shop.clock.pass(1);
    await shop.inTx((tx) => shop.api.setDisputed(tx, order.id, true));
    await shop.run('orders.complete');
    expect(await show()).toMatchObject({ state: 'delivered', disputed: true, can: [] });
    expect((await show()).headline).toMatch(/^In dispute/);
    await shop.inTx((tx) => shop.api.setDisputed(tx, order.id, false));
    await test.db.run('UPDATE orders_orders SET returning_goods = 1 WHERE id = $1', [order.id]);
    await shop.run('orders.complete');
    expect((await show()).state).toBe('delivered');
    await test.db.run('UPDATE orders_orders SET returning_goods = 0 WHERE id = $1', [order.id]);
    await Promise.all([shop.run('orders.complete'), shop.run('orders.complete')]);
    expect((await show()).state).toBe('completed');
    expect(await completions()).toMatchObject([{ by: 'time' }]);
  });

  it('waits for the ruling while it is in dispute, and ends with it', async () => {
    const { shop, order, show, along, beSatisfied } = await sold();
    await along('packed', 'shipped', 'delivered');
    await shop.inTx((tx) => shop.api.setDisputed(tx, order.id, true));
    expect(await beSatisfied()).toBe('order.disputed');
    const rule = () =>
      shop.inTx((tx) => shop.api.complete(tx, { orderId: order.id, by: 'ruling', at: shop.clock.now() }));
    expect([await rule(), await rule()]).toEqual([true, false]);
    expect(await show()).toMatchObject({ state: 'completed', disputed: false });
    expect(await shop.api.completedAfter(test.db, null, 1_000)).toContain(order.id);
  });

  it('42. delivered twice, come back after delivery, delivered after coming back: once, or refused', async () => {
    const { shop, variantId, who, order, show, move, along, moves } = await sold('cash', {
      useCoins: true,
    });
    await along('packed', 'shipped');
    expect(await move('rto', { reason: 'Nobody was at home.', cause: 'not-home' })).toBe('rto');
    expect(await move('rto')).toBe('rto');
    expect(await move('delivered')).toBe('order.wrong-move');
    expect(await shop.stockOf(variantId)).toEqual({ available: 5, held: 0 });
    expect(await shop.free(who.accountId)).toBe(10_000);
    expect(await moves()).toMatchObject([
      {},
      {},
      { from: 'shipped', to: 'rto', cause: 'not-home', cod: true },
    ]);
    expect(await show()).toMatchObject({
      state: 'rto',
      money: 'none',
      payment: { state: 'void' },
      reason: 'Nobody was at home.',
    });
    expect(await shop.held(order.id)).toBe(0);
    const other = await sold();
    await other.along('packed', 'shipped', 'delivered', 'delivered');
    expect(await other.move('rto')).toBe('order.wrong-move');
    expect(await other.shop.held(other.order.id)).toBe(54_800);
    expect(await shop.breaks()).toEqual([]);
  });

  it('gives back what was paid beforehand when the parcel comes back, coins and money', async () => {
    const { shop, variantId, who, order, show, move, along } = await sold('test-pay', { useCoins: true });
    await along('packed', 'shipped');
    expect(await move('rto')).toBe('rto');
    await shop.work(2);
    expect(await show()).toMatchObject({ state: 'rto', refunded: 44_800, money: 'returned' });
    expect([await shop.held(order.id), shop.bank.holds(order.id)]).toEqual([0, 0]);
    expect(await shop.free(who.accountId)).toBe(10_000);
    expect(await shop.stockOf(variantId)).toEqual({ available: 5, held: 0 });
    expect(await shop.breaks()).toEqual([]);
  });

  it('moves many at once: what cannot be moved is named, the rest is moved', async () => {
    const { shop, seller, order } = await sold();
    const [variantId] = await shop.stocked(5);
    const more: Order[] = [];
    for (let time = 0; time < 3; time++)
      more.push((await shop.ask(placeOrder, { who: person(), body: shop.one(variantId!) })).order);
    const strange = newId();
    await shop
      .ask(cancelOrder, { who: { ...person(), accountId: more[2]!.id }, params: { id: more[2]!.id } })
      .catch(() => null);
    await shop.ask(moveOrder, {
      who: seller,
      params: { id: more[2]!.id },
      body: { to: 'cancelled', reason: 'Torn.' },
    });
    const ids = [order.id, more[0]!.id, more[0]!.id, more[1]!.id, more[2]!.id, strange];
    const { moved, refused } = await shop.ask(moveOrders, { who: seller, body: { ids, to: 'packed' } });
    expect(moved).toEqual([order.id, more[0]!.id, more[1]!.id]);
    expect(refused.map(({ id, code }) => [id, code])).toEqual([
      [more[2]!.id, 'order.wrong-move'],
      [strange, 'order.unknown'],
    ]);
    const other = person('seller');
    const stolen = await shop.ask(moveOrders, { who: other, body: { ids: [order.id], to: 'shipped' } });
    expect(stolen.moved).toEqual([]);
  });

  it('lists what is to be packed, by variant and by parcel, and leaves out what is not paid yet', async () => {
    const { shop, seller, variantId, order } = await sold();
    const saleId = newId();
    const place = (more: object) =>
      shop.ask(placeOrder, { who: person(), body: shop.one(variantId, { address: anyone(), ...more }) });
    const { order: second } = await place({ saleId });
    await place({ payment: 'test-pay' });
    const list = (query: object = {}) => shop.ask(packingList, { who: seller, query: query as never });
    const all = await list();
    expect(all.orders.map((one) => one.id)).toEqual([order.id, second.id]);
    expect(all.items).toMatchObject([{ variantId, quantity: 2, options: { size: 'S0' } }]);
    expect((await list({ saleId })).orders.map((one) => one.id)).toEqual([second.id]);
    expect((await shop.ask(packingList, { who: person('seller') })).orders).toEqual([]);
  });

  it('tells the whole story of an order by its id or its number', async () => {
    const { shop, order, along } = await sold('test-pay');
    await along('packed');
    for (const asked of [order.id, order.number, order.number.toLowerCase()]) {
      const story = await shop.api.story(asked);
      expect(story?.order).toMatchObject({
        id: order.id,
        number: order.number,
        state: 'packed',
        total: 54_800,
      });
      const says = story!.events.map((one) => one.says);
      expect(says[0]).toBe('Placed for ₹548: ₹548 beforehand.');
      expect(says).toContain('Packed.');
    }
    expect(await shop.api.story('LEO-NOTTHIS')).toBeUndefined();
    expect(await shop.api.numbers(test.db, [order.id])).toEqual(new Map([[order.id, order.number]]));
  });

  it('finds an order whose books were tampered with', async () => {
    const { shop, order } = await sold('test-pay');
    expect(await shop.breaks()).toEqual([]);
    await test.db.run('UPDATE orders_orders SET refunded = 100 WHERE id = $1', [order.id]);
    expect(await shop.breaks()).toContain(`I5: ${order.number} holds 54800, and should 54700`);
    await test.db.run('UPDATE orders_orders SET refunded = 0 WHERE id = $1', [order.id]);
  });

  it('takes one transaction and few statements for a checkout in cash', async () => {
    const counted = { transactions: 0, coins: 0, others: 0 };
    const note = (sql: string) => {
      counted[sql.includes('loyalty_') ? 'coins' : 'others'] += 1;
    };
    const db: Database = {
      ...test.db,
      dialect: test.db.dialect,
      rows: (sql, binds) => test.db.rows(sql, binds),
      run: (sql, binds) => test.db.run(sql, binds),
      transaction: (work) => {
        counted.transactions += 1;
        return test.db.transaction((tx) =>
          work({
            dialect: tx.dialect,
            afterCommit: (hook) => tx.afterCommit(hook),
            rows: (sql, binds) => {
              note(sql);
              return tx.rows(sql, binds);
            },
            run: (sql, binds) => {
              note(sql);
              return tx.run(sql, binds);
            },
          }),
        );
      },
    };
    const shop = openOrders(db);
    const [variantId] = await shop.stocked(5);
    Object.assign(counted, { transactions: 0, coins: 0, others: 0 });
    const body = shop.one(variantId!, { remember: false });
    expect(await ending(shop.ask(placeOrder, { who: person(), body }))).toBe('confirmed');
    // The run, the order, its lines, its cash, trust, two lists of facts, and the stock: hold, variant, and what was sold.
    expect(counted).toMatchObject({ transactions: 1, others: 9 });
    expect(counted.coins).toBeLessThanOrEqual(6);
  });
});
