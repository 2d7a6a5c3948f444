import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rateOf, split } from './commission.ts';
import { payoutCsv, rupees } from './payout-file.ts';
import { columnName, findColumns } from './remittance.ts';

const amount = fc.integer({ min: 0, max: 9_000_000_000_000 });
const rate = fc.integer({ min: 0, max: 10_000 });
const parts = fc
  .record({
    lines: fc.array(fc.record({ amount, basisPoints: rate }), { maxLength: 5 }),
    delivery: amount,
    fee: amount,
    taxBasisPoints: rate,
    left: fc.double({ min: 0, max: 1, noNaN: true }),
    promised: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ left, promised, ...given }) => {
    const goods = given.lines.reduce((sum, one) => sum + one.amount, 0);
    const held = Math.floor((goods + given.delivery + given.fee) * left);
    return { ...given, goods, held, promised: Math.floor((held - Math.min(given.fee, held)) * promised) };
  });

it('gives every paisa to somebody, and never more than there is', () => {
  fc.assert(
    fc.property(parts, (given) => {
      const { commission, tax, fee, payable } = split(given);
      expect(commission + tax + fee + payable).toBe(given.held);
      for (const one of [commission, tax, fee, payable])
        expect(Number.isSafeInteger(one) && one >= 0).toBe(true);
      expect(payable).toBeGreaterThanOrEqual(given.promised);
    }),
  );
});

it.each([
  [50, 100, 0, 1, 0],
  [49, 100, 0, 0, 0],
  [50, 10_000, 18, 50, 9],
  [250, 199, 18, 5, 1],
])(
  'rounds a half up: %i basis points of %i paise and %i %% on that',
  (basisPoints, goods, percent, commission, tax) => {
    const lines = [{ amount: goods, basisPoints }];
    const given = { held: goods, goods, delivery: 0, fee: 0, lines, taxBasisPoints: percent * 100 };
    expect(split(given)).toMatchObject({ commission, tax });
  },
);

it('takes a refund off the goods first, so that commission is on what was kept', () => {
  const lines = [{ amount: 100_000, basisPoints: 1_000 }];
  const given = { goods: 100_000, delivery: 5_000, fee: 2_000, lines, taxBasisPoints: 1_800 };
  expect(split({ ...given, held: 107_000 })).toEqual({
    commission: 10_000,
    tax: 1_800,
    fee: 2_000,
    payable: 93_200,
  });
  expect(split({ ...given, held: 57_000 })).toEqual({
    commission: 5_000,
    tax: 900,
    fee: 2_000,
    payable: 49_100,
  });
  expect(split({ ...given, held: 1_000 })).toEqual({ commission: 0, tax: 0, fee: 1_000, payable: 0 });
});

it('is no way into what every object has', () => {
  const rates = { basisPoints: 7, byCategory: {}, bySeller: {}, taxBasisPoints: 0 };
  expect(rateOf(rates, { email: '__proto__', category: 'constructor' })).toBe(7);
});

it('writes rupees and cells no spreadsheet runs', () => {
  expect([0, 5, 99, 100, 123_456].map(rupees)).toEqual(['0.00', '0.05', '0.99', '1.00', '1234.56']);
  const line = { account: '1', ifsc: 'X', amount: 1, reference: 'r' };
  for (const name of ['=1', '+1', '-1', '@x', '\t=1', '\r=1'])
    expect(payoutCsv([{ ...line, name }]).split('\r\n')[1]).toMatch(/^["']?'/);
});

it('finds columns by the names couriers use, and not where one is there twice', () => {
  expect(columnName(' COD_Amount (in Rs.) ')).toBe('cod amount');
  expect(findColumns(['Sr', 'Waybill', 'COD Amount', 'Freight', 'GST', 'UTR No.'])).toEqual({
    awb: 1,
    amount: 2,
    net: null,
    deductions: [3, 4],
    utr: 5,
  });
  expect(findColumns(['AWB', 'Remitted', 'Total Charges', 'Freight'])).toMatchObject({
    amount: 1,
    deductions: [2],
  });
  expect(findColumns(['AWB', 'Amount', 'Amount'])).toBeUndefined();
  expect(findColumns(['__proto__', 'Amount'])).toBeUndefined();
});
