import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestDouble, type TestDouble } from './test/open.ts';

const open: TestDouble[] = [];
const start = async (...options: Parameters<typeof openTestDouble>): Promise<TestDouble> => {
  const double = await openTestDouble(...options);
  open.push(double);
  return double;
};
afterEach(async () => {
  for (const double of open.splice(0)) await double.stop();
});

describe('a buyer who pays at the double', () => {
  it('pays an order, and the shop captures it and has the money less the fee', async () => {
    const { call, control, keySecret } = await start();
    const order = await call('POST /orders', { amount: 50_000, currency: 'INR', receipt: 'LEO-1' });
    expect(order).toMatchObject({ status: 200, body: { status: 'created', amount_due: 50_000, notes: [] } });
    const id = String(order.body['id']);
    const proof = await control.pay({ order_id: id });
    const signed = createHmac('sha256', keySecret).update(`${id}|${proof.razorpay_payment_id}`).digest('hex');
    expect(proof).toEqual({
      razorpay_payment_id: proof.razorpay_payment_id,
      razorpay_order_id: id,
      razorpay_signature: signed,
    });
    const path = `/payments/${proof.razorpay_payment_id}`;
    expect((await call(`GET ${path}`)).body).toMatchObject({
      status: 'authorized',
      captured: false,
      fee: null,
    });
    const captured = await call(`POST ${path}/capture`, { amount: 50_000, currency: 'INR' });
    expect(captured.body).toMatchObject({ status: 'captured', captured: true, fee: 1180, tax: 180 });
    expect((await call(`GET /orders/${id}`)).body).toMatchObject({
      status: 'paid',
      amount_due: 0,
      attempts: 1,
    });
    expect((await control.truth()).balance).toMatchObject({ total: 48_820, captured: 50_000, fees: 1180 });
  });

  it('gets a part back, and then the rest', async () => {
    const { call, control, paid } = await start();
    const { payment } = await paid(50_000);
    const part = await call(`POST /payments/${payment}/refund`, { amount: 20_000 });
    expect(part.body).toMatchObject({ entity: 'refund', amount: 20_000, status: 'processed' });
    expect((await call(`GET /payments/${payment}`)).body).toMatchObject({
      status: 'captured',
      refund_status: 'partial',
      amount_refunded: 20_000,
    });
    await call(`POST /payments/${payment}/refund`);
    expect((await call(`GET /payments/${payment}`)).body).toMatchObject({
      status: 'refunded',
      refund_status: 'full',
    });
    const again = await call(`POST /payments/${payment}/refund`, { amount: 100 });
    expect(again).toMatchObject({
      status: 400,
      body: { error: { description: 'The payment has been fully refunded already' } },
    });
    expect((await control.truth()).balance.total).toBe(-1180);
  });
});
