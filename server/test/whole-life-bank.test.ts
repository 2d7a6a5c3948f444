import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Order } from '#contracts/orders';
import type { ReconciliationRow } from '#contracts/payments';
import { eachDatabase } from './database.ts';
import { day, openWholeShop, type Seller, type WholeShop } from './whole-shop.ts';

eachDatabase((_name, test) => {
  let shop: WholeShop;
  let seller: Seller;
  beforeAll(async () => {
    shop = await openWholeShop(test.db);
    seller = await shop.seller();
    await seller.bank();
  }, 30_000);
  afterAll(() => shop?.close());

  const paid = async (price = 50_000) => {
    const [variantId] = await seller.product(price);
    const buyer = shop.buyer();
    const [order] = (await buyer.buy([variantId!])) as [Order];
    await shop.settle();
    const { payments } = await shop.double.control.truth();
    return { buyer, order, id: order.id, payment: payments.at(-1)!.id };
  };
  const theirs = async (id: string) => (await seller.ask<{ order: Order }>(`/api/orders/${id}`)).order;
  const rows = async (kind: string) =>
    (await shop.operator<{ items: ReconciliationRow[] }>('/api/operator/reconciliation')).items.filter(
      (one) => one.kind === kind,
    );

  it('a payment the buyer’s bank disputes holds the order’s money until the bank has decided', async () => {
    const { id, payment } = await paid();
    await shop.bring(id);
    const opened = await shop.double.control.force.dispute(payment);
    await shop.settle();
    expect(await theirs(id)).toMatchObject({ disputed: true, state: 'delivered' });
    await shop.pass(3 * day);
    expect(await theirs(id)).toMatchObject({ state: 'delivered', money: 'held' });
    expect(await shop.breaks()).toEqual([]);
    await shop.double.control.force.disputeEnd(opened.id, 'won');
    await shop.settle();
    await shop.pass(day);
    expect(await theirs(id)).toMatchObject({ disputed: false, state: 'completed', money: 'released' });
    expect(await shop.balance(`2100:${id}`)).toBe(0);
    expect(await shop.breaks()).toEqual([]);
  });

  it('35. lost after the seller was paid, it is theirs to give back, and their statement says so', async () => {
    const { id, payment } = await paid();
    await shop.bring(id);
    await shop.pass(3 * day);
    const { payouts } = await shop.operator<{ payouts: { id: string }[] }>('/api/operator/payouts', {});
    for (const one of payouts)
      await shop.operator(`/api/operator/payouts/${one.id}`, { state: 'paid', reference: 'UTR9' });
    const opened = await shop.double.control.force.dispute(payment);
    await shop.settle();
    await shop.double.control.force.disputeEnd(opened.id, 'lost');
    await shop.settle();
    expect(await shop.balance(`1300:${seller.id}`)).toBe(54_900);
    const { items } = await seller.ask<{ items: object[] }>('/api/studio/statement');
    expect(items[0]).toMatchObject({ kind: 'adjusted', orderId: id, gross: 54_900, net: 0, balance: 0 });
    expect(await theirs(id)).toMatchObject({ disputed: false });
    expect(await shop.breaks()).toEqual([]);
  });

  it('lost before the order was packed, there is nothing left to give back when it is cancelled', async () => {
    const { id, payment } = await paid();
    const opened = await shop.double.control.force.dispute(payment);
    await shop.double.control.force.disputeEnd(opened.id, 'lost');
    await shop.settle();
    await shop.move(id, 'cancelled', { reason: 'The bank took it back.' });
    expect(await theirs(id)).toMatchObject({ state: 'cancelled', refunded: 0 });
    expect(await shop.breaks()).toEqual([]);
  });

  it('money given back at the provider’s own pages is shown, and the seller gets what is left', async () => {
    const { id, payment } = await paid();
    await shop.refundAtProvider(payment, 20_000);
    await shop.settle();
    expect(await theirs(id)).toMatchObject({ refunded: 20_000, state: 'confirmed' });
    expect(await rows('refund-not-ours')).toMatchObject([{ orderId: id, amount: 20_000 }]);
    expect(await shop.breaks()).toEqual([]);
    await shop.bring(id);
    await shop.pass(3 * day);
    expect(await theirs(id)).toMatchObject({ state: 'completed', refunded: 20_000 });
    const released = (await shop.entries(id)).find((one) => one.kind === 'released');
    expect(released?.lines.find((one) => one.account === `2100:${id}`)?.debit).toBe(34_900);
    expect(await shop.breaks()).toEqual([]);
  });

  it('36. a settlement that pays a rupee less than its lines is shown to the operator', async () => {
    await paid();
    await shop.double.control.force.settle({ short: 100 });
    await shop.pass(day);
    expect(await rows('settlement-difference')).toMatchObject([{ amount: 100 }]);
    expect(await shop.breaks()).toEqual([]);
  });
});
