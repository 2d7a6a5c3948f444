import { describe, expect, it } from 'vitest';
import { moveReturn, requestReturn } from '#contracts/returns';
import { eachDatabase } from '../../../../test/database.ts';
import { type Bought, openReturns, refusalOf } from '../../../../test/returns.ts';
import { refundOrder } from '../refund-order.ts';
import { OrderStore } from '../store/orders.ts';
import { returnRoutes } from './index.ts';

describe('a return that is not to be', () => {
  eachDatabase((_name, test) => {
    const open = async (given: Bought) => {
      const shop = openReturns(test.db, { OrderStore, refundOrder, returnRoutes });
      const order = await shop.bought(given);
      const { buyer, id: orderId, small } = order;
      const ask = async (quantity: number) => {
        const body = { lines: [{ variantId: small, quantity }], reason: 'damaged' as const };
        return (await shop.ask(requestReturn, { who: buyer, params: { id: orderId }, body } as never)).return;
      };
      const move = async (id: string, to: 'accepted' | 'received') =>
        (await shop.ask(moveReturn, { who: shop.seller, params: { id }, body: { to, restock: true } }))
          .return;
      return { shop, order, ask, move };
    };

    it('of an order that somebody has to rule on pays nothing until the ruling', async () => {
      const { shop, order, ask, move } = await open({ units: 1 });
      const { id } = await ask(1);
      await move(id, 'accepted');
      await new OrderStore(test.db).setDisputed(order.id, true);
      expect(await refusalOf(move(id, 'received'))).toBe('order.disputed');
      expect(await shop.found(order.id)).toMatchObject({ refunded: 0 });
      expect(await shop.stockOf(order.small)).toMatchObject({ available: 0 });
      await new OrderStore(test.db).setDisputed(order.id, false);
      expect((await move(id, 'received')).state).toBe('refunded');
    });

    it('is one of units that are back already, or on their way', async () => {
      const { shop, order, ask, move } = await open({ units: 3, price: 10_000 });
      const { id } = await ask(1);
      for (const to of ['accepted', 'received'] as const) {
        expect(await refusalOf(ask(3))).toBe('return.too-many');
        await move(id, to);
      }
      expect(await refusalOf(ask(3))).toBe('return.too-many');
      await ask(2);
      expect(await refusalOf(ask(1))).toBe('return.too-many');
      expect(await shop.found(order.id)).toMatchObject({ refunded: 10_000 });
    });
  });
});
