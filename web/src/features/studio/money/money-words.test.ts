import { describe, expect, it } from 'vitest';
import { toMoney } from '#contracts/values';
import { moneyFormat } from '../../../lib/format.ts';
import { answer, commissionWords, percent, signed } from './money-words.ts';

const money = moneyFormat('INR');
const nothing = {
  held: toMoney(0),
  payable: toMoney(0),
  paidOut: toMoney(0),
  recoverable: toMoney(0),
  withCourier: toMoney(0),
};

describe('what a seller reads of their money', () => {
  it('begins with the answer, grouped as in India', () => {
    expect(answer({ ...nothing, payable: toMoney(12_84_310_00) }, money)).toBe('₹12,84,310 can be paid out');
    expect(answer({ ...nothing, held: toMoney(100) }, money)).toBe('Nothing can be paid out yet');
    expect(answer(nothing, money)).toBe('Nothing is waiting for you');
  });

  it('says what the shop keeps', () => {
    expect(percent(1850)).toBe('18.5%');
    expect(commissionWords({ basisPoints: 500, taxBasisPoints: 1800 })).toMatch(
      /^The shop keeps 5% of what you sell, and 18% tax on that\./,
    );
    expect(commissionWords({ basisPoints: 0, taxBasisPoints: 1800 })).toMatch(/keeps nothing/);
  });

  it('shows what came and what went', () => {
    expect([-5000, 0, 5000].map((net) => signed(net, money))).toEqual(['−₹50', '₹0', '+₹50']);
  });
});
