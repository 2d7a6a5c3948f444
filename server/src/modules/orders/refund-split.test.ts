import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMoney } from '#contracts/values';
import { coinsFor, splitRefund, splitReversal, splitWays } from './refund-split.ts';

const paise = fc.integer({ min: 0, max: 9_000_000_000_000 });
/** Cuts a total into parts at the given places. */
const cut = (total: number, at: readonly number[]): number[] => {
  const places = [...at.map((place) => Math.floor(place * total)), total].sort((one, other) => one - other);
  return places.map((place, index) => place - (places[index - 1] ?? 0));
};
const parts = ['total', 'commission', 'tax', 'fee', 'payable'] as const;
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { maxLength: 30 });

describe('splitRefund', () => {
  it('gives back money and coins in the proportion they were paid in', () => {
    const paid = { cash: toMoney(60_000), coins: 40_000 };
    expect(splitRefund(paid, { cash: toMoney(0), coins: 0 }, 10_000)).toEqual({ cash: 6_000, coins: 4_000 });
  });

  it('gives a third of ₹1 back three times, and nothing is lost (5)', () => {
    const paid = { cash: toMoney(67), coins: 32 };
    const first = splitRefund(paid, { cash: toMoney(0), coins: 0 }, 33);
    expect(first).toEqual({ cash: 22, coins: 11 });
    const second = splitRefund(paid, { cash: toMoney(22), coins: 11 }, 33);
    expect(second).toEqual({ cash: 22, coins: 11 });
    expect(splitRefund(paid, { cash: toMoney(44), coins: 22 }, 33)).toEqual({ cash: 23, coins: 10 });
  });

  it('refuses a paisa more than is left (23)', () => {
    const paid = { cash: toMoney(100), coins: 50 };
    expect(splitRefund(paid, { cash: toMoney(60), coins: 30 }, 61)).toBe('too-much');
    expect(splitRefund(paid, { cash: toMoney(60), coins: 30 }, 60)).toEqual({ cash: 40, coins: 20 });
  });

  it('gives no more coins back than paid, in however many and small parts', () => {
    for (const [cash, coins] of [
      [1_000, 1],
      [999, 2],
      [1, 1_000],
    ] as const) {
      const paid = { cash: toMoney(cash), coins };
      const back = { cash: 0, coins: 0 };
      for (let part = 0; part < cash + coins; part++) {
        const share = splitRefund(paid, { cash: toMoney(back.cash), coins: back.coins }, 1);
        if (share === 'too-much') throw new Error('refused what is left');
        back.cash += share.cash;
        back.coins += share.coins;
        expect([back.cash <= cash, back.coins <= coins], `${part}`).toEqual([true, true]);
      }
      expect(back).toEqual({ cash, coins });
    }
  });

  it('loses no paisa and no coin over any row of refunds, and never gives more of either than came', () => {
    const property = fc.property(paise, paise, places, (cash, coins, at) => {
      const paid = { cash: toMoney(cash), coins };
      let back = { cash: toMoney(0), coins: 0 };
      for (const amount of cut(cash + coins, at)) {
        const share = splitRefund(paid, back, amount);
        if (share === 'too-much') throw new Error('refused what is left');
        expect(share.cash + share.coins).toBe(amount);
        expect(Math.min(share.cash, share.coins)).toBeGreaterThanOrEqual(0);
        back = { cash: toMoney(back.cash + share.cash), coins: back.coins + share.coins };
        expect(back.cash).toBeLessThanOrEqual(cash);
        expect(back.coins).toBeLessThanOrEqual(coins);
      }
      expect(back).toEqual({ cash, coins });
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('splitWays', () => {
  it('sends money back to where it came from first, and only the rest another way', () => {
    const paid = { online: toMoney(2_000), onDelivery: toMoney(8_000) };
    const nothing = { online: toMoney(0), onDelivery: toMoney(0) };
    expect(splitWays(paid, nothing, 1_500)).toEqual({ online: 1_500, onDelivery: 0 });
    expect(splitWays(paid, { ...nothing, online: toMoney(1_500) }, 1_500)).toEqual({
      online: 500,
      onDelivery: 1_000,
    });
  });
});

describe('splitReversal', () => {
  it('undoes a release exactly, however the refunds are cut', () => {
    const share = fc.double({ min: 0, max: 0.3, noNaN: true });
    const property = fc.property(paise, share, share, places, (total, k, g, at) => {
      const commission = Math.floor(total * k);
      const fee = Math.min(4_900, total - commission);
      const tax = Math.min(Math.floor(commission * g), total - commission - fee);
      const released = { total, commission, tax, fee, payable: total - commission - tax - fee };
      const undone = { total: 0, commission: 0, tax: 0, fee: 0, payable: 0 };
      for (const amount of cut(total, at)) {
        const back = splitReversal(released, undone.total, amount);
        expect(Math.min(back.commission, back.tax, back.fee, back.payable)).toBeGreaterThanOrEqual(0);
        expect(back.commission + back.tax + back.fee + back.payable).toBe(amount);
        for (const part of parts) undone[part] += back[part];
      }
      expect(undone).toEqual(released);
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('coinsFor', () => {
  it('is one for each whole rupee, and none for what is owed', () => {
    expect([99, 100, 250, -5].map(coinsFor)).toEqual([0, 1, 2, 0]);
  });
});
