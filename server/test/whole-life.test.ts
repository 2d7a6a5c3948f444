import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Verdict } from '#contracts/ledger';
import type { Wallet } from '#contracts/wallet';
import { eachDatabase } from './database.ts';
import { address } from './visitor.ts';
import { day, openWholeShop, type Seller, type WholeShop } from './whole-shop.ts';

eachDatabase((_name, test) => {
  let shop: WholeShop;
  let seller: Seller;
  let variantId: string;
  beforeAll(async () => {
    shop = await openWholeShop(test.db);
    seller = await shop.seller();
    await seller.bank();
    [variantId] = (await seller.product(100_000, 1)) as [string];
  }, 30_000);
  afterAll(() => shop?.close());

  const another = async (price?: number) => (await seller.product(price))[0]!;
  const liked = async (buyer: ReturnType<WholeShop['buyer']>, id: string) => {
    await shop.bring(id);
    await buyer.ask(`/api/orders/${id}/satisfied`, {});
    await shop.settle();
  };

  it('paid online, brought, liked, paid out: every paisa is where it belongs', async () => {
    const buyer = shop.buyer();
    const [order] = await buyer.buy([variantId]);
    await shop.settle();
    const id = order!.id;
    expect(await shop.order(id)).toMatchObject({ state: 'confirmed', payment: { state: 'captured' } });
    await liked(buyer, id);
    expect(await shop.order(id)).toMatchObject({ state: 'completed', money: 'released' });
    const { payouts } = await shop.operator<{ payouts: { id: string; amount: number }[] }>(
      '/api/operator/payouts',
      {},
    );
    expect(payouts).toMatchObject([{ amount: 88_200 }]);
    await shop.operator(`/api/operator/payouts/${payouts[0]!.id}`, { state: 'paid', reference: 'UTR1' });
    expect(await shop.payouts()).toMatchObject([{ state: 'paid', by: 'bank', amount: 88_200 }]);
    expect(await shop.breaks()).toEqual([]);
  });

  it('cash at the door waits for the courier to hand it over, and is the seller’s then', async () => {
    const [order] = await shop.buyer().buy([await another(50_000)], { payment: 'cash-on-delivery' });
    const id = order!.id;
    await shop.bring(id, 'AWB1');
    await shop.pass(3 * day);
    expect(await shop.order(id)).toMatchObject({ state: 'completed', money: 'held' });
    expect(await shop.balance(`2100:${id}`)).toBe(order!.total);
    const { remittance } = await shop.remit('AWB1', order!.total);
    expect(remittance.counts).toMatchObject({ matched: 1 });
    await shop.settle();
    expect(await shop.order(id)).toMatchObject({ state: 'completed', money: 'released' });
    expect(await shop.balance(`2100:${id}`)).toBe(0);
    expect(await shop.breaks()).toEqual([]);
  });

  it('cancelled after it was paid: the provider gives all of it back', async () => {
    const buyer = shop.buyer();
    const [order] = await buyer.buy([variantId]);
    await shop.settle();
    await buyer.ask(`/api/orders/${order!.id}/cancel`, {});
    await shop.settle();
    expect(await shop.order(order!.id)).toMatchObject({
      state: 'cancelled',
      money: 'returned',
      refunded: order!.total,
    });
    const { refunds } = await shop.double.control.truth();
    expect(refunds.at(-1)).toMatchObject({ amount: order!.total, status: 'processed' });
    expect(await shop.breaks()).toEqual([]);
  });

  it('a parcel that comes back: money that was paid returns, cash was never there', async () => {
    const buyer = shop.buyer();
    const [paid] = await buyer.buy([variantId]);
    const [cash] = await buyer.buy([await another(50_000)], { payment: 'cash-on-delivery' });
    await shop.settle();
    for (const { id } of [paid!, cash!]) {
      await shop.move(id, 'packed');
      await shop.move(id, 'shipped', { courier: 'by-hand', tracking: `RTO-${id}` });
      await shop.move(id, 'rto', { cause: 'refused', reason: 'Nobody took it.' });
    }
    expect(await shop.order(paid!.id)).toMatchObject({ state: 'rto', money: 'returned' });
    expect(await shop.order(cash!.id)).toMatchObject({ state: 'rto', money: 'none' });
    const { standing } = await buyer.ask<{ standing: { counts: { rto: number; cancelledLate: number } } }>(
      '/api/standing',
    );
    expect(standing.counts).toMatchObject({ rto: 2, refused: 2, cancelledLate: 0 });
    expect(await shop.breaks()).toEqual([]);
  });

  it('coins are earned when the seller is paid, pay a part of the next order, and come back with it', async () => {
    const buyer = shop.buyer();
    const [first] = await buyer.buy([await another(2_000_000)]);
    await shop.settle();
    const wallet = async () => (await buyer.ask<{ wallet: Wallet }>('/api/wallet')).wallet;
    expect(await wallet()).toMatchObject({ coins: 0, pending: 20_000 });
    await liked(buyer, first!.id);
    expect(await wallet()).toMatchObject({ coins: 20_000, pending: 0 });
    const [second] = await buyer.buy([variantId], { useCoins: true });
    expect(second!.coins.used).toBe(20_000);
    await shop.settle();
    expect(await wallet()).toMatchObject({ coins: 0 });
    expect(await shop.breaks()).toEqual([]);
    await shop.operator(`/api/studio/orders/${second!.id}/refund`, { amount: 50_000, reason: 'A stain.' });
    await shop.settle();
    expect(await wallet()).toMatchObject({ coins: 10_000 });
    await shop.move(second!.id, 'cancelled', { reason: 'Torn.' });
    expect(await wallet()).toMatchObject({ coins: 20_000, pending: 0 });
    expect(await shop.balance(`2100:${second!.id}`)).toBe(0);
    expect(await shop.breaks()).toEqual([]);
  });

  it('what the seller gives up after packing does not count against its buyer; what they buy of themselves is marked', async () => {
    const buyer = shop.buyer();
    const [order] = await buyer.buy([await another(50_000)], { payment: 'cash-on-delivery' });
    await shop.move(order!.id, 'packed');
    await seller.ask(`/api/studio/orders/${order!.id}/move`, { to: 'cancelled', reason: 'Torn.' });
    await shop.settle();
    const { standing } = await buyer.ask<{ standing: object }>('/api/standing');
    expect(standing).toMatchObject({ level: 'plain', counts: { cancelledLate: 0 } });
    const lines = [{ variantId: await another(100_000), quantity: 1 }];
    const payment = 'cash-on-delivery';
    await seller.ask('/api/orders', { lines, payment, address, expectedTotal: 100_000 });
    const marked = await test.db.rows(
      'SELECT account_id AS id FROM loyalty_earnings WHERE flagged IS NOT NULL',
    );
    expect(marked).toEqual([{ id: seller.id }]);
  });

  it('two sellers in one basket, one of whom gives up: the other’s order goes on', async () => {
    const other = await shop.seller();
    const [theirs] = await other.product(70_000);
    const buyer = shop.buyer();
    const orders = await buyer.buy([variantId, theirs!]);
    await shop.settle();
    const [mine, cancelled] = [
      orders.find((one) => one.seller.id === seller.id)!,
      orders.find((one) => one.seller.id === other.id)!,
    ];
    await other.ask(`/api/studio/orders/${cancelled.id}/move`, { to: 'cancelled', reason: 'Torn.' });
    await shop.settle();
    expect(await shop.order(cancelled.id)).toMatchObject({ state: 'cancelled', money: 'returned' });
    await liked(buyer, mine.id);
    expect(await shop.order(mine.id)).toMatchObject({ state: 'completed', money: 'released' });
    expect(await shop.breaks()).toEqual([]);
  });

  it('a log of deeds in which somebody changed something is found with the books', async () => {
    const log = async () => {
      const { verdict } = await shop.operator<{ verdict: Verdict }>('/api/operator/ledger/verify', {});
      return verdict.invariants.find((one) => one.id === 'audit');
    };
    expect(await log()).toMatchObject({ holds: true });
    const sqlite = ['DROP TRIGGER audit_entries_no_update'];
    const postgres = ['ALTER TABLE audit_entries DISABLE TRIGGER ALL'];
    for (const sql of test.db.dialect === 'sqlite' ? sqlite : postgres) await test.db.run(sql);
    await test.db.run("UPDATE audit_entries SET reason = 'Another one' WHERE seq = 1");
    expect(await log()).toMatchObject({ holds: false, breaks: ['the log breaks at entry 1'] });
  });
});
