import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDouble, type TestDouble } from './test/open.ts';
import { openTestShop, type TestShop } from './test/shop.ts';

const day = 86_400_000;

describe('what happens late at Razorpay', () => {
  let shop: TestShop;
  let double: TestDouble;
  beforeEach(async () => {
    shop = await openTestShop();
    double = await openTestDouble({ webhook: { url: shop.url, secret: 'a-secret-of-the-shop' } });
  });
  afterEach(async () => {
    await double.stop();
    await shop.stop();
  });

  const heard = async (): Promise<string[]> => {
    await double.control.webhooks.idle();
    return shop.names();
  };
  const balance = async () => (await double.control.truth()).balance;

  it('L1: a payment that failed is authorised after all, and can be captured or let go', async () => {
    const { body } = await double.call('POST /orders', { amount: 50_000, currency: 'INR' });
    const order = String(body['id']);
    const { error } = await double.control.pay({ order_id: order, outcome: 'failure' });
    await double.control.clock.advance(day);
    const late = await double.control.force.authorise(error.metadata.payment_id);
    expect(late).toMatchObject({ status: 'authorized', error_code: null });
    expect(await heard()).toEqual(['payment.failed', 'payment.authorized']);
    await double.control.clock.advance(5 * day);
    expect((await double.call(`GET /payments/${late.id}`)).body).toMatchObject({
      status: 'refunded',
      captured: false,
    });
    expect(await heard()).toContain('refund.processed');
    const refunded = shop.heard.find(({ event }) => event.event === 'refund.processed');
    expect(refunded?.event).toMatchObject({ payload: { payment: { entity: { captured: false } } } });
  });

  it('L1: so is one that was left open', async () => {
    const { body } = await double.call('POST /orders', { amount: 50_000, currency: 'INR' });
    const open = await double.control.pay({ order_id: String(body['id']), outcome: 'timeout' });
    expect((await double.call(`GET /payments/${open.payment_id}`)).body).toMatchObject({ status: 'created' });
    await double.control.force.authorise(open.payment_id);
    const captured = await double.call(`POST /payments/${open.payment_id}/capture`, {
      amount: 50_000,
      currency: 'INR',
    });
    expect(captured.body).toMatchObject({ status: 'captured' });
  });

  it('L2: an order is paid twice', async () => {
    const { order } = await double.paid(50_000);
    const second = await double.control.force.secondCapture(order);
    expect(second).toMatchObject({ status: 'captured', amount: 50_000, order_id: order });
    expect(await balance()).toMatchObject({ captured: 100_000, total: 100_000 - 2 * 1180 });
    expect((await heard()).filter((name) => name === 'payment.captured')).toHaveLength(2);
  });

  it('L4: a refund that was under way, or done, comes back', async () => {
    await double.control.switches({ refunds: 'pending' });
    const { payment } = await double.paid(50_000);
    const { body } = await double.call(`POST /payments/${payment}/refund`, { amount: 20_000 });
    expect((await balance()).total).toBe(48_820 - 20_000);
    expect(await double.control.force.refund(String(body['id']), 'failed')).toMatchObject({
      status: 'failed',
    });
    expect(await balance()).toMatchObject({ total: 48_820, refunds: 0 });
    expect((await double.call(`GET /payments/${payment}`)).body).toMatchObject({
      amount_refunded: 0,
      refund_status: null,
    });
    expect(await heard()).toEqual(expect.arrayContaining(['refund.created', 'refund.failed']));
  });

  it('L5: a payment is disputed after it was settled, and lost or won', async () => {
    const { payment } = await double.paid(50_000);
    await double.control.force.settle();
    const lost = await double.control.force.dispute(payment, 20_000);
    const won = await double.control.force.dispute(payment, 5000);
    expect((await balance()).total).toBe(-25_000);
    await double.control.force.disputeEnd(lost.id, 'lost');
    await double.control.force.disputeEnd(won.id, 'won');
    expect(await balance()).toMatchObject({ total: -20_000, disputed: 20_000 });
    expect(await heard()).toEqual(
      expect.arrayContaining(['payment.dispute.created', 'payment.dispute.lost', 'payment.dispute.won']),
    );
  });

  it('L6: a settlement is a rupee short of its rows', async () => {
    await double.paid(50_000);
    const [settlement] = await double.control.force.settle({ short: 100 });
    expect(settlement?.amount).toBe(48_820 - 100);
    expect(await balance()).toMatchObject({ total: 100, settled: 48_720 });
    expect(await heard()).toContain('settlement.processed');
  });

  it('L7: a share fails after it was made, or goes back in parts', async () => {
    const { id: account } = await double.control.account();
    const transfers = [10_000, 20_000].map((amount) => ({ account, amount, currency: 'INR', on_hold: true }));
    await double.paid(50_000, { transfers });
    const [first, second] = (await double.control.truth()).transfers;
    expect(await double.control.force.transferFailed(first?.id ?? '')).toMatchObject({ status: 'failed' });
    const part = await double.control.force.transferReversed(second?.id ?? '', 5000);
    expect(part).toMatchObject({ status: 'partially_reversed', amount_reversed: 5000 });
    expect(await balance()).toMatchObject({ transfers: 20_000, reversals: 5000, total: 48_820 - 15_000 });
    expect(await heard()).toEqual(expect.arrayContaining(['transfer.processed', 'transfer.failed']));
  });

  it('forgets all of it when it is asked to, and keeps its keys', async () => {
    await double.paid(50_000);
    await double.control.reset();
    const truth = await double.control.truth();
    expect([truth.orders, truth.payments, truth.events, truth.balance.total]).toEqual([[], [], [], 0]);
    expect((await double.call('POST /orders', { amount: 50_000, currency: 'INR' })).status).toBe(200);
  });

  it('lets no page in a browser make money', async () => {
    const answer = await fetch(`${double.url}/__double/truth`, {
      method: 'POST',
      headers: { origin: 'http://shop.example' },
    });
    expect(answer.status).toBe(403);
  });
});
