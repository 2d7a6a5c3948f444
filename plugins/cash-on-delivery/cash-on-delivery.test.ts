import type { PaymentProvider } from 'leo-live/sdk';
import { describePaymentProvider, testHost } from 'leo-live/sdk/testing';
import { describe, expect, it } from 'vitest';
import { toMoney } from '#contracts/values';
import { type CashSettings, plugin } from './index.ts';

const open = (settings: CashSettings = {}): PaymentProvider => {
  const { host, payments } = testHost();
  void plugin.setup(host, plugin.settings.parse(settings));
  const [provider] = payments;
  if (!provider) throw new Error('The plugin brought no way of paying');
  return provider;
};

describePaymentProvider('cash on delivery', { open });
describePaymentProvider('cash on delivery up to a limit', {
  open: () => open({ fee: 4_900, freeFrom: 99_900, maxTotal: 500_000 }),
  declined: 500_001,
});

describe('cash on delivery', () => {
  it('is taken by the courier, at the door', () => {
    expect(open()).toMatchObject({ onDelivery: true });
    expect(open().online).toBeUndefined();
  });

  it('costs what the shop says, and nothing from the total the shop says', () => {
    const { fee } = open({ fee: 4_900, freeFrom: 99_900 });
    expect([fee(toMoney(99_899)), fee(toMoney(99_900))]).toEqual([4_900, 0]);
    expect(open().fee(toMoney(10_000))).toBe(0);
  });

  it('is declined above the limit, and the reason names it', async () => {
    const due = { orderId: 'o', currency: 'INR', address: {} as never };
    const { authorise } = open({ maxTotal: 500_000 });
    expect(await authorise({ ...due, amount: toMoney(500_000) })).toMatchObject({ outcome: 'authorised' });
    expect(await authorise({ ...due, amount: toMoney(500_001) })).toEqual({
      outcome: 'declined',
      reason: 'Cash on delivery is for orders of up to ₹5,000.',
    });
  });

  it.each([{ fee: -1 }, { fee: 1.5 }, { fee: '49' }, { maxTotal: -5 }])(
    'refuses the settings %o',
    (settings) => {
      expect(plugin.settings.safeParse(settings).success).toBe(false);
    },
  );
});
