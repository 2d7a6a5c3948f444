import type { Courier } from 'leo-live/sdk';
import { describeCourier, testHost } from 'leo-live/sdk/testing';
import { describe, expect, it } from 'vitest';
import { type ByHandSettings, plugin } from './index.ts';
import { toPaise } from './remittance.ts';

const open = (settings: ByHandSettings = {}): Courier => {
  const { host, couriers } = testHost();
  void plugin.setup(host, plugin.settings.parse(settings));
  const [courier] = couriers;
  if (!courier) throw new Error('The plugin brought no courier');
  return courier;
};

const columns = { awb: 'Waybill', amount: 'COD Amt', deducted: 'Freight', utr: 'Bank Ref' };
const row = (Waybill: string, amount: string, freight = '') => ({
  Waybill,
  'COD Amt': amount,
  Freight: freight,
  'Bank Ref': 'UTR1',
});

describeCourier('a courier by hand', { open });
describeCourier('a courier by hand with its own sheet', {
  open: () => open({ trackingUrl: 'https://courier.example/t?no={tracking}', columns }),
  remittances: [
    { row: row('AWB1', '499'), means: { awb: 'AWB1', amount: 49_900, deducted: 0, utr: 'UTR1' } },
    {
      row: row('AWB2', '1,299.50', '35'),
      means: { awb: 'AWB2', amount: 129_950, deducted: 3_500, utr: 'UTR1' },
    },
    { row: row('AWB3', 'four hundred'), means: { awb: 'AWB3', amount: undefined, deducted: 0, utr: 'UTR1' } },
    { row: row('AWB4', '499', '?'), means: { awb: 'AWB4', amount: undefined, deducted: 0, utr: 'UTR1' } },
    { row: row('Grand Total', '1,799.50'), means: null },
    { row: row('', ''), means: null },
    {
      row: { '\ufeff waybill ': 'AWB5', 'cod  amt': '5' },
      means: { awb: 'AWB5', amount: 500, deducted: 0, utr: null },
    },
  ],
});

describe('a courier without an API', () => {
  it('leaves the tracking number to the seller, and shows the buyer where it is', async () => {
    const courier = open({ title: 'India Post', trackingUrl: 'https://courier.example/t/{tracking}' });
    expect(await courier.book({} as never)).toBeNull();
    expect(courier.title).toBe('India Post');
    expect(courier.trackingUrl('EB 1/2$&')).toBe('https://courier.example/t/EB%201%2F2%24%26');
    expect(open().trackingUrl('EB1')).toBeNull();
  });

  it.each([
    'https://courier.example/track',
    'https://{tracking}.example/',
    'https://{tracking}',
    'https://courier.example:{tracking}/',
    'javascript:alert({tracking})',
    '{tracking}',
  ])('does not take %s for the address of a parcel', (trackingUrl) => {
    expect(plugin.settings.safeParse({ trackingUrl }).success).toBe(false);
  });

  it('leaves sheets with the usual columns to Leo', () => {
    expect(open().readRemittance).toBeUndefined();
    expect(open().remitsWithinDays).toBe(9);
  });
});

describe('an amount in a sheet', () => {
  it.each([
    ['499', 49_900],
    ['499.5', 49_950],
    ['1,299.00', 129_900],
    ['1,00,000.05', 10_000_005],
    ['1,000,000', 100_000_000],
    ['₹ 1,299', 129_900],
    ['Rs. 12', 1_200],
    ['0', 0],
  ])('%j is %i paise', (written, paise) => {
    expect(toPaise(written)).toBe(paise);
  });

  it.each(['', '-5', '12,99', '1.234,50', '1e3', '१२९९', '499.999', '4 99', '=1+1', 'NaN', '9'.repeat(16)])(
    '%j is none',
    (written) => {
      expect(toPaise(written)).toBeUndefined();
    },
  );
});
