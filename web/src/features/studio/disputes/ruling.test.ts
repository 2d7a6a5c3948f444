import { describe, expect, it } from 'vitest';
import { moneyFormat } from '../../../lib/format.ts';
import { canRule, rulingWords, sidesOf } from './ruling.ts';

const money = moneyFormat('INR');

describe('a ruling', () => {
  it('leaves no paisa over', () => {
    const { buyer, seller } = sidesOf(189_901, 63_300);
    expect(buyer + seller).toBe(189_901);
  });

  it('gives from nothing to everything that was paid', () => {
    expect([0, 1, 100].every((refund) => canRule(refund, 100))).toBe(true);
    expect([101, -1, null].some((refund) => canRule(refund, 100))).toBe(false);
  });

  it('spells out what each side gets', () => {
    expect(rulingWords(sidesOf(100_000, 0), money)).toBe(
      'The seller gets all ₹1,000, less the shop’s commission. The buyer gets nothing back.',
    );
    expect(rulingWords(sidesOf(100_000, 100_000), money)).toBe(
      'The buyer gets all ₹1,000 back. The seller gets nothing.',
    );
    expect(rulingWords(sidesOf(100_000, 30_000), money)).toMatch(/₹300 back.*₹700, less/);
  });
});
