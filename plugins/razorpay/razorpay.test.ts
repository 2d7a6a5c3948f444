import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { ProviderRefusal, UnknownOutcome } from 'leo-live/sdk';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { opened, openShop, request, type Shop, startListener, startRig } from './test/rig.ts';

const rig = await startRig();
afterAll(() => rig.stop());
afterEach(async () => {
  await rig.control.faults.clear();
  await rig.control.switches({ uniqueReceipt: 'same-order', refunds: 'processed' });
});

const currency = 'INR';
const amount = 49_900;
const shop = openShop(rig.double);

const paid = async (at: Shop = shop, due = request(amount)) => {
  const { reference, checkout } = await opened(at, due);
  const { razorpay_payment_id: id } = await rig.control.pay({ order_id: reference });
  return { due, reference, checkout, id };
};
const captured = async (at: Shop = shop, due = request(amount)) => {
  const all = await paid(at, due);
  await at.online.capture({ id: all.id, amount: due.amount, currency });
  return all;
};

describe('a payment that is opened', () => {
  it('gives the browser what the provider’s page needs', async () => {
    const due = request(amount);
    const { reference, checkout } = await opened(shop, due);
    expect(checkout).toMatchObject({ script: `${rig.double.url}/v1/checkout.js`, test: true });
    const { timeout, ...options } = checkout.options;
    expect(options).toEqual({
      key: rig.double.keyId,
      order_id: reference,
      amount,
      currency,
      name: 'Order L-1001',
      prefill: { name: 'Asha Rao', contact: '+919800000000' },
      notes: { payment: due.orderId },
      retry: { enabled: true },
      callback_url: `https://shop.example/pay/razorpay/return/${due.orderId}`,
      redirect: false,
    });
    expect(timeout).toBeGreaterThan(500);
    expect(timeout).toBeLessThanOrEqual(600);
  });

  it('is the same one where the provider refuses the receipt a second time', async () => {
    await rig.control.switches({ uniqueReceipt: 'refuse' });
    const due = request(amount);
    const { reference } = await opened(shop, due);
    expect((await opened(shop, due)).reference).toBe(reference);
    expect(await shop.authorise({ ...due, amount: request(100).amount })).toMatchObject({
      outcome: 'declined',
    });
  });

  it('is declined below a rupee, and where shares are not agreed on', async () => {
    expect(await shop.authorise(request(99))).toMatchObject({
      outcome: 'declined',
      reason: expect.stringMatching(/₹1/),
    });
    const share = { orderId: randomUUID(), account: 'acc_00000000000000', amount: request(100).amount };
    expect(await shop.authorise(request(amount, [share]))).toMatchObject({ outcome: 'declined' });
  });

  it('is not taken by itself, and goes back when Leo does not take it in time', async () => {
    const { id } = await paid(openShop(rig.double, { settings: { captureMinutes: 12 } }));
    expect(await shop.online.payment(id)).toMatchObject({ state: 'authorised', fee: 0 });
    await rig.control.clock.advance(12 * 60_000);
    expect(await shop.online.payment(id)).toMatchObject({ state: 'refunded', refunded: amount });
    await expect(shop.online.capture({ id, amount, currency })).rejects.toThrow(ProviderRefusal);
  });

  it('may be tried again after a failure, whose reason a buyer can read', async () => {
    const { reference } = await opened(shop, request(amount));
    await rig.control.pay({ order_id: reference, outcome: 'failure' });
    const [tried] = await shop.online.paymentsOf(reference);
    expect(tried).toMatchObject({ state: 'failed', failure: expect.stringMatching(/declined/) });
    await rig.control.pay({ order_id: reference });
    expect((await shop.online.paymentsOf(reference)).map(({ state }) => state).sort()).toEqual([
      'authorised',
      'failed',
    ]);
  });
});

describe('what is asked of Razorpay', () => {
  const traversals = [
    '../payments/pay_00000000000000/capture?x=1',
    'pay_00000000000000/capture',
    'pay_00000000000000?x=1',
    'pay_0000000000000',
    'PAY_00000000000000',
    'pay_0000000000000é',
    'pay_00000000000000\n',
    'order_00000000000000/../../payments',
    '',
  ];
  it.each(traversals)('is not sent with the id %j', async (id) => {
    const { heard, url, stop } = await startListener();
    const { online } = openShop({ ...rig.double, url }, { settings: { route: true } });
    const [refundId, reversalId] = [randomUUID(), randomUUID()];
    const { transfers } = online;
    const calls = [
      () => online.payment(id),
      () => online.paymentsOf(id),
      () => online.capture({ id, amount, currency }),
      () => online.refund({ refundId, paymentId: id, amount, currency, reason: 'x' }),
      () => online.refundsOf(id),
      () => online.disputesOf?.(id) ?? Promise.reject(new ProviderRefusal('', '')),
      () => transfers?.of(id),
      () => transfers?.release(id),
      () => transfers?.reverse({ reversalId, transferId: id, amount }),
    ];
    for (const call of calls) await expect(Promise.resolve(call())).rejects.toThrow(ProviderRefusal);
    expect(await transfers?.ready(id)).toBe(false);
    expect(heard).toEqual([]);
    await stop();
  });

  it.each([0, -1, 100.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'is not sent with the amount %d',
    async (wrong) => {
      const { heard, url, stop } = await startListener();
      const { online, authorise } = openShop({ ...rig.double, url });
      const id = 'pay_00000000000000';
      await expect(online.capture({ id, amount: wrong, currency })).rejects.toThrow(ProviderRefusal);
      const asked = { refundId: randomUUID(), paymentId: id, amount: wrong, currency, reason: 'x' };
      await expect(online.refund(asked)).rejects.toThrow(ProviderRefusal);
      await expect(authorise({ ...request(100), amount: wrong as never })).rejects.toThrow(ProviderRefusal);
      expect(heard).toEqual([]);
      await stop();
    },
  );

  it('keeps concurrent refunds’ keys apart', async () => {
    const ids = await Promise.all([captured(), captured(), captured()]);
    const asked = ids.map(({ id }) => ({
      refundId: randomUUID(),
      paymentId: id,
      amount: 100,
      currency,
      reason: 'Came back',
    }));
    const refunds = await Promise.all(asked.map((one) => shop.online.refund(one)));
    expect(refunds.map(({ ours }) => ours)).toEqual(asked.map(({ refundId }) => refundId));
    for (const { paymentId } of asked) expect(await shop.online.refundsOf(paymentId)).toHaveLength(1);
  });

  it('and answered with the shop’s own secret in it is told without', async () => {
    const { keyId, keySecret } = rig.double;
    const basic = Buffer.from(`${keyId}:${keySecret}`).toString('base64');
    const description = `The key ${keySecret} (Basic ${basic}) is not for this`;
    const echo = await startListener((_, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 'BAD_REQUEST_ERROR', description } }));
    });
    const { online } = openShop({ ...rig.double, url: echo.url });
    const problem: unknown = await online.payment('pay_00000000000000').catch((thrown: unknown) => thrown);
    expect(problem).toBeInstanceOf(ProviderRefusal);
    expect((problem as Error).message).toBe('The key [secret] (Basic [secret]) is not for this');
    const said = inspect(problem, { depth: 20, showHidden: true });
    expect(said).not.toContain(keySecret);
    expect(said).not.toContain(basic);
    await echo.stop();
  });

  it.each([
    ['404', 404, '<html>Not found</html>'],
    ['403', 403, '{"message":"forbidden by a proxy"}'],
    ['400', 400, '{"error":"text"}'],
    ['200', 200, 'null'],
    ['200', 200, '[]'],
    ['204', 204, ''],
  ])('and answered %s by something that is not Razorpay is not known', async (_, status, body) => {
    const proxy = await startListener((__, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    const { online } = openShop({ ...rig.double, url: proxy.url });
    await expect(online.payment('pay_00000000000000')).rejects.toThrow(UnknownOutcome);
    await proxy.stop();
  });
});

describe('money that comes and goes', () => {
  it('is listed page by page, each once', async () => {
    const from = await rig.control.clock.advance(3_600_000);
    const { reference } = await opened(shop, request(amount));
    for (let n = 0; n < 103; n += 1) await rig.control.pay({ order_id: reference, outcome: 'failure' });
    const found = await shop.online.recent({ from: from - 1_000, to: from + 3_600_000 });
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    expect(found.filter((one) => one.reference === reference)).toHaveLength(103);
  });

  it('was settled on a day, to the paisa', async () => {
    const { id } = await captured();
    const { fee, tax } = await shop.online.payment(id);
    await rig.control.force.settle();
    const day = new Date((await rig.control.clock.now()) + 5.5 * 3_600_000).toISOString().slice(0, 10);
    const lines = await shop.online.settlements(day);
    expect(lines.find((line) => line.id === id)).toMatchObject({
      kind: 'payment',
      credit: amount - fee,
      debit: 0,
      fee,
      tax,
      settlement: expect.stringMatching(/^setl_/),
      utr: expect.stringMatching(/\S/),
    });
    const paid = (await rig.control.truth()).settlements.at(-1)?.amount;
    expect(lines.find((line) => line.id === id)?.settlementAmount).toBe(paid);
    await expect(shop.online.settlements('22/11/2026')).rejects.toThrow(ProviderRefusal);
  });

  it('is taken back for a dispute, and given again where it is won', async () => {
    const { id } = await captured();
    const { id: disputeId } = await rig.control.force.dispute(id);
    expect(await shop.online.disputesOf?.(id)).toMatchObject([{ id: disputeId, state: 'open', amount }]);
    await rig.control.force.disputeEnd(disputeId, 'won');
    expect(await shop.online.disputesOf?.(id)).toMatchObject([{ state: 'won', amount: 0 }]);
  });

  it('is a refund that is pending, and may fail', async () => {
    await rig.control.switches({ refunds: 'pending' });
    const { id } = await captured();
    const asked = { refundId: randomUUID(), paymentId: id, amount, currency, reason: 'Came back' };
    const refund = await shop.online.refund(asked);
    expect(refund.state).toBe('pending');
    await rig.control.force.refund(refund.id, 'failed');
    expect(await shop.online.refund(asked)).toMatchObject({ id: refund.id, state: 'failed' });
    await expect(shop.online.refund({ ...asked, amount: 100 })).rejects.toThrow(ProviderRefusal);
  });

  it('found its way back by another hand, and is not ours', async () => {
    const { id } = await paid(openShop(rig.double, { settings: { captureMinutes: 12 } }));
    await rig.control.clock.advance(12 * 60_000);
    const back = await shop.online.refundsOf(id);
    expect(back.map(({ ours }) => ours)).toEqual(back.map(() => null));
  });
});

describe('news', () => {
  it('are heard with the old secret while it is being changed, and once whatever the event is called', async () => {
    const { id } = await captured();
    const { headers, body } = await rig.newsOf(id);
    const heard = shop.online.hear({ headers, body });
    expect(heard?.news).toMatchObject({ about: 'payment', payment: { id } });
    const resent = { ...headers, 'x-razorpay-event-id': 'another' };
    expect(shop.online.hear({ headers: resent, body })?.key).toBe(heard?.key);
    const rotated = openShop({ ...rig.double, webhookSecret: 'webhook-secret-after' });
    expect(rotated.online.hear({ headers, body })).toBeNull();
  });
});
