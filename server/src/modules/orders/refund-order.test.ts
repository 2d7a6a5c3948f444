import { describe, expect, it } from 'vitest';
import { refundOrder as refundRoute } from '#contracts/returns';
import { toMoney } from '#contracts/values';
import { eachDatabase } from '../../../test/database.ts';
import { openReturns as openInside, refusalOf } from '../../../test/returns.ts';
import type { Database } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf } from '../ledger/index.ts';
import { refundOrder } from './refund-order.ts';
import { returnRoutes } from './returns/index.ts';
import { OrderStore } from './store/orders.ts';

const openReturns = (db: Database) => openInside(db, { OrderStore, refundOrder, returnRoutes });
type ReturnsShop = ReturnType<typeof openReturns>;
const source = { kind: 'source' } as const;
const upi = { kind: 'upi', vpa: 'asha@upi' } as const;

/** Only what belongs to this test's money is looked at: other shops share the database. */
const broken = async (shop: ReturnsShop): Promise<string[]> =>
  (await shop.verify()).invariants.filter((one) => !one.holds).flatMap((one) => [one.id, ...one.breaks]);

describe('a refund', () => {
  eachDatabase((_name, test) => {
    const give = (shop: ReturnsShop, orderId: string, amount: number, more = {}) =>
      shop.refund({ orderId, amount: toMoney(amount), reason: 'A stain', to: source, ...more });

    it('gives money and coins back in the proportion they were paid in, and owes the money', async () => {
      const shop = openReturns(test.db);
      const { id, buyer } = await shop.bought({ coins: 20_980, units: 2, price: 50_000, delivery: 4_900 });
      const refund = await give(shop, id, 10_000);
      expect(refund).toMatchObject({ cash: 8_000, coins: 2_000 });
      expect(await shop.balance(accountOf.refund(refund.refundId))).toBe(8_000);
      expect(await shop.balance(accountOf.held(id))).toBe(94_900);
      expect(await shop.coinsOf(buyer)).toBe(2_000);
      expect(shop.payments.sent).toMatchObject([{ amount: 8_000, to: source, paymentId: id, orderId: id }]);
      expect(await shop.found(id)).toMatchObject({ refunded: 8_000, refundedCoins: 2_000 });
      expect(await broken(shop)).toEqual([]);
    });

    it('of more than is left is refused, and nothing is sent (23)', async () => {
      const shop = openReturns(test.db);
      const { id } = await shop.bought({ units: 1, price: 50_000, delivery: 0 });
      await give(shop, id, 30_000);
      expect(await refusalOf(give(shop, id, 20_001))).toBe('refund.too-much');
      expect(shop.payments.sent).toHaveLength(1);
      await give(shop, id, 20_000);
      expect(await shop.balance(accountOf.held(id))).toBe(0);
      expect(await refusalOf(give(shop, id, 1))).toBe('refund.too-much');
    });

    it('asked for twice, and at the same moment, is one', async () => {
      const shop = openReturns(test.db);
      const { id } = await shop.bought({ units: 1, price: 50_000, delivery: 0 });
      const refundId = newId();
      await Promise.all([1, 2, 3].map(() => give(shop, id, 30_000, { refundId })));
      expect(shop.payments.sent).toHaveLength(1);
      expect(await shop.found(id)).toMatchObject({ refunded: 30_000 });
      expect((await shop.told('order.refunded')).filter((fact) => fact.orderId === id)).toHaveLength(1);
    });

    it('at one moment with others never gives more than was paid', async () => {
      const shop = openReturns(test.db);
      const { id } = await shop.bought({ units: 1, price: 50_000, delivery: 0 });
      const all = await Promise.all(Array.from({ length: 10 }, () => refusalOf(give(shop, id, 7_000))));
      expect(all.filter((one) => one === 'done')).toHaveLength(7);
      expect(await shop.balance(accountOf.held(id))).toBe(1_000);
    });

    it('of cash needs to be told where it goes', async () => {
      const shop = openReturns(test.db);
      const { id } = await shop.bought({ online: 0, units: 1, price: 50_000, delivery: 0 });
      expect(await refusalOf(give(shop, id, 10_000))).toBe('refund.no-destination');
      await give(shop, id, 10_000, { to: upi });
      expect(shop.payments.sent).toMatchObject([{ amount: 10_000, to: upi, paymentId: null }]);
    });

    it('of what was paid in part beforehand goes to its source first, the rest where the buyer says', async () => {
      const shop = openReturns(test.db);
      const { id } = await shop.bought({ online: 10_000, units: 1, price: 50_000, delivery: 0 });
      await give(shop, id, 8_000);
      const mixed = await give(shop, id, 8_000, { to: upi });
      expect(shop.payments.sent.map(({ amount, to }) => [amount, to.kind])).toEqual([
        [8_000, 'source'],
        [2_000, 'source'],
        [6_000, 'upi'],
      ]);
      const owed = await Promise.all(mixed.parts.map((part) => shop.balance(accountOf.refund(part.id))));
      expect(owed).toEqual([2_000, 6_000]);
      expect(new Set(shop.payments.sent.map((one) => one.refundId)).size).toBe(3);
    });

    it('can be taken as coins, which are there at once', async () => {
      const shop = openReturns(test.db);
      const { id, buyer } = await shop.bought({ online: 0, units: 1, price: 50_000, delivery: 0 });
      const { refundId } = await give(shop, id, 10_000, { to: { kind: 'coins' } });
      expect(await shop.coinsOf(buyer)).toBe(10_000);
      expect(await shop.balance(accountOf.refund(refundId))).toBe(0);
      expect(shop.payments.sent).toEqual([]);
      expect(await broken(shop)).toEqual([]);
    });

    it('of an order whose sellers’ shares a provider holds goes back through the provider alone (40)', async () => {
      const shop = openReturns(test.db);
      const [one, two] = [await shop.bought({ units: 1 }), await shop.bought({ units: 1 })];
      for (const { id } of [one, two]) shop.payments.bound.add(id);
      await give(shop, one.id, 10_000, { to: { kind: 'coins' } });
      await give(shop, two.id, 5_000);
      // Each names its own order, so that its own share is reversed, and by its own amount.
      expect(shop.payments.sent.map(({ orderId, amount, to }) => [orderId, amount, to.kind])).toEqual([
        [one.id, 10_000, 'source'],
        [two.id, 5_000, 'source'],
      ]);
    });

    it('before the release makes the order earn fewer coins', async () => {
      const shop = openReturns(test.db);
      const { id } = await shop.bought({ units: 1, price: 50_000, delivery: 0 });
      await give(shop, id, 25_050);
      expect((await shop.wallets.api.pendingOf(test.db, [id])).get(id)).toEqual({
        coins: 249,
        vested: false,
      });
    });

    it('after the release takes commission, tax and the seller’s money back, and what is not there is owed by them', async () => {
      const shop = openReturns(test.db);
      const { id, order } = await shop.bought({ units: 1, price: 100_000, delivery: 0 });
      const commission = await shop.balance(accountOf.commission);
      await shop.release(id);
      const payable = await shop.balance(accountOf.payable(order.sellerId));
      expect(payable).toBe(88_200);
      await give(shop, id, 50_000);
      expect(await shop.balance(accountOf.payable(order.sellerId))).toBe(44_100);
      expect(await shop.balance(accountOf.commission)).toBe(commission + 5_000);
      await shop.inTx((tx) =>
        shop.books.api.post(tx, {
          kind: 'paid-out',
          source: 'payout',
          sourceId: newId(),
          memo: 'The seller was paid',
          at: 0,
          lines: [
            { account: accountOf.payable(order.sellerId), unit: 'INR', debit: 44_000, credit: 0 },
            { account: accountOf.bank, unit: 'INR', debit: 0, credit: 44_000 },
          ],
        }),
      );
      await give(shop, id, 50_000);
      expect(await shop.balance(accountOf.payable(order.sellerId))).toBe(0);
      expect(await shop.balance(accountOf.recoverable(order.sellerId))).toBe(44_000);
      expect(await shop.balance(accountOf.commission)).toBe(commission);
      expect(await broken(shop)).toEqual([]);
    });

    it('after the order’s coins were spent is less by them, and says so (46)', async () => {
      const shop = openReturns(test.db);
      const { id, buyer } = await shop.bought({ units: 1, price: 100_000, delivery: 0 });
      await shop.release(id);
      expect(await shop.coinsOf(buyer)).toBe(1_000);
      await shop.spendAll(buyer);
      const first = await give(shop, id, 50_000);
      expect(first).toMatchObject({ clawed: 0, shortfall: 500 });
      const second = await give(shop, id, 50_000);
      expect(second).toMatchObject({ clawed: 0, shortfall: 500 });
      expect(shop.payments.sent.map((one) => one.amount)).toEqual([49_500, 49_500]);
      expect(await shop.balance(accountOf.refund(first.refundId))).toBe(49_500);
      expect(await broken(shop)).toEqual([]);
    });

    it('takes the coins themselves where they are there', async () => {
      const shop = openReturns(test.db);
      const { id, buyer } = await shop.bought({ units: 1, price: 100_000, delivery: 0 });
      await shop.release(id);
      expect(await give(shop, id, 30_000)).toMatchObject({ clawed: 300, shortfall: 0 });
      expect(await shop.coinsOf(buyer)).toBe(700);
    });

    it('loses no paisa of three things for 33 paise, given back one by one (5)', async () => {
      const shop = openReturns(test.db);
      const { id, buyer } = await shop.bought({ units: 3, price: 33, delivery: 0, coins: 32, earns: false });
      for (let unit = 0; unit < 3; unit++) await give(shop, id, 33);
      expect(await shop.balance(accountOf.held(id))).toBe(0);
      expect(await shop.coinsOf(buyer)).toBe(32);
      expect(shop.payments.sent.reduce((sum, one) => sum + one.amount, 0)).toBe(67);
    });

    it('of an order that nothing was paid for yet is refused', async () => {
      const shop = openReturns(test.db);
      const { id } = await shop.bought({ online: 0, units: 1 });
      shop.payments.cash.delete(id);
      expect(await refusalOf(give(shop, id, 1, { to: upi }))).toBe('refund.too-much');
    });

    it('is given by the order’s own seller, and while it is in dispute by nobody but an operator', async () => {
      const shop = openReturns(test.db);
      const { id, buyer } = await shop.bought({ units: 1 });
      const body = { amount: toMoney(1_000), reason: 'A late parcel' };
      const ask = (who: typeof buyer) => refusalOf(shop.ask(refundRoute, { who, params: { id }, body }));
      expect(await ask({ ...shop.seller, accountId: newId() })).toBe('order.unknown');
      expect(await ask(shop.seller)).toBe('done');
      await test.db.run('UPDATE orders_orders SET disputed = 1 WHERE id = $1', [id]);
      expect(await ask(shop.seller)).toBe('order.disputed');
      expect(await ask({ ...shop.seller, accountId: newId(), role: 'operator' })).toBe('done');
    });
  });
});
