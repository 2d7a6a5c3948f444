import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMoney } from '#contracts/values';
import { orderIdOf } from '../order-id.ts';
import { earnedBy, orderNumber, paidIn } from './order.ts';
import {
  advanceOf,
  bySeller,
  coinsFor,
  deliveryFor,
  goodsOf,
  mergeLines,
  payingOf,
  share,
  sumOf,
  totalsOf,
} from './split.ts';

describe('what an order costs', () => {
  const delivery = { fee: toMoney(4_900), freeFrom: toMoney(99_900) };

  it('is free to bring from the shop’s limit on', () => {
    expect([deliveryFor(toMoney(99_899), delivery), deliveryFor(toMoney(99_900), delivery)]).toEqual([
      4_900, 0,
    ]);
    expect(deliveryFor(toMoney(10_000_000), { ...delivery, freeFrom: null })).toBe(4_900);
  });

  it('is goods, delivery, and the fee for both', () => {
    const fee = (total: number) => toMoney(total / 100);
    expect(totalsOf(toMoney(50_000), toMoney(5_000), fee)).toEqual({
      goods: 50_000,
      delivery: 5_000,
      fee: 550,
      total: 55_550,
    });
  });

  it('is refused where it cannot be counted exactly', () => {
    expect(goodsOf([{ price: toMoney(Number.MAX_SAFE_INTEGER), quantity: 2 }])).toBeUndefined();
    expect(goodsOf([{ price: toMoney(33), quantity: 3 }])).toBe(99);
  });

  it('counts two lines of one variant as one', () => {
    const wanted = [
      { variantId: 'a', quantity: 1 },
      { variantId: 'b', quantity: 1 },
      { variantId: 'a', quantity: 2 },
    ];
    expect(mergeLines(wanted)).toEqual([
      { variantId: 'a', quantity: 3 },
      { variantId: 'b', quantity: 1 },
    ]);
  });
});

describe('an order’s number', () => {
  it('comes from its id, without letters that are read as digits', () => {
    const id = '0190b6a2-0000-8000-9000-ffffffffffff';
    expect([6, 7, 9].map((letters) => orderNumber(id, letters))).toEqual([
      'LEO-ZZZZZZ',
      'LEO-ZZZZZZZ',
      'LEO-ZZZZZZZZZ',
    ]);
    expect(orderNumber('0190b6a2-0000-8000-9000-000000000000', 6)).toBe('LEO-000000');
  });

  it('is another one for another order', () => {
    const ids = Array.from({ length: 2_000 }, () => crypto.randomUUID());
    expect(new Set(ids.map((id) => orderNumber(id, 9))).size).toBe(2_000);
  });
});

describe('a purchase that is split', () => {
  const money = fc.integer({ min: 0, max: 10_000_000_000 });

  it('5. shares every amount to the paisa, by largest remainder', () => {
    fc.assert(
      fc.property(fc.array(money, { minLength: 1, maxLength: 20 }), money, (weights, amount) => {
        fc.pre(weights.some((one) => one > 0));
        const shares = share(amount, weights);
        const whole = weights.reduce((sum, one) => sum + BigInt(one), 0n);
        expect(shares.reduce((sum, one) => sum + one, 0)).toBe(amount);
        for (const [place, one] of shares.entries()) {
          const exact = Number((BigInt(weights[place] ?? 0) * BigInt(amount)) / whole);
          expect(one - exact).toBeGreaterThanOrEqual(0);
          expect(one - exact).toBeLessThanOrEqual(1);
        }
      }),
    );
    expect(share(10, [33, 33, 33])).toEqual([4, 3, 3]);
    expect(share(1, [1, 99, 0])).toEqual([0, 1, 0]);
    expect(share(0, [0, 0])).toEqual([0, 0]);
    expect(() => share(1, [0])).toThrow(RangeError);
  });

  it('5. pays every order whole, in coins, beforehand and in cash, and loses no paisa on the way', () => {
    const totals = fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(
        totals,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (of, c, p) => {
          const sum = of.reduce((all, one) => all + one, 0);
          const coins = Math.floor(sum * c);
          const prepaid = Math.floor((sum - coins) * p);
          const paying = payingOf(of, { coins, prepaid });
          const add = (part: 'coins' | 'prepaid' | 'onDelivery') =>
            paying.reduce((all, one) => all + one[part], 0);
          expect([add('coins'), add('prepaid'), add('onDelivery')]).toEqual([
            coins,
            prepaid,
            sum - coins - prepaid,
          ]);
          for (const [place, one] of paying.entries()) {
            expect(one.coins + one.prepaid + one.onDelivery).toBe(of[place]);
            expect(Math.min(one.coins, one.prepaid, one.onDelivery)).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });

  it('5. leaves nobody a paisa to pay at the door where all of it is paid beforehand', () => {
    const third = { prepaid: 100, onDelivery: 0 };
    expect(payingOf([100, 100, 100], { coins: 1, prepaid: 299 })).toEqual([
      { coins: 1, prepaid: 99, onDelivery: 0 },
      { coins: 0, ...third },
      { coins: 0, ...third },
    ]);
  });

  it('7. spends coins until nothing is left to pay, or enough to be paid', () => {
    expect([coinsFor(54_800, 0), coinsFor(54_800, 20_000), coinsFor(54_800, 99_999)]).toEqual([
      0, 20_000, 54_800,
    ]);
    expect([coinsFor(54_800, 54_799), coinsFor(54_800, 54_701), coinsFor(54_800, 54_700)]).toEqual([
      54_700, 54_700, 54_700,
    ]);
    expect(coinsFor(50, 20)).toBe(0);
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 1_000_000 }),
        fc.integer({ min: 0, max: 2_000_000 }),
        (total, has) => {
          const coins = coinsFor(total, has);
          const left = total - coins;
          expect(coins).toBeLessThanOrEqual(Math.min(total, has));
          expect(left === 0 || left >= 100).toBe(true);
          expect(coins >= Math.min(total, has) - 99).toBe(true);
        },
      ),
    );
  });

  it('asks for an advance in whole rupees, at least one, and never more than there is to pay', () => {
    expect([
      advanceOf(10_960, 54_800),
      advanceOf(10_961, 54_800),
      advanceOf(1, 54_800),
      advanceOf(10_000, 550),
    ]).toEqual([11_000, 11_000, 100, 550]);
  });

  it('keeps sellers in the order of their first lines', () => {
    const lines = ['b', 'a', 'b'].map((sellerId, at) => ({ sellerId, at }));
    expect([...bySeller(lines)]).toEqual([
      ['b', [lines[0], lines[2]]],
      ['a', [lines[1]]],
    ]);
    const totals = { goods: toMoney(5), delivery: toMoney(2), fee: toMoney(1), total: toMoney(8) };
    expect(sumOf([totals, totals])).toEqual({ goods: 10, delivery: 4, fee: 2, total: 16 });
  });

  it('names the orders of a purchase the same every time', () => {
    const [purchase, one, other] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    expect(orderIdOf(purchase, one)).toBe(orderIdOf(purchase, one));
    expect(new Set([orderIdOf(purchase, one), orderIdOf(purchase, other), purchase]).size).toBe(3);
    expect(orderIdOf(purchase, one)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});

describe('what came in for an order', () => {
  const order = (coins: number, prepaid: number, onDelivery: number, exchangeOf: string | null = null) => ({
    coins,
    prepaid: toMoney(prepaid),
    onDelivery: toMoney(onDelivery),
    exchangeOf,
  });
  const states = [
    { captured: false, collected: false },
    { captured: true, collected: false },
    { captured: true, collected: true },
  ];
  const all = (one: ReturnType<typeof order>) => states.map((has) => paidIn(one, has));

  it('is what was captured and collected, with the coins that pay beside it', () => {
    expect(all(order(0, 500, 0))).toEqual([0, 500, 500]);
    expect(all(order(100, 500, 0))).toEqual([0, 600, 600]);
    expect(all(order(100, 0, 500))).toEqual([0, 0, 600]);
    expect(all(order(100, 200, 300))).toEqual([0, 300, 600]);
    expect(all(order(600, 0, 0))).toEqual([600, 600, 600]);
    expect(all(order(100, 500, 0, 'another'))).toEqual([600, 600, 600]);
  });

  it('earns a coin a rupee of the money that is kept', () => {
    const one = { earns: 548, prepaid: toMoney(54_899), onDelivery: toMoney(0), refunded: toMoney(0) };
    expect(earnedBy(one)).toBe(548);
    expect(earnedBy({ ...one, refunded: toMoney(10_000) })).toBe(448);
    expect(earnedBy({ ...one, refunded: toMoney(54_899) })).toBe(0);
    expect(earnedBy({ ...one, earns: 0 })).toBe(0);
  });
});
