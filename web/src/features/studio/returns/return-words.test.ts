import { describe, expect, it } from 'vitest';
import type { Return } from '#contracts/returns';
import { toMoney } from '#contracts/values';
import { count, moneyFormat } from '../../../lib/format.ts';
import { whatGoesBack } from './return-words.ts';

const words = { money: moneyFormat('INR'), count };
const one: Return = {
  id: 'r',
  orderId: 'o',
  orderNumber: 'LEO-1',
  state: 'requested',
  reason: 'damaged',
  note: null,
  lines: [],
  exchangeFor: null,
  exchangeOrderId: null,
  refund: { money: toMoney(149_900), coins: 4200, clawedBack: toMoney(0) },
  answer: null,
  refundState: null,
  requestedAt: 0,
  updatedAt: 0,
};

describe('what a seller reads of a return', () => {
  it('names the money and the coins that go back', () => {
    expect(whatGoesBack(one, words)).toBe(
      '₹1,499 and 4,200 coins back to the buyer: as soon as it has arrived.',
    );
  });

  it('says what became of the money', () => {
    const gone = { ...one, refund: { ...one.refund, coins: 0 }, refundState: 'processed' as const };
    expect(whatGoesBack(gone, words)).toBe('₹1,499 back to the buyer: it has arrived.');
  });

  it('says what is kept for coins that are spent', () => {
    const less = { ...one, refund: { money: toMoney(100_000), coins: 0, clawedBack: toMoney(1_900) } };
    expect(whatGoesBack(less, words)).toMatch(/₹19 less, for coins/);
  });

  it('gives nothing back for an exchange or a refusal', () => {
    expect(whatGoesBack({ ...one, state: 'refused' }, words)).toBe('Nothing goes back.');
    const exchange = { ...one, exchangeFor: { variantId: 'v', options: { size: 'L' } } };
    expect(whatGoesBack(exchange, words)).toBe('In exchange for L; no money goes back.');
  });
});
