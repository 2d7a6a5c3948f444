import { describe, expect, it } from 'vitest';
import * as contract from '#contracts/returns';
import { toMoney } from '#contracts/values';
import { eachDatabase } from '../../../../test/database.ts';
import { type Bought, openReturns as openInside, refusalOf } from '../../../../test/returns.ts';
import type { Database } from '../../../db/connection.ts';
import { newId } from '../../../kernel/ids.ts';
import { accountOf } from '../../ledger/index.ts';
import { refundOrder } from '../refund-order.ts';
import { OrderStore } from '../store/orders.ts';
import { givenBack, openReturnsOf, returnRoutes } from './index.ts';

const openReturns = (db: Database) => openInside(db, { OrderStore, refundOrder, returnRoutes });
type ReturnsShop = ReturnType<typeof openReturns>;
const upi = { kind: 'upi', vpa: 'asha@upi' } as const;
type Order = Awaited<ReturnType<ReturnsShop['bought']>>;
type Body = Parameters<ReturnsShop['ask']>[1]['body'];

const broken = async (shop: ReturnsShop): Promise<string[]> =>
  (await shop.verify()).invariants.filter((one) => !one.holds).flatMap((one) => [one.id, ...one.breaks]);

const request = async (
  shop: ReturnsShop,
  { id, buyer, small }: Order,
  more: { quantity?: number; operation?: string } & Record<string, unknown> = {},
) => {
  const { quantity = 1, operation, ...body } = more;
  const lines = [{ variantId: small, quantity }];
  return (
    await shop.ask(contract.requestReturn, {
      who: buyer,
      params: { id },
      body: { lines, reason: 'changed-mind', ...body } as Body,
      ...(operation === undefined ? {} : { operation }),
    } as never)
  ).return;
};
const moveTo = async (
  shop: ReturnsShop,
  id: string,
  body: { to: string; answer?: string; restock?: boolean },
) => (await shop.ask(contract.moveReturn, { who: shop.seller, params: { id }, body: body as never })).return;
/** Asked for, accepted and arrived. */
const sendBack = async (shop: ReturnsShop, order: Order, more = {}, restock = true) => {
  const { id } = await request(shop, order, more);
  await moveTo(shop, id, { to: 'accepted' });
  return moveTo(shop, id, { to: 'received', restock });
};

describe('returns', () => {
  eachDatabase((_name, test) => {
    const open = async (given: Bought = {}) => {
      const shop = openReturns(test.db);
      return { shop, order: await shop.bought(given) };
    };

    it('give the price of what comes back, before delivery, and put it on sale again', async () => {
      const { shop, order } = await open({ units: 2, price: 50_000, delivery: 4_900 });
      const back = await sendBack(shop, order);
      expect(back).toMatchObject({
        state: 'refunded',
        refund: { money: 50_000, coins: 0 },
        refundState: 'owed',
      });
      expect(await shop.stockOf(order.small)).toMatchObject({ available: 1, held: 0 });
      expect(await shop.found(order.id)).toMatchObject({
        state: 'delivered',
        returning: false,
        refunded: 50_000,
      });
      expect(await givenBack(test.db, order.id)).toMatchObject([
        { amount: 50_000, lines: [{ variantId: order.small, quantity: 1 }] },
      ]);
    });

    it('show what will go back before it is asked for, coins that are spent taken off (46)', async () => {
      const { shop, order } = await open({ units: 1, price: 100_000, delivery: 0 });
      await shop.release(order.id);
      await shop.spendAll(order.buyer);
      const quote = await shop.ask(contract.quoteReturn, {
        who: order.buyer,
        params: { id: order.id },
        body: { lines: [{ variantId: order.small, quantity: 1 }] },
      });
      expect(quote).toEqual({
        refund: { money: 99_000, coins: 0, clawedBack: 1_000 },
        refundTo: ['source', 'coins'],
      });
      const back = await sendBack(shop, order);
      expect(back.refund).toEqual(quote.refund);
      expect(shop.payments.sent.map((one) => one.amount)).toEqual([99_000]);
      expect(await broken(shop)).toEqual([]);
    });

    it('give delivery back only when all of it was the seller’s doing', async () => {
      const { shop, order } = await open({ units: 2, price: 50_000, delivery: 4_900 });
      expect((await sendBack(shop, order, { reason: 'damaged' })).refund.money).toBe(50_000);
      expect((await sendBack(shop, order, { reason: 'wrong-item' })).refund.money).toBe(54_900);
      expect(await shop.found(order.id)).toMatchObject({ state: 'returned', refunded: 104_900 });
      expect(await shop.balance(accountOf.held(order.id))).toBe(0);
      const other = await shop.bought({ units: 2, price: 50_000, delivery: 4_900 });
      await sendBack(shop, other, { reason: 'damaged' });
      expect((await sendBack(shop, other)).refund.money).toBe(50_000);
      const moved = (await shop.told('order.moved')).filter((fact) => fact.orderId === order.id);
      expect(moved).toMatchObject([{ from: 'delivered', to: 'returned' }]);
    });

    it('of goods that were paid back in part already give the rest alone', async () => {
      const { shop, order } = await open({ units: 1, price: 50_000, delivery: 4_900 });
      const to = { kind: 'source' } as const;
      await shop.refund({ orderId: order.id, amount: toMoney(20_000), reason: 'A stain', to });
      expect((await sendBack(shop, order)).refund.money).toBe(30_000);
    });

    it('are for what was delivered, in time, and not more than there is', async () => {
      const { shop, order } = await open({ units: 2 });
      const ask = (more = {}) => refusalOf(request(shop, order, more));
      expect(await ask({ quantity: 3 })).toBe('return.too-many');
      await request(shop, order, { quantity: 1 });
      expect(await ask({ quantity: 2 })).toBe('return.too-many');
      expect(
        await refusalOf(request(shop, { ...order, buyer: { ...order.buyer, accountId: newId() } })),
      ).toBe('order.unknown');
      shop.clock.pass(7 * shop.day + 1);
      expect(await ask()).toBe('return.too-late');
      const onItsWay = await shop.bought();
      await test.db.run(`UPDATE orders_orders SET state = 'shipped', delivered_at = NULL WHERE id = $1`, [
        onItsWay.id,
      ]);
      expect(await refusalOf(request(shop, onItsWay))).toBe('return.not-delivered');
    });

    it('of two for the last unit at one moment one stands; repeated, a request is the same return', async () => {
      const { shop, order } = await open({ units: 1 });
      const both = await Promise.all([refusalOf(request(shop, order)), refusalOf(request(shop, order))]);
      expect(both.sort()).toEqual(['done', 'return.too-many']);
      const other = await shop.bought({ units: 2 });
      const operation = newId();
      const [first, second] = [
        await request(shop, other, { operation }),
        await request(shop, other, { operation }),
      ];
      expect(second).toEqual(first);
    });

    it('keep an order from completing until they are over, and one that is refused may be asked for again', async () => {
      const { shop, order } = await open({ units: 1 });
      const { id } = await request(shop, order);
      expect(await shop.found(order.id)).toMatchObject({ returning: true });
      expect(await openReturnsOf(test.db, [order.id])).toEqual(new Set([order.id]));
      expect(await refusalOf(moveTo(shop, id, { to: 'refused' }))).toBe('request.invalid');
      const refused = await moveTo(shop, id, { to: 'refused', answer: 'It was worn.' });
      expect(refused).toMatchObject({ state: 'refused', answer: 'It was worn.', refund: { money: 0 } });
      expect(await shop.found(order.id)).toMatchObject({ returning: false });
      expect(await refusalOf(moveTo(shop, id, { to: 'received' }))).toBe('return.wrong-move');
      expect((await request(shop, order)).state).toBe('requested');
    });

    it('received twice at one moment pay once and restock once', async () => {
      const { shop, order } = await open({ units: 1 });
      const { id } = await request(shop, order);
      expect(await refusalOf(moveTo(shop, id, { to: 'received' }))).toBe('return.wrong-move');
      await moveTo(shop, id, { to: 'accepted' });
      await Promise.all([1, 2, 3].map(() => moveTo(shop, id, { to: 'received' })));
      expect(shop.payments.sent).toHaveLength(1);
      const told = (await shop.told('return.moved')).filter((fact) => fact.returnId === id);
      expect(told.map((fact) => fact.to)).toEqual(['requested', 'accepted', 'received', 'refunded']);
      expect(await shop.stockOf(order.small)).toMatchObject({ available: 1 });
    });

    it('that cannot be sold again stay off the shelves', async () => {
      const { shop, order } = await open({ units: 1 });
      await sendBack(shop, order, { reason: 'damaged' }, false);
      expect(await shop.stockOf(order.small)).toMatchObject({ available: 0 });
    });

    it('of cash say where the money goes, and tell how far it is', async () => {
      const { shop, order } = await open({ units: 1, online: 0 });
      expect(await refusalOf(request(shop, order))).toBe('refund.no-destination');
      const back = await sendBack(shop, order, { refundTo: upi });
      expect(shop.payments.sent).toMatchObject([{ to: upi, paymentId: null }]);
      shop.payments.refundStates.set(back.id, 'processed');
      const { returns } = await shop.ask(contract.listOrderReturns, {
        who: order.buyer,
        params: { id: order.id },
      });
      expect(returns).toMatchObject([{ id: back.id, refundState: 'processed' }]);
    });

    it('are moved by the seller of the goods alone, and listed for them, newest first', async () => {
      const { shop, order } = await open({ units: 2 });
      const first = await request(shop, order);
      shop.clock.pass(1);
      const second = await request(shop, order);
      const stranger = { ...shop.seller, accountId: newId() };
      const asked = { who: stranger, params: { id: first.id }, body: { to: 'accepted' as const } };
      expect(await refusalOf(shop.ask(contract.moveReturn, asked))).toBe('return.unknown');
      const list = (query: object) => shop.ask(contract.listReturns, { who: shop.seller, query });
      const page = await list({ limit: 1 });
      expect(page.items.map((one) => one.id)).toEqual([second.id]);
      expect((await list({ limit: 1, cursor: page.next! })).items.map((one) => one.id)).toEqual([first.id]);
    });

    describe('for something else', () => {
      const swap = (shop: ReturnsShop, order: Order, more = {}) =>
        request(shop, order, { reason: 'does-not-fit', exchangeFor: order.medium, ...more });

      it('keep it from acceptance on, and send it as an order that is paid', async () => {
        const { shop, order } = await open({ coins: 20_980, units: 2, price: 50_000, delivery: 4_900 });
        const { id } = await swap(shop, order);
        await moveTo(shop, id, { to: 'accepted' });
        expect(await shop.stockOf(order.medium)).toMatchObject({ available: 4, held: 1 });
        const done = await moveTo(shop, id, { to: 'received' });
        expect(done).toMatchObject({ state: 'exchanged', refund: { money: 0 }, refundState: null });
        expect(await shop.stockOf(order.medium)).toMatchObject({ available: 4, held: 0 });
        const placed = await shop.found(done.exchangeOrderId!);
        expect(placed).toMatchObject({
          state: 'confirmed',
          exchangeOf: order.id,
          total: 50_000,
          coins: 10_000,
          prepaid: 40_000,
          onDelivery: 0,
        });
        expect(await shop.balance(accountOf.held(placed.id))).toBe(50_000);
        expect(await shop.balance(accountOf.held(order.id))).toBe(54_900);
        expect(shop.payments.sent).toEqual([]);
        expect((await shop.wallets.api.pendingOf(test.db, [order.id, placed.id])).get(placed.id)?.coins).toBe(
          400,
        );
        expect((await shop.told('order.confirmed')).at(-1)).toMatchObject({ orderId: placed.id });
        expect(await broken(shop)).toEqual([]);
      });

      it('are for the same product and price, and for what is there', async () => {
        const { shop, order } = await open({ units: 1, other: 0 });
        expect(await refusalOf(swap(shop, order, { exchangeFor: order.large }))).toBe('return.other-price');
        expect(await refusalOf(swap(shop, order))).toBe('stock.sold-out');
      });

      it('become money, and say so, where it is sold out by the time it would be kept', async () => {
        const { shop, order } = await open({ units: 1, other: 1 });
        const { id } = await swap(shop, order);
        const lines = [{ variantId: order.medium, quantity: 1 }];
        await shop.inTx((tx) => shop.api.sell({ holdId: newId(), lines }, tx));
        const accepted = await moveTo(shop, id, { to: 'accepted', answer: 'Gladly.' });
        expect(accepted).toMatchObject({ exchangeFor: null });
        expect(accepted.answer).toMatch(/^Gladly\. .*sold out/);
        expect(await moveTo(shop, id, { to: 'received' })).toMatchObject({ state: 'refunded' });
        expect(shop.payments.sent).toHaveLength(1);
      });

      it('become coins where the time to send it back ran out, it is gone, and nobody said where cash goes', async () => {
        const { shop, order } = await open({ units: 1, other: 1, online: 0, delivery: 0 });
        const { id } = await swap(shop, order);
        await moveTo(shop, id, { to: 'accepted' });
        shop.clock.pass(15 * shop.day);
        await shop.runJob('catalog.expire-holds');
        const lines = [{ variantId: order.medium, quantity: 1 }];
        await shop.inTx((tx) => shop.api.sell({ holdId: newId(), lines }, tx));
        expect(await moveTo(shop, id, { to: 'received' })).toMatchObject({
          state: 'refunded',
          exchangeOrderId: null,
          refundState: 'processed',
        });
        expect(await shop.coinsOf(order.buyer)).toBe(50_000);
        expect(await shop.stockOf(order.medium)).toMatchObject({ available: 0, held: 0 });
        expect(await broken(shop)).toEqual([]);
      });

      it('that are refused put what was kept back on sale', async () => {
        const { shop, order } = await open({ units: 1 });
        const { id } = await swap(shop, order);
        await moveTo(shop, id, { to: 'accepted' });
        await moveTo(shop, id, { to: 'refused', answer: 'Nothing ever came.' });
        expect(await shop.stockOf(order.medium)).toMatchObject({ available: 5, held: 0 });
      });

      it('after the release mint no coin, and pay back to where the money first came from', async () => {
        const { shop, order } = await open({ units: 1, price: 100_000, delivery: 0, online: 40_000 });
        await shop.release(order.id);
        expect(await shop.coinsOf(order.buyer)).toBe(1_000);
        const { id } = await swap(shop, order);
        await moveTo(shop, id, { to: 'accepted' });
        const { exchangeOrderId } = await moveTo(shop, id, { to: 'received' });
        const placed = await shop.found(exchangeOrderId!);
        expect(await shop.coinsOf(order.buyer)).toBe(1_000);
        expect(placed.earns).toBe(0);
        const all = { amount: toMoney(100_000), reason: 'Lost', to: upi };
        await shop.refund({ orderId: placed.id, ...all });
        // What the first order earned goes, for its money is all back.
        expect(await shop.coinsOf(order.buyer)).toBe(0);
        expect(shop.payments.sent.map((one) => [one.orderId, one.amount, one.to.kind])).toEqual([
          [order.id, 40_000, 'source'],
          [order.id, 60_000, 'upi'],
        ]);
        expect(await shop.balance(accountOf.held(placed.id))).toBe(0);
        expect(await refusalOf(shop.refund({ orderId: order.id, ...all, amount: toMoney(1) }))).toBe(
          'refund.too-much',
        );
        expect(await broken(shop)).toEqual([]);
      });
    });
  });
});
