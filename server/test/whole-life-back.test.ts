import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Order } from '#contracts/orders';
import type { Return } from '#contracts/returns';
import type { Dispute } from '#contracts/settlement';
import { eachDatabase } from './database.ts';
import { type Buyer, day, openWholeShop, type Seller, type WholeShop } from './whole-shop.ts';

eachDatabase((_name, test) => {
  let shop: WholeShop;
  let seller: Seller;
  beforeAll(async () => {
    shop = await openWholeShop(test.db);
    seller = await shop.seller();
    await seller.bank();
  }, 30_000);
  afterAll(() => shop?.close());

  const money = async (...accounts: string[]) => {
    const all: number[] = [];
    for (const account of accounts) all.push(await shop.balance(account));
    return all;
  };
  /** With the buyer, and perhaps to their liking. */
  const delivered = async ({
    price = 50_000,
    liked = false,
    payment = 'razorpay' as 'razorpay' | 'cash-on-delivery',
    sizes = 1,
  } = {}) => {
    const variants = await seller.product(price, sizes);
    const buyer = shop.buyer();
    const [order] = (await buyer.buy([variants[0]!], { payment })) as [Order];
    await shop.settle();
    await shop.bring(order.id);
    if (liked) await buyer.ask(`/api/orders/${order.id}/satisfied`, {});
    await shop.settle();
    return { buyer, order, id: order.id, variants };
  };
  const sendBack = async (buyer: Buyer, order: Order, more: object = {}): Promise<Return> => {
    const lines = order.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
    const asked = { lines, reason: 'changed-mind', ...more };
    const path = `/api/orders/${order.id}/returns`;
    const { return: one } = await buyer.ask<{ return: Return }>(path, asked);
    await seller.ask(`/api/studio/returns/${one.id}/move`, { to: 'accepted' });
    const back = await seller.ask<{ return: Return }>(`/api/studio/returns/${one.id}/move`, {
      to: 'received',
    });
    await shop.settle();
    return back.return;
  };

  it('what was sent back whole leaves its delivery to the seller, and nothing behind', async () => {
    const { buyer, order, id } = await delivered();
    await sendBack(buyer, order);
    expect(await shop.order(id)).toMatchObject({ state: 'returned', refunded: 50_000 });
    expect(await money(`2100:${id}`)).toEqual([0]);
    expect((await shop.entries(id)).map((one) => one.kind)).toContain('released');
    await shop.pass(4 * day);
    expect(await shop.breaks()).toEqual([]);
  });

  it('in cash, too, once the courier has handed it over', async () => {
    const { buyer, order, id } = await delivered({ payment: 'cash-on-delivery' });
    await sendBack(buyer, order, { refundTo: { kind: 'upi', vpa: 'meera@upi' } });
    expect(await money(`2100:${id}`)).toEqual([4_900]);
    await shop.remit(id.slice(-12), order.total);
    expect(await money(`2100:${id}`)).toEqual([0]);
    const { items } = await shop.operator<{ items: { id: string }[] }>('/api/operator/refunds');
    await shop.operator(`/api/operator/refunds/${items[0]!.id}/paid`, { reference: 'UPI-1' });
    expect(await shop.breaks()).toEqual([]);
  });

  it('a part sent back after the seller was paid is theirs to give back', async () => {
    const { buyer, order, id } = await delivered({ liked: true });
    await payAll();
    const owed = `1300:${seller.id}`;
    expect(await money(owed)).toEqual([0]);
    await sendBack(buyer, order);
    expect((await money(owed))[0]).toBeGreaterThan(0);
    expect(await shop.order(id)).toMatchObject({ state: 'returned', refunded: 50_000 });
    expect(await shop.breaks()).toEqual([]);
    // The next sale pays it back first.
    await delivered({ liked: true, price: 200_000 });
    expect(await money(owed)).toEqual([0]);
    expect(await shop.breaks()).toEqual([]);
  });

  const payAll = async () => {
    const { payouts } = await shop.operator<{ payouts: { id: string }[] }>('/api/operator/payouts', {});
    for (const { id } of payouts)
      await shop.operator(`/api/operator/payouts/${id}`, { state: 'paid', reference: `UTR-${id}` });
    return payouts;
  };

  it('another size for what did not fit: paid with the money that is there, in cash when that has come', async () => {
    const { buyer, order, id, variants } = await delivered({ payment: 'cash-on-delivery', sizes: 2 });
    const back = await sendBack(buyer, order, { exchangeFor: variants[1] });
    expect(back.state).toBe('exchanged');
    const other = back.exchangeOrderId!;
    expect(await money(`2100:${id}`, `2100:${other}`)).toEqual([4_900, 50_000]);
    await shop.bring(other);
    await buyer.ask(`/api/orders/${other}/satisfied`, {});
    await shop.settle();
    expect(await money(`2100:${other}`)).toEqual([50_000]);
    await shop.remit(id.slice(-12), order.total);
    await shop.pass(2 * 60_000);
    expect(await money(`2100:${id}`, `2100:${other}`)).toEqual([0, 0]);
    expect(await shop.breaks()).toEqual([]);
  });

  it('a quarrel that is ruled half and half gives each their half', async () => {
    const { buyer, id } = await delivered();
    const { dispute } = await buyer.ask<{ dispute: Dispute }>(`/api/orders/${id}/dispute`, {
      reason: 'damaged',
      text: 'A hole in it.',
    });
    expect(await shop.order(id)).toMatchObject({ disputed: true });
    await shop.pass(5 * day);
    expect(await shop.order(id)).toMatchObject({ state: 'delivered' });
    await shop.operator(`/api/operator/disputes/${dispute.id}/rule`, { refund: 27_450, reason: 'Both.' });
    await shop.settle();
    expect(await shop.order(id)).toMatchObject({ state: 'completed', disputed: false, refunded: 27_450 });
    expect(await money(`2100:${id}`)).toEqual([0]);
    expect(await shop.breaks()).toEqual([]);
  });
});
