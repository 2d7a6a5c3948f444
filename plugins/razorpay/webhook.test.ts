import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hearing } from './webhook.ts';

const [current, old] = ['webhook-secret-new', 'webhook-secret-old'];
const account = 'acc_BFQ7uQEaa7j2z7';

const paymentEntity = {
  id: 'pay_DESlfW9H8K9uqM',
  entity: 'payment',
  amount: 49_900,
  currency: 'INR',
  status: 'captured',
  order_id: 'order_DESlLckIVRkHWj',
  method: 'upi',
  amount_refunded: 0,
  captured: true,
  fee: 1_178,
  tax: 180,
  error_description: null,
  notes: [],
  created_at: 1_567_674_599,
};

const event = (name: string, payload: object = { payment: { entity: paymentEntity } }) => ({
  entity: 'event',
  account_id: account,
  event: name,
  contains: Object.keys(payload),
  payload,
  created_at: 1_567_674_606,
});

const delivered = (text: string, { secret = current, headers = {} } = {}) => {
  const body = new TextEncoder().encode(text);
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return { headers: { 'x-razorpay-signature': signature, ...headers }, body };
};

const hear = hearing({ secrets: [current, old], account });
const captured = JSON.stringify(event('payment.captured'));

describe('a message to the webhook’s address', () => {
  it('tells of a payment, in the shop’s words', () => {
    expect(hear(delivered(captured))?.news).toEqual({
      about: 'payment',
      payment: {
        id: 'pay_DESlfW9H8K9uqM',
        reference: 'order_DESlLckIVRkHWj',
        state: 'captured',
        amount: 49_900,
        currency: 'INR',
        fee: 1_178,
        tax: 180,
        refunded: 0,
        instrument: 'upi',
        failure: null,
        at: 1_567_674_599_000,
      },
    });
  });

  it('is heard with the old secret while the secrets are changed, and not with a third', () => {
    expect(hear(delivered(captured, { secret: old }))).toEqual(hear(delivered(captured)));
    expect(hear(delivered(captured, { secret: 'webhook-secret-none' }))).toBeNull();
    expect(hearing({ secrets: [current], account })(delivered(captured, { secret: old }))).toBeNull();
    expect(hearing({ secrets: [], account })(delivered(captured, { secret: '' }))).toBeNull();
  });

  it('is the same message under a new event id, and written another way', () => {
    const key = hear(delivered(captured))?.key;
    const again = delivered(captured, { headers: { 'x-razorpay-event-id': 'evt_another' } });
    const { payload, ...rest } = event('payment.captured');
    const turned = JSON.stringify({ payload, ...rest }, null, 2).replaceAll('"INR"', '"\\u0049NR"');
    expect(hear(again)?.key).toBe(key);
    expect(hear(delivered(turned))?.key).toBe(key);
  });

  it('is another message where anything in it is another, under the same event id too', () => {
    const other = JSON.stringify({ ...event('payment.captured'), created_at: 1_567_674_607 });
    const headers = { 'x-razorpay-event-id': 'evt_same' };
    expect(hear(delivered(other, { headers }))?.key).not.toBe(hear(delivered(captured, { headers }))?.key);
  });

  it('is not heard from another account', () => {
    const foreign = JSON.stringify({ ...event('payment.captured'), account_id: 'acc_00000000000000' });
    expect(hear(delivered(foreign))).toBeNull();
    expect(hearing({ secrets: [current], account: undefined })(delivered(foreign))).not.toBeNull();
  });

  it('is not heard when a byte of it was changed', () => {
    const { headers, body } = delivered(captured);
    const changed = new TextEncoder().encode(captured.replace('49900', '49901'));
    expect(hear({ headers, body: changed })).toBeNull();
    expect(hear({ headers, body })).not.toBeNull();
  });

  it.each([
    ['upper-case', (s: string) => s.toUpperCase()],
    ['truncated', (s: string) => s.slice(0, 40)],
    ['empty', () => ''],
    ['two', (s: string) => [s, s]],
    ['two in one line', (s: string) => `${s}, ${s}`],
    ['missing', () => undefined],
  ])('is not heard with a signature that is %s', (_, change) => {
    const { headers, body } = delivered(captured);
    const signature = change(headers['x-razorpay-signature']);
    expect(hear({ headers: { 'x-razorpay-signature': signature }, body })).toBeNull();
  });

  it('is not heard with two headers that differ in case', () => {
    const { headers, body } = delivered(captured);
    const both = { ...headers, 'X-Razorpay-Signature': headers['x-razorpay-signature'] };
    expect(hear({ headers: both, body })).toBeNull();
  });

  it.each([
    '',
    'null',
    '[]',
    '"text"',
    '{"entity":"event"}',
    '{',
    '\u0000',
    '{"entity":"event","account_id":1}',
  ])('that says %j is none, though it is signed', (text) => {
    expect(hear(delivered(text))).toBeNull();
  });

  it('in no known encoding is none, though it is signed', () => {
    const body = Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d);
    const signature = createHmac('sha256', current).update(body).digest('hex');
    expect(hear({ headers: { 'x-razorpay-signature': signature }, body })).toBeNull();
  });

  it.each(['payment.downtime.started', 'product.route.activated', 'invoice.paid', 'settlement.processed'])(
    'about %s is genuine and nothing to act on',
    (name) => {
      expect(hear(delivered(JSON.stringify(event(name))))?.news).toEqual({ about: 'nothing' });
    },
  );

  it('with fields Leo does not know is heard, and one without the payment it speaks of is nothing to act on', () => {
    const more = { payment: { entity: { ...paymentEntity, novelty: { a: 1 } } }, upi: {} };
    expect(hear(delivered(JSON.stringify(event('payment.failed', more))))?.news.about).toBe('payment');
    const less = { payment: { entity: { ...paymentEntity, amount: '49900' } } };
    expect(hear(delivered(JSON.stringify(event('payment.captured', less))))?.news).toEqual({
      about: 'nothing',
    });
  });

  it('tells of refunds, transfers and disputes', () => {
    const refund = {
      id: 'rfnd_DEXnyIVdmqvhcj',
      payment_id: paymentEntity.id,
      amount: 100,
      currency: 'INR',
      receipt: null,
      notes: { refund: '0190a8a0-0000-7000-8000-000000000001' },
      status: 'processed',
      created_at: 1_567_675_356,
    };
    const transfer = {
      id: 'trf_DEXnyIVdmqvhcj',
      source: 'order_DESlLckIVRkHWj',
      recipient: account,
      amount: 100,
      currency: 'INR',
      amount_reversed: 40,
      notes: { order: '0190a8a0-0000-7000-8000-000000000002' },
      on_hold: 1,
      status: 'partially_reversed',
      settlement_status: 'on_hold',
    };
    const dispute = {
      id: 'disp_EsyWjHrfzb59eR',
      payment_id: paymentEntity.id,
      status: 'under_review',
      amount: 49_900,
      amount_deducted: 49_900,
      created_at: 1_567_675_400,
    };
    const newsOf = (name: string, payload: object) =>
      hear(delivered(JSON.stringify(event(name, payload))))?.news;
    expect(
      newsOf('refund.processed', { refund: { entity: refund }, payment: { entity: paymentEntity } }),
    ).toMatchObject({
      about: 'refund',
      refund: { ours: '0190a8a0-0000-7000-8000-000000000001', state: 'processed', amount: 100 },
    });
    expect(newsOf('transfer.processed', { transfer: { entity: transfer } })).toMatchObject({
      about: 'transfer',
      transfer: { onHold: true, settled: false, reversed: 40, state: 'partially-reversed', paymentId: null },
    });
    expect(
      newsOf('payment.dispute.under_review', {
        payment: { entity: paymentEntity },
        dispute: { entity: dispute },
      }),
    ).toMatchObject({ about: 'dispute', dispute: { state: 'open', amount: 49_900 } });
  });
});
