import { createHmac } from 'node:crypto';
import type { PaymentProvider } from 'leo-live/sdk';
import { testHost } from 'leo-live/sdk/testing';
import { describe, expect, it } from 'vitest';
import { plugin } from './index.ts';
import { isSigned } from './signature.ts';

const keySecret = 'thisissupersecret0123456';
const sign = (content: string, secret = keySecret) =>
  createHmac('sha256', secret).update(content).digest('hex');

const open = async (): Promise<PaymentProvider> => {
  const { host, payments } = testHost({
    secrets: { RAZORPAY_KEY_ID: 'rzp_test_1DP5mmOlF5G5ag', RAZORPAY_KEY_SECRET: keySecret },
  });
  await plugin.setup(host, plugin.settings.parse({ mode: 'test' }));
  const [provider] = payments;
  if (!provider) throw new Error('The plugin brought no way of paying');
  return provider;
};

const [cheap, dear, payment] = ['order_cheap000000001', 'order_dear0000000001', 'pay_000000000000A1'];
const genuine = sign(`${dear}|${payment}`);

describe('the proof a browser brings', () => {
  it('is genuine for the order it was made for', async () => {
    const { online } = await open();
    expect(online?.verify(dear, { razorpay_payment_id: payment, razorpay_signature: genuine })).toBe(payment);
  });

  it('is measured by our order, whichever the browser names', async () => {
    const { online } = await open();
    const forCheap = {
      razorpay_payment_id: payment,
      razorpay_order_id: cheap,
      razorpay_signature: sign(`${cheap}|${payment}`),
    };
    expect(online?.verify(cheap, forCheap)).toBe(payment);
    expect(online?.verify(dear, forCheap)).toBeNull();
  });

  const bad: [string, unknown][] = [
    ['in upper case', genuine.toUpperCase()],
    ['in mixed case', `${genuine.slice(0, 32)}${genuine.slice(32).toUpperCase()}`],
    ['shortened', genuine.slice(0, 62)],
    ['by half a byte', genuine.slice(0, 63)],
    ['longer', `${genuine}00`],
    ['empty', ''],
    ['missing', undefined],
    ['null', null],
    ['a list', [genuine]],
    ['two in a list', [genuine, genuine]],
    ['two in one', `${genuine}, ${genuine}`],
    ['an object', { toString: () => genuine }],
    ['with a space', ` ${genuine}`],
    ['with a line end', `${genuine}\n`],
    ['another’s', sign(`${dear}|${payment}`, 'another-secret-0123456789')],
    ['of another payment', sign(`${dear}|pay_000000000000B2`)],
    ['not hex', 'z'.repeat(64)],
    ['64 bytes that are no digits', 'é'.repeat(32)],
    ['base64', createHmac('sha256', keySecret).update(`${dear}|${payment}`).digest('base64')],
  ];
  it.each(bad)('is not genuine with a signature %s', async (_, signature) => {
    const { online } = await open();
    const proof = { razorpay_payment_id: payment, razorpay_signature: signature } as Record<string, string>;
    expect(online?.verify(dear, proof)).toBeNull();
    expect(isSigned(`${dear}|${payment}`, signature, [keySecret])).toBe(false);
  });

  it.each([
    'pay_1',
    `${payment}/refund`,
    `../${payment}`,
    'pay_000000000000A1 ',
    '',
    ['pay_000000000000A1'],
    undefined,
  ])('is not genuine for the payment %j, even signed', async (id) => {
    const { online } = await open();
    const proof = { razorpay_payment_id: id, razorpay_signature: sign(`${dear}|${String(id)}`) };
    expect(online?.verify(dear, proof as Record<string, string>)).toBeNull();
  });

  it('is not genuine where nobody has a secret', () => {
    expect(isSigned('x', sign('x'), [])).toBe(false);
  });
});
