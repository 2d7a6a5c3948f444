import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditLines } from './credit.ts';
import { largestRemainder, type Supplied, taxLines, totalsOf } from './tax.ts';

const lines = fc.array(
  fc.record({
    title: fc.constant('Kurta'),
    hsn: fc.constant(null),
    quantity: fc.integer({ min: 1, max: 99 }),
    amount: fc.integer({ min: 0, max: 90_000_000_000 }),
    rate: fc.constantFrom(0, 25, 300, 500, 1_200, 1_800, 2_800),
  }),
  { minLength: 1, maxLength: 12 },
) as fc.Arbitrary<Supplied[]>;
const taxing = fc.constantFrom('none' as const, 'within-state' as const, 'across-states' as const);

describe('taxLines', () => {
  it('cuts every line into what is taxed and its taxes, and loses no paisa (5)', () => {
    const property = fc.property(lines, taxing, (supplied, how) => {
      const taxed = taxLines(supplied, how);
      for (const [at, line] of taxed.entries()) {
        expect(line.amount).toBe(supplied[at]!.amount);
        expect(line.taxable + line.cgst + line.sgst + line.igst).toBe(line.amount);
        expect(line.cgst).toBe(line.sgst);
        expect(Math.min(line.taxable, line.cgst, line.igst)).toBeGreaterThanOrEqual(0);
        if (how !== 'none')
          // Never further from its own exact tax than what rounding all of them can move.
          expect(
            Math.abs(line.amount - line.taxable - (line.amount * line.rate) / (10_000 + line.rate)),
          ).toBeLessThanOrEqual(2);
      }
      const sums = totalsOf(taxed);
      expect(sums.taxable + sums.cgst + sums.sgst + sums.igst).toBe(sums.total);
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('creditLines', () => {
  it('takes an invoice back with its very taxes, however it is cut', () => {
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
    const property = fc.property(lines, taxing, cuts, (supplied, how, at) => {
      const invoice = taxLines(supplied, how);
      const { total, ...taxes } = totalsOf(invoice);
      const credited = invoice.map(() => 0);
      const notes = [];
      let left = total as number;
      for (const place of [...at, 1]) {
        const amount = Math.floor(left * place);
        left -= amount;
        const credits = creditLines(invoice, credited, { amount, units: null });
        for (const { line, credit } of credits) {
          credited[line] = (credited[line] ?? 0) + credit.amount;
          notes.push(credit);
        }
        expect(credits.reduce((sum, { credit }) => sum + credit.amount, 0)).toBe(amount);
      }
      expect(totalsOf(notes)).toEqual({ total, ...taxes });
    });
    fc.assert(property, { numRuns: 200 });
  });
});

describe('largestRemainder', () => {
  it('gives the odd unit to who lost most by rounding', () => {
    expect(largestRemainder(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(largestRemainder(7, [2, 5, 5])).toEqual([1, 3, 3]);
    expect(largestRemainder(0, [])).toEqual([]);
  });
});
