import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDouble, type TestDouble } from '../test/open.ts';

describe('a Razorpay on a bad day', () => {
  let double: TestDouble;
  beforeEach(async () => {
    double = await openTestDouble({ seed: 7 });
  });
  afterEach(() => double.stop());

  const create = 'POST /orders';
  const asked = { amount: 50_000, currency: 'INR', receipt: 'LEO-1', unique_receipt: true };
  const ordersMade = async () => (await double.control.truth()).orders.length;
  const strike = (rule: Omit<Parameters<TestDouble['control']['faults']['add']>[0], 'route'>) =>
    double.control.faults.add({ route: create, times: 1, ...rule });

  it('F1: drops the request, and has done nothing', async () => {
    await strike({ fault: 'F1' });
    await expect(double.call(create, asked)).rejects.toThrow();
    expect(await ordersMade()).toBe(0);
    expect((await double.call(create, asked)).status).toBe(200);
  });

  it('F2: does it, and drops the answer', async () => {
    await strike({ fault: 'F2' });
    await expect(double.call(create, asked)).rejects.toThrow();
    expect(await ordersMade()).toBe(1);
    // The same receipt finds the order that was made.
    const again = await double.call(create, asked);
    expect(again.body['id']).toBe((await double.control.truth()).orders[0]?.id);
    expect(await ordersMade()).toBe(1);
  });

  it('F3: does it, and a gateway answers in HTML', async () => {
    await strike({ fault: 'F3' });
    const answer = await double.call(create, asked);
    expect(answer).toMatchObject({ status: 502, body: { text: expect.stringContaining('502 Bad Gateway') } });
    expect(await ordersMade()).toBe(1);
  });

  it('F4: answers an empty 500, having done it or not', async () => {
    await strike({ fault: 'F4' });
    expect(await double.call(create, asked)).toMatchObject({ status: 500, body: { text: '' } });
    expect(await ordersMade()).toBe(0);
    await strike({ fault: 'F4', effect: true });
    expect((await double.call(create, asked)).status).toBe(500);
    expect(await ordersMade()).toBe(1);
  });

  it('F5: is asked too often, and says until when or not', async () => {
    await strike({ fault: 'F5', retryAfter: 2 });
    await strike({ fault: 'F5' });
    const first = await double.call(create, asked);
    const second = await double.call(create, asked);
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '2']);
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, null]);
    expect(await ordersMade()).toBe(0);
  });

  it('F6: has done it and hangs; whoever hangs up finds it done', async () => {
    await strike({ fault: 'F6' });
    const hungUp = new AbortController();
    const answer = fetch(`${double.url}/v1/orders`, {
      method: 'POST',
      signal: hungUp.signal,
      headers: {
        authorization: `Basic ${Buffer.from(`${double.keyId}:${double.keySecret}`).toString('base64')}`,
      },
      body: JSON.stringify(asked),
    });
    await expect.poll(ordersMade).toBe(1);
    hungUp.abort();
    await expect(answer).rejects.toThrow('aborted');
  });

  it('F7: answers letter by letter', async () => {
    await strike({ fault: 'F7', ms: 1 });
    const answer = await double.call(create, asked);
    expect(answer).toMatchObject({ status: 200, body: { entity: 'order' } });
    expect(answer.headers.get('content-length')).toBeNull();
  });

  it('F8: answers 200 and half of the JSON', async () => {
    await strike({ fault: 'F8' });
    await expect(double.call(create, asked)).rejects.toThrow(SyntaxError);
    expect(await ordersMade()).toBe(1);
  });

  it.each(['id', 'amount', 'currency'] as const)('F9: answers with another %s', async (field) => {
    await strike({ fault: 'F9', field });
    const { body } = await double.call(create, asked);
    const [order] = (await double.control.truth()).orders;
    expect({ ...body, [field]: null }).toEqual({ ...order, [field]: null });
    expect(body[field]).not.toBe(order?.[field]);
  });

  it('F10: answers 409 while a refund is under way, and makes one refund of many attempts', async () => {
    const { payment } = await double.paid(50_000);
    const route = 'POST /payments/:id/refund';
    await double.control.faults.add({ route, fault: 'F10', times: 1, ms: 30 });
    const key = { 'x-refund-idempotency': 'refund-000001' };
    const ask = () => double.call(`POST /payments/${payment}/refund`, { amount: 1000 }, key);
    const [first, second] = [await ask(), await ask()];
    expect([first.status, second.status]).toEqual([409, 409]);
    await expect.poll(async () => (await double.control.truth()).refunds.length).toBe(1);
    const third = await ask();
    expect(third).toMatchObject({ status: 200, body: { amount: 1000 } });
    expect((await double.control.truth()).refunds).toHaveLength(1);
  });

  it('F11: does not take the keys any more', async () => {
    await strike({ fault: 'F11' });
    expect(await double.call(create, asked)).toMatchObject({
      status: 401,
      body: { error: { description: 'Authentication failed' } },
    });
    const rotated = await double.control.rotateKey();
    expect((await double.call(create, asked)).status).toBe(401);
    expect(rotated.keySecret).not.toBe(double.keySecret);
  });

  it('F12: cuts the line in the middle of the answer', async () => {
    await strike({ fault: 'F12' });
    const cut = new Promise<{ status: number | undefined; got: string; code: unknown }>((resolve, reject) => {
      const sent = request(`${double.url}/v1/orders`, {
        method: 'POST',
        auth: `${double.keyId}:${double.keySecret}`,
      });
      sent.once('error', reject);
      sent.once('response', (answer) => {
        let got = '';
        answer.on('data', (part: Buffer) => {
          got += part.toString();
        });
        answer.once('error', (error: NodeJS.ErrnoException) =>
          resolve({ status: answer.statusCode, got, code: error.code }),
        );
      });
      sent.end(JSON.stringify(asked));
    });
    const { status, got, code } = await cut;
    expect([status, code]).toEqual([200, 'ECONNRESET']);
    expect(() => JSON.parse(got)).toThrow();
    expect(await ordersMade()).toBe(1);
  });

  it('F13: sends the keys to another host, and does nothing', async () => {
    await strike({ fault: 'F13', location: 'http://thief.example/v1/orders' });
    const answer = await double.call(create, asked);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://thief.example/v1/orders']);
    expect(await ordersMade()).toBe(0);
  });

  it('F14: its clock is a day wrong', async () => {
    await strike({ fault: 'F14', skew: -86_400 });
    const { body, headers } = await double.call(create, asked);
    const [order] = (await double.control.truth()).orders;
    expect(body['created_at']).toBe((order?.created_at ?? 0) - 86_400);
    expect(Date.parse(headers.get('date') ?? '')).toBeLessThan(Date.now() - 80_000_000);
  });

  it('F15: is down for ten minutes of its clock', async () => {
    await double.control.faults.add({ route: '*', fault: 'F15' });
    const look = async () => (await double.call('GET /orders')).status;
    expect(await look()).toBe(503);
    await double.control.clock.advance(9 * 60_000);
    expect(await look()).toBe(503);
    await double.control.clock.advance(60_000);
    expect(await look()).toBe(200);
  });

  it('follows a script, call by call', async () => {
    await double.control.faults.add({ route: create, script: ['F3', null, 'F5'] });
    const statuses = [];
    for (let at = 0; at < 4; at += 1) statuses.push((await double.call(create, asked)).status);
    expect(statuses).toEqual([502, 200, 429, 200]);
  });

  it('is as unlucky the second time with the same seed, and spares other routes', async () => {
    const row = async () => {
      await double.control.seed(42);
      await double.control.faults.clear();
      await double.control.faults.add({ route: 'GET /orders', fault: 'F5', probability: 0.4 });
      const statuses = [];
      for (let at = 0; at < 20; at += 1) statuses.push((await double.call('GET /orders')).status);
      return statuses;
    };
    const first = await row();
    expect(new Set(first)).toEqual(new Set([200, 429]));
    expect(await row()).toEqual(first);
    expect((await double.call('GET /payments')).status).toBe(200);
  });
});
