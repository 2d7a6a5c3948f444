import { testHost } from 'leo-live/sdk/testing';
import { describe, expect, it } from 'vitest';
import { plugin } from './index.ts';

const good = {
  RAZORPAY_KEY_ID: 'rzp_test_1DP5mmOlF5G5ag',
  RAZORPAY_KEY_SECRET: 'thisissupersecret0123456',
  RAZORPAY_WEBHOOK_SECRET: 'webhook-secret',
};

type Given = { settings?: object; secrets?: Record<string, string> };

const setUp = async ({ settings = {}, secrets = good }: Given) => {
  const shop = testHost({ secrets });
  await plugin.setup(shop.host, plugin.settings.parse({ mode: 'test', ...settings }));
  return shop;
};

describe('a shop that switches Razorpay on', () => {
  it('offers it in test mode, marked as such, at Razorpay’s own address', async () => {
    const [provider] = (await setUp({})).payments;
    expect(provider?.online?.test).toBe(true);
    expect(provider?.online?.origins).toContain('https://checkout.razorpay.com');
    expect(provider?.online?.transfers).toBeUndefined();
  });

  it('offers real payments with live keys', async () => {
    const secrets = { ...good, RAZORPAY_KEY_ID: 'rzp_live_1DP5mmOlF5G5ag' };
    const [provider] = (await setUp({ settings: { mode: 'live' }, secrets })).payments;
    expect(provider?.online?.test).toBe(false);
  });

  it('is told that it will hear nothing by itself without the webhook’s secret, and offers it all the same', async () => {
    const { RAZORPAY_WEBHOOK_SECRET: _, ...secrets } = good;
    const { payments, logged } = await setUp({ secrets });
    expect(payments).toHaveLength(1);
    expect(logged.map(({ message }) => message).join()).toContain('RAZORPAY_WEBHOOK_SECRET is not set');
  });

  it('lets the browser load from the double, on another port or from the shop itself', async () => {
    const local = { baseUrl: 'http://127.0.0.1:4010' };
    const of = async (browserUrl: string) =>
      (await setUp({ settings: { ...local, browserUrl } })).payments[0]?.online?.origins;
    expect(await of('http://192.168.1.7:4010/')).toEqual(['http://192.168.1.7:4010']);
    expect(await of('/double')).toEqual([]);
  });

  const refused: [string, Given, RegExp][] = [
    ['no keys', { secrets: {} }, /are not both in \.env/],
    ['no secret', { secrets: { RAZORPAY_KEY_ID: good.RAZORPAY_KEY_ID } }, /are not both in \.env/],
    [
      'a key id of something else',
      { secrets: { ...good, RAZORPAY_KEY_ID: 'sk_test_123' } },
      /is not a key id/,
    ],
    [
      'a key id with a space',
      { secrets: { ...good, RAZORPAY_KEY_ID: `${good.RAZORPAY_KEY_ID} ` } },
      /is not a key id/,
    ],
    [
      'a secret with a space',
      { secrets: { ...good, RAZORPAY_KEY_SECRET: 'this is super secret' } },
      /spaces/,
    ],
    [
      'live keys in test mode',
      { secrets: { ...good, RAZORPAY_KEY_ID: 'rzp_live_1DP5mmOlF5G5ag' } },
      /live keys.*test mode: real money/,
    ],
    ['test keys in live mode', { settings: { mode: 'live' } }, /test keys.*live mode/],
    ['a short webhook secret', { secrets: { ...good, RAZORPAY_WEBHOOK_SECRET: '1234' } }, /shorter than 8/],
    [
      'keys sent in clear',
      { settings: { baseUrl: 'http://api.elsewhere.example' } },
      /must begin with https/,
    ],
    [
      'another address in live mode',
      { settings: { mode: 'live', baseUrl: 'https://x.example' } },
      /test mode/,
    ],
    [
      'another script in live mode',
      { settings: { mode: 'live', browserUrl: 'https://x.example' } },
      /test mode/,
    ],
  ];
  it.each(refused)('is refused with the reason: %s', async (_, given, reason) => {
    await expect(setUp(given)).rejects.toThrow(reason);
  });

  it.each([
    {},
    { mode: 'real' },
    { mode: 'test', captureMinutes: 5 },
    { mode: 'test', captureMinutes: 9_000 },
    { mode: 'test', fee: 1.5 },
    { mode: 'test', account: 'acc_1' },
    { mode: 'test', note: 'no sentence' },
    { mode: 'test', browserUrl: 'javascript:alert(1)//x y' },
  ])('refuses the settings %o', (settings) => {
    expect(plugin.settings.safeParse(settings).success).toBe(false);
  });

  it('never says a secret in what it says', async () => {
    for (const [, given] of refused) {
      const said = await setUp(given).then(
        () => '',
        (problem: Error) => `${problem.message}${problem.stack}`,
      );
      for (const secret of Object.values(given.secrets ?? good)) expect(said).not.toContain(secret);
    }
  });
});
