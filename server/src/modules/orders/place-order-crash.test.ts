import { describe, expect, it } from 'vitest';
import { placeOrder } from '#contracts/orders';
import { eachDatabase } from '../../../test/database.ts';
import { dyingAt, failingAt } from '../../../test/faults.ts';
import { ending, openOrders, person } from '../../../test/orders.ts';
import { newId } from '../../kernel/ids.ts';
import { pointsOf } from '../../kernel/saga/saga.ts';
import type { OrdersDeps } from './context.ts';
import { placeOrderSaga } from './place-order.ts';

const points = pointsOf(placeOrderSaga({} as OrdersDeps));
const forward = points.filter((point) => !/undo|turned/.test(point));

eachDatabase((_name, test) => {
  const open = async (fault: Parameters<typeof openOrders>[1]) => {
    const shop = openOrders(test.db, { ...fault, patience: 100 });
    const [variantId] = await shop.stocked(3);
    return {
      shop,
      variantId: variantId!,
      asked: { who: person(), operation: newId(), body: shop.one(variantId!) },
    };
  };
  /** Another process over the same database, some seconds after the first has died. */
  const later = async (first: Awaited<ReturnType<typeof open>>) => {
    const second = openOrders(test.db, { patience: 100 });
    second.bank.says.answer = first.shop.bank.says.answer;
    second.clock.pass(5_001);
    await second.sagas.drain();
    return second;
  };
  const rowsOf = async (orderId: string) => {
    const count = async (table: string, column: string) =>
      (await test.db.rows(`SELECT ${column} FROM ${table} WHERE ${column} = $1`, [orderId])).length;
    const told = await test.db.rows(
      "SELECT id FROM kernel_outbox WHERE name = 'order.confirmed' AND payload LIKE $1",
      [`%${orderId}%`],
    );
    const [orders, lines] = [await count('orders_orders', 'id'), await count('orders_lines', 'order_id')];
    return { orders, lines, payments: await count('payments_payments', 'order_id'), told: told.length };
  };
  const whole = { orders: 1, lines: 1, payments: 1, told: 1 };
  const nothing = { orders: 0, lines: 0, payments: 0, told: 0 };

  it('names the points at which a checkout may die', () => {
    expect(points).toEqual([
      'place-order/begin',
      'place-order/hold stock/before',
      'place-order/hold stock/after',
      'place-order/hold stock/undo before',
      'place-order/hold stock/undo after',
      'place-order/authorise payment/before',
      'place-order/authorise payment/after',
      'place-order/authorise payment/undo before',
      'place-order/authorise payment/undo after',
      'place-order/confirm/before',
      'place-order/confirm/after',
      'place-order/saved',
      'place-order/turned',
      'place-order/undone',
    ]);
  });

  describe.each(points)('the server dies at %s', (point) => {
    it('in a checkout that would have worked: the buyer asks again and has one order', async () => {
      const first = await open(dyingAt(test.db, point));
      await ending(first.shop.ask(placeOrder, first.asked));
      const second = await later(first);
      expect(await ending(second.ask(placeOrder, first.asked))).toBe('confirmed');
      expect(await rowsOf(first.asked.operation)).toEqual(whole);
      expect(await second.stockOf(first.variantId)).toEqual({ available: 2, held: 0 });
      expect(Object.keys(await second.runs()).sort()).not.toContain('running');
    });

    it('in a checkout whose payment is declined: nothing stays', async () => {
      const first = await open(dyingAt(test.db, point));
      first.shop.bank.says.answer = { outcome: 'declined', reason: 'No.' };
      await ending(first.shop.ask(placeOrder, first.asked));
      const second = await later(first);
      expect(await ending(second.ask(placeOrder, first.asked))).toBe('payment.declined');
      expect(await rowsOf(first.asked.operation)).toEqual(nothing);
      expect(await second.stockOf(first.variantId)).toEqual({ available: 3, held: 0 });
      expect(Object.keys(await second.runs()).sort()).not.toContain('undoing');
    });
  });

  describe.each(forward)('something breaks at %s', (point) => {
    it.each(['refusal', 'error'] as const)(
      '(%s): the order is there whole, or nothing of it is',
      async (kind) => {
        const first = await open({ probe: failingAt(point, kind) });
        await ending(first.shop.ask(placeOrder, first.asked));
        first.shop.clock.pass(5_001);
        await first.shop.sagas.drain();
        const end = await ending(first.shop.ask(placeOrder, first.asked));
        expect(end).toBe(
          kind === 'error' || /saved/.test(point) ? (end === 'stock.held' ? end : 'confirmed') : 'stock.held',
        );
        expect(await rowsOf(first.asked.operation)).toEqual(end === 'confirmed' ? whole : nothing);
        expect(await first.shop.stockOf(first.variantId)).toEqual({
          available: end === 'confirmed' ? 2 : 3,
          held: 0,
        });
        expect(first.shop.bank.known.get(first.asked.operation) === 'authorised').toBe(end === 'confirmed');
      },
    );
  });
});
