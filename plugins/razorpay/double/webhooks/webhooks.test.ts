import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as documented from '../test/documented.ts';
import { openTestDouble, type TestDouble } from '../test/open.ts';
import { openTestShop, type TestShop } from '../test/shop.ts';

const secret = 'a-secret-of-the-shop';
const hour = 3_600_000;
const sign = (body: string, by = secret) => createHmac('sha256', by).update(body).digest('hex');

describe('the messages a shop hears from the double', () => {
  let shop: TestShop;
  let double: TestDouble;
  beforeEach(async () => {
    shop = await openTestShop();
    double = await openTestDouble({ webhook: { url: shop.url, secret }, seed: 3 });
  });
  afterEach(async () => {
    await double.stop();
    await shop.stop();
  });

  const idle = () => double.control.webhooks.idle();
  const authorise = async (amount = 50_000) => {
    const both = await double.authorised(amount);
    await idle();
    return both;
  };
  const fault = (rule: Parameters<TestDouble['control']['webhooks']['addFault']>[0]) =>
    double.control.webhooks.addFault({ times: 1, ...rule });
  const waiting = async () =>
    (await double.control.truth()).events.filter(({ state }) => state === 'waiting');

  it('carry a signature over what was sent, an id, and what was so at that moment', async () => {
    const { payment } = await double.paid(50_000);
    await double.call(`POST /payments/${payment}/refund`, { amount: 100 });
    await idle();
    expect(shop.names().toSorted()).toEqual([
      'order.paid',
      'payment.authorized',
      'payment.captured',
      'refund.created',
      'refund.processed',
    ]);
    for (const { headers, body } of shop.heard) {
      expect(headers['x-razorpay-signature']).toBe(sign(body));
      expect(headers['x-razorpay-event-id']).toMatch(/^[A-Za-z0-9]{14}$/);
    }
    const { payment: pay, order, refund } = documented;
    const parts: Record<string, Record<string, documented.Shape>> = {
      'payment.authorized': { payment: pay },
      'payment.captured': { payment: pay },
      'order.paid': { payment: pay, order },
      'refund.created': { refund, payment: pay },
      'refund.processed': { refund, payment: pay },
    };
    for (const { event } of shop.heard)
      expect(documented.differences(event, documented.event(parts[event.event] ?? {}))).toEqual([]);
    const first = shop.heard.find(({ event }) => event.event === 'payment.authorized');
    expect(first?.event).toMatchObject({
      payload: { payment: { entity: { status: 'authorized', fee: null } } },
    });
  });

  it('come again, twice as late each time, until the shop takes them', async () => {
    await double.control.clock.freeze();
    shop.answer = 500;
    await authorise();
    expect(shop.heard).toHaveLength(1);
    for (const [minutes, tries] of [
      [1, 2],
      [2, 3],
      [4, 4],
    ] as const) {
      await double.control.clock.advance(minutes * 60_000 - 1);
      expect(shop.heard).toHaveLength(tries - 1);
      await double.control.clock.advance(1);
      expect(shop.heard).toHaveLength(tries);
    }
    expect(new Set(shop.heard.map(({ body }) => body)).size).toBe(1);
    expect(new Set(shop.heard.map(({ headers }) => headers['x-razorpay-event-id'])).size).toBe(1);
    shop.answer = 204;
    await double.control.clock.advance(hour);
    expect(await waiting()).toEqual([]);
  });

  it('end after a day without a good answer, and the webhook with them', async () => {
    shop.answer = 503;
    await authorise();
    await double.control.clock.advance(25 * hour);
    expect((await double.control.truth()).webhook.disabled).toBe(true);
    const before = shop.heard.length;
    await authorise();
    expect(shop.heard).toHaveLength(before);
    shop.answer = 200;
    await double.control.webhooks.enable();
    await authorise();
    expect(shop.heard).toHaveLength(before + 1);
  });

  it('are kept while they are off, and are as they were when they go out', async () => {
    await double.control.webhooks.off();
    const { payment } = await double.paid(50_000);
    expect(shop.heard).toEqual([]);
    await double.control.webhooks.on();
    await idle();
    const early = shop.heard.find(({ event }) => event.event === 'payment.authorized');
    expect(early?.event).toMatchObject({
      payload: { payment: { entity: { id: payment, status: 'authorized' } } },
    });
    expect(shop.heard).toHaveLength(3);
  });

  it('carry the old secret where they happened before it was changed', async () => {
    shop.answer = 500;
    await authorise();
    const { secret: fresh } = await double.control.rotateWebhookSecret();
    shop.answer = 200;
    await authorise();
    await double.control.webhooks.flush();
    const signedWith = ({ headers, body }: (typeof shop.heard)[number]) =>
      headers['x-razorpay-signature'] === sign(body, fresh) ? 'fresh' : 'old';
    expect(shop.heard.map(signedWith).toSorted()).toEqual(['fresh', 'old', 'old']);
  });

  describe('in trouble', () => {
    const ids = () => shop.heard.map(({ headers }) => headers['x-razorpay-event-id']);
    const amounts = () =>
      shop.heard.map(({ event }) => (event['payload'] as never)['payment']['entity']['amount'] as number);

    it('W1: come several times', async () => {
      await fault({ fault: 'W1', count: 4 });
      await authorise();
      expect(shop.heard).toHaveLength(5);
      expect(new Set(ids()).size).toBe(1);
    });

    it('W2: come in another order', async () => {
      await double.control.webhooks.addFault({ fault: 'W2', count: 3, times: 3 });
      await double.paid(50_000);
      await idle();
      expect((await double.control.truth()).events.map(({ name }) => name)).toEqual([
        'payment.authorized',
        'payment.captured',
        'order.paid',
      ]);
      expect(shop.names().toSorted()).toEqual(['order.paid', 'payment.authorized', 'payment.captured']);
    });

    it('W3: come a day late', async () => {
      await fault({ fault: 'W3' });
      await authorise();
      await double.control.clock.advance(23 * hour);
      expect(shop.heard).toEqual([]);
      await double.control.clock.advance(hour);
      expect(shop.names()).toEqual(['payment.authorized']);
    });

    it('W4: never come', async () => {
      await fault({ fault: 'W4', event: 'payment.captured' });
      await double.paid(50_000);
      await double.control.webhooks.flush();
      expect(shop.names().toSorted()).toEqual(['order.paid', 'payment.authorized']);
    });

    it('W5: another message under an id that was used', async () => {
      await authorise();
      await fault({ fault: 'W5' });
      await authorise();
      expect(new Set(ids()).size).toBe(1);
      expect(new Set(shop.heard.map(({ body }) => body)).size).toBe(2);
    });

    it('W6: the same message under a new id', async () => {
      await fault({ fault: 'W6' });
      await authorise();
      expect(new Set(ids()).size).toBe(2);
      expect(new Set(shop.heard.map(({ body }) => body)).size).toBe(1);
    });

    it('W7: signed with the secret from before', async () => {
      await double.control.rotateWebhookSecret('the-next-secret');
      await fault({ fault: 'W7' });
      await authorise();
      expect(shop.heard[0]?.headers['x-razorpay-signature']).toBe(sign(shop.heard[0]?.body ?? '', secret));
    });

    it.each([
      ['bad', /^[0-9a-f]{64}$/],
      ['truncated', /^[0-9a-f]{40}$/],
      ['upper-case', /^[0-9A-F]{64}$/],
      ['empty', /^$/],
      ['none', /^undefined$/],
    ] as const)('W8: a signature that is %s', async (signature, pattern) => {
      await fault({ fault: 'W8', signature });
      await authorise();
      const [first] = shop.heard;
      expect(String(first?.headers['x-razorpay-signature'])).toMatch(pattern);
      expect(first?.headers['x-razorpay-signature']).not.toBe(sign(first?.body ?? ''));
    });

    it('W8: two signatures, of which one is right', async () => {
      await fault({ fault: 'W8', signature: 'two' });
      await authorise();
      const [{ rawHeaders, body } = { rawHeaders: [], body: '' }] = shop.heard;
      const signatures = rawHeaders.filter((_, at) => rawHeaders[at - 1] === 'x-razorpay-signature');
      expect(signatures).toHaveLength(2);
      expect(signatures[1]).toBe(sign(body));
    });

    it('W9: written another way, and signed as it was written', async () => {
      await fault({ fault: 'W9' });
      const { body } = await double.call('POST /orders', { amount: 50_000, currency: 'INR' });
      await double.control.pay({ order_id: String(body['id']), notes: { path: 'a/b' } });
      await idle();
      const [first] = shop.heard;
      expect(first?.body).not.toBe(JSON.stringify(first?.event));
      expect(first?.body).toContain('a\\/b');
      expect(first?.headers['x-razorpay-signature']).toBe(sign(first?.body ?? ''));
    });

    it('W10: unknown messages, and unknown parts of known ones', async () => {
      await fault({ fault: 'W10' });
      await authorise();
      expect(shop.names().toSorted()).toEqual(['payment.authorized', 'payment.considered']);
      expect(shop.heard.find(({ event }) => event.event === 'payment.authorized')?.event).toMatchObject({
        a_new_part: true,
      });
    });

    it('W11: of another account', async () => {
      await fault({ fault: 'W11' });
      await authorise();
      expect(shop.heard[0]?.event['account_id']).not.toBe(double.accountId);
    });

    it('W12: a thousand at once', async () => {
      await fault({ fault: 'W12', count: 999 });
      await authorise();
      expect(shop.heard).toHaveLength(1000);
    });

    it('W13: ten mebibytes', async () => {
      await fault({ fault: 'W13' });
      await authorise();
      expect(shop.heard[0]?.body.length).toBeGreaterThan(10 * 1024 * 1024);
    });

    it('W14: of another amount or currency than the order, signed as it should be', async () => {
      await fault({ fault: 'W14' });
      await authorise();
      await fault({ fault: 'W14', field: 'currency' });
      await authorise();
      expect(amounts()).toEqual([49_900, 50_000]);
      expect(shop.heard[1]?.event).toMatchObject({ payload: { payment: { entity: { currency: 'USD' } } } });
      for (const { headers, body } of shop.heard) expect(headers['x-razorpay-signature']).toBe(sign(body));
    });

    it('W15: of another order', async () => {
      const { order: other } = await authorise();
      await fault({ fault: 'W15' });
      const { payment } = await authorise();
      expect(shop.heard[1]?.event).toMatchObject({
        payload: { payment: { entity: { id: payment, order_id: other } } },
      });
    });
  });
});
