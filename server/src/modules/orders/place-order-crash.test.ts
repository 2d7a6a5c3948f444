import { describe, expect, it } from 'vitest';
import { confirmPayment, getOrder, placeOrder } from '#contracts/orders';
import { shopSettings } from '#contracts/shop-settings';
import { eachDatabase } from '../../../test/database.ts';
import { dyingAt, failingAt } from '../../../test/faults.ts';
import { ending, openOrders, person, type ShopParts } from '../../../test/orders.ts';
import { newId } from '../../kernel/ids.ts';
import { pointsOf } from '../../kernel/saga/saga.ts';
import type { OrdersDeps } from './context.ts';
import { placeOrderSaga } from './place-order-saga.ts';

const times = shopSettings.def.shape.times.parse(undefined);
const points = pointsOf(placeOrderSaga({ times } as OrdersDeps));
const forward = points.filter((point) => !/undo|turned/.test(point));
const minute = 60_000;

eachDatabase((_name, test) => {
  const open = async (saga: ShopParts['saga'], payment: 'cash' | 'test-pay') => {
    const shop = openOrders(test.db, { saga: { patience: 100, ...saga } });
    const [variantId] = await shop.stocked(3);
    const body = shop.one(variantId!, { payment });
    return { shop, variantId: variantId!, asked: { who: person(), operation: newId(), body } };
  };
  type Opened = Awaited<ReturnType<typeof open>>;

  /** Another process over the same database, some seconds after the first has died; its provider is the same. */
  const later = async ({ shop }: Opened) => {
    const second = openOrders(test.db, { saga: { patience: 100 }, bank: shop.bank });
    second.clock.pass(shop.clock.now() - second.clock.now() + 5_001);
    await second.sagas.drain();
    return second;
  };
  type Shop = ReturnType<typeof openOrders>;
  const pay = (shop: Shop, { who, operation }: Opened['asked']) => {
    const proof = shop.bank.pay(operation);
    return ending(shop.ask(confirmPayment, { who, params: { id: operation }, body: { proof } }));
  };
  const rowsOf = async (orderId: string) => {
    const count = async (sql: string, bind = orderId) => (await test.db.rows(sql, [bind])).length;
    return {
      orders: await count("SELECT id FROM orders_orders WHERE id = $1 AND state <> 'cancelled'"),
      lines: await count(
        "SELECT order_id FROM orders_lines WHERE order_id = $1 AND order_id IN (SELECT id FROM orders_orders WHERE state <> 'cancelled')",
      ),
      cash: await count("SELECT order_id FROM payments_cash WHERE order_id = $1 AND state = 'promised'"),
      told: await count(
        "SELECT id FROM kernel_outbox WHERE name = 'order.confirmed' AND payload LIKE $1",
        `%${orderId}%`,
      ),
    };
  };
  const whole = { orders: 1, lines: 1, cash: 1, told: 1 };
  const paidOnline = { ...whole, cash: 0 };
  const nothing = { orders: 0, lines: 0, cash: 0, told: 0 };

  it('names the points at which a checkout may die', () => {
    expect(points).toEqual([
      'place-order/begin',
      'place-order/reserve/before',
      'place-order/reserve/after',
      'place-order/reserve/undo before',
      'place-order/reserve/undo after',
      'place-order/ask for payment/before',
      'place-order/ask for payment/after',
      'place-order/keep the answer/before',
      'place-order/keep the answer/after',
      'place-order/wait for the buyer/before',
      'place-order/wait for the buyer/after',
      'place-order/confirm/before',
      'place-order/confirm/after',
      'place-order/saved',
      'place-order/turned',
      'place-order/undone',
    ]);
  });

  describe.each(points)('the server dies at %s', (point) => {
    it('in a checkout in cash: the buyer asks again and has one order', async () => {
      const first = await open(dyingAt(test.db, point), 'cash');
      await ending(first.shop.ask(placeOrder, first.asked));
      const second = await later(first);
      expect(await ending(second.ask(placeOrder, first.asked))).toBe('confirmed');
      expect(await ending(second.ask(placeOrder, first.asked))).toBe('confirmed');
      expect(await rowsOf(first.asked.operation)).toEqual(whole);
      expect(await second.stockOf(first.variantId)).toEqual({ available: 2, held: 0 });
      expect(Object.keys(await second.runs())).not.toContain('running');
      expect(await second.breaks()).toEqual([]);
    });

    it('in a checkout at a provider: the buyer asks again, pays once, and has one order', async () => {
      const first = await open(dyingAt(test.db, point), 'test-pay');
      await ending(first.shop.ask(placeOrder, first.asked));
      const second = await later(first);
      expect(await ending(second.ask(placeOrder, first.asked))).toBe('awaiting-payment');
      expect(await pay(second, first.asked)).toBe('confirmed');
      await second.work(2);
      expect(await rowsOf(first.asked.operation)).toEqual(paidOnline);
      expect(second.bank.holds(first.asked.operation)).toBe(54_800);
      expect(await second.held(first.asked.operation)).toBe(54_800);
      expect(await second.stockOf(first.variantId)).toEqual({ available: 2, held: 0 });
      expect(await second.breaks()).toEqual([]);
    });

    it('while the buyer pays: they have the order they paid for, once', async () => {
      const healthy = await open({}, 'test-pay');
      expect(await ending(healthy.shop.ask(placeOrder, healthy.asked))).toBe('awaiting-payment');
      const fault = dyingAt(test.db, point);
      const dying = openOrders(test.db, { saga: { patience: 100, ...fault }, bank: healthy.shop.bank });
      await pay(dying, healthy.asked);
      const second = await later(healthy);
      await second.work(2);
      expect(
        (await second.ask(getOrder, { who: healthy.asked.who, params: { id: healthy.asked.operation } }))
          .order,
      ).toMatchObject({ state: 'confirmed', money: 'held' });
      expect(await rowsOf(healthy.asked.operation)).toEqual(paidOnline);
      expect(await second.stockOf(healthy.variantId)).toEqual({ available: 2, held: 0 });
    });

    it('in a checkout whose payment is declined: nothing stays', async () => {
      const first = await open(dyingAt(test.db, point), 'test-pay');
      first.shop.bank.says.answer = { outcome: 'declined', reason: 'No.' };
      await ending(first.shop.ask(placeOrder, first.asked));
      const second = await later(first);
      expect(await ending(second.ask(placeOrder, first.asked))).toBe('payment.declined');
      expect(await rowsOf(first.asked.operation)).toEqual(nothing);
      expect(await second.stockOf(first.variantId)).toEqual({ available: 3, held: 0 });
      expect(Object.keys(await second.runs())).not.toContain('undoing');
    });

    it('while the time to pay runs out: the units are on sale again, and late money brings the order back once', async () => {
      const first = await open(dyingAt(test.db, point), 'test-pay');
      await ending(first.shop.ask(placeOrder, first.asked));
      const second = await later(first);
      expect(await ending(second.ask(placeOrder, first.asked))).toBe('awaiting-payment');
      const fault = dyingAt(test.db, point);
      const dying = openOrders(test.db, { saga: { patience: 100, ...fault }, bank: first.shop.bank });
      dying.clock.pass(second.clock.now() - dying.clock.now() + times.holdMinutes * minute);
      await dying.sagas.drain().catch(() => undefined);
      const third = await later({ ...first, shop: dying });
      expect(await third.stockOf(first.variantId)).toEqual({ available: 3, held: 0 });
      expect(await rowsOf(first.asked.operation)).toEqual(nothing);
      await pay(third, first.asked);
      await third.work(2);
      expect(await rowsOf(first.asked.operation)).toEqual(paidOnline);
      expect(await third.stockOf(first.variantId)).toEqual({ available: 2, held: 0 });
      expect(third.bank.holds(first.asked.operation)).toBe(54_800);
    });
  });

  describe.each(forward)('something breaks at %s', (point) => {
    const kinds = ['refusal', 'error'] as const;
    it.each(kinds)('(%s) in cash: the order is there whole, or nothing of it is', async (kind) => {
      const first = await open({ probe: failingAt(point, kind) }, 'cash');
      await ending(first.shop.ask(placeOrder, first.asked));
      first.shop.clock.pass(5_001);
      await first.shop.sagas.drain();
      const end = await ending(first.shop.ask(placeOrder, first.asked));
      expect(['confirmed', 'stock.held']).toContain(end);
      if (kind === 'error') expect(end).toBe('confirmed');
      const isThere = end === 'confirmed';
      expect(await rowsOf(first.asked.operation)).toEqual(isThere ? whole : nothing);
      expect(await first.shop.stockOf(first.variantId)).toEqual({ available: isThere ? 2 : 3, held: 0 });
    });

    it.each(kinds)('(%s) at a provider: it can be paid, or nothing of it is there', async (kind) => {
      const first = await open({ probe: failingAt(point, kind) }, 'test-pay');
      await ending(first.shop.ask(placeOrder, first.asked));
      first.shop.clock.pass(5_001);
      await first.shop.sagas.drain();
      const end = await ending(first.shop.ask(placeOrder, first.asked));
      expect(['awaiting-payment', 'stock.held']).toContain(end);
      if (kind === 'error') expect(end).toBe('awaiting-payment');
      if (end === 'stock.held') {
        expect(await rowsOf(first.asked.operation)).toEqual(nothing);
        expect(await first.shop.stockOf(first.variantId)).toEqual({ available: 3, held: 0 });
        return;
      }
      await pay(first.shop, first.asked);
      first.shop.clock.pass(5_001);
      await first.shop.sagas.drain();
      await first.shop.work(2);
      const rows = await rowsOf(first.asked.operation);
      expect([paidOnline, nothing]).toContainEqual(rows);
      const holds = first.shop.bank.holds(first.asked.operation);
      expect(holds).toBe(rows.orders === 1 ? 54_800 : 0);
      const available = rows.orders === 1 ? 2 : 3;
      expect(await first.shop.stockOf(first.variantId)).toEqual({ available, held: 0 });
    });
  });
});
