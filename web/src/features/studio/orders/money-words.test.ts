import { describe, expect, it } from 'vitest';
import { toMoney } from '#contracts/values';
import { moneyFormat } from '../../../lib/format.ts';
import { moneySentence, paymentSentences, refundable, toCollect } from './money-words.ts';

const rupees = moneyFormat('INR');
const order = {
  state: 'delivered' as const,
  payment: { method: 'razorpay', title: 'UPI', state: 'captured' as const, action: null },
  prepaid: toMoney(189_900),
  onDelivery: toMoney(0),
  coins: { used: 0, earned: 1899, vested: false },
  refunded: toMoney(0),
  money: 'held' as const,
  completesAt: null,
  disputed: false,
};
const when = () => 'tomorrow at 9:00 am';

describe('what a seller reads of an order’s money', () => {
  it('tells each part of the payment by itself', () => {
    expect(paymentSentences(order, rupees)).toEqual(['₹1,899 by UPI was paid.']);
    const mixed = {
      ...order,
      prepaid: toMoney(10_000),
      onDelivery: toMoney(40_000),
      money: 'promised' as const,
      coins: { used: 4200, earned: 0, vested: false },
    };
    expect(paymentSentences(mixed, rupees)).toEqual([
      '₹100 by UPI was paid.',
      '₹400 in cash is to be collected at the door.',
      '₹42 was paid with coins.',
    ]);
  });

  it('does not say that the cash of a parcel that came back was collected', () => {
    const back = {
      ...order,
      state: 'rto' as const,
      prepaid: toMoney(0),
      onDelivery: toMoney(100),
      money: 'none' as const,
    };
    expect(paymentSentences(back, rupees)).toEqual(['₹1 in cash was not collected.']);
  });

  it('says when held money becomes the seller’s', () => {
    expect(moneySentence(order, when)).toBe('Held by the shop until the buyer is satisfied.');
    expect(moneySentence({ ...order, completesAt: 1 }, when)).toMatch(/yours tomorrow at 9:00 am/);
    const done = { ...order, state: 'completed' as const };
    expect(moneySentence({ ...done, onDelivery: toMoney(100) }, when)).toMatch(/courier has handed the cash/);
    expect(moneySentence(done, when)).toMatch(/being released to you/);
    expect(moneySentence({ ...order, disputed: true }, when)).toMatch(/something is wrong/);
    expect(moneySentence({ ...order, money: 'released' }, when)).toBe('Released to you.');
  });

  it('gives back no more than was taken', () => {
    expect(refundable(order)).toBe(189_900);
    expect(refundable({ ...order, refunded: toMoney(50_000) })).toBe(139_900);
    expect(refundable({ ...order, payment: { ...order.payment, state: 'pending' } })).toBe(0);
    expect(refundable({ ...order, money: 'returned' })).toBe(0);
  });

  it('tells the courier what to collect', () => {
    expect(toCollect({ state: 'packed', onDelivery: toMoney(500) })).toBe(500);
    expect(toCollect({ state: 'cancelled', onDelivery: toMoney(500) })).toBe(0);
  });
});
