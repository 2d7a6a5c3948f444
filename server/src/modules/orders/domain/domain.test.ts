import { describe, expect, it } from 'vitest';
import { orderState } from '#contracts/orders';
import { toMoney } from '#contracts/values';
import {
  deliveryFor,
  goodsOf,
  mergeLines,
  move,
  next,
  orderNumber,
  type StoredOrder,
  totalsOf,
} from './domain.ts';

const order = (state: StoredOrder['state']): StoredOrder =>
  ({ state, history: [{ state, at: 1 }] }) as StoredOrder;

describe('an order’s way', () => {
  it('knows every state, and ends delivered or cancelled', () => {
    expect(Object.keys(next).sort()).toEqual([...orderState.options].sort());
    expect([next.delivered, next.cancelled]).toEqual([[], []]);
  });

  const every = orderState.options.flatMap((from) => orderState.options.map((to) => [from, to] as const));
  const moved = (by: 'buyer' | 'seller') =>
    every
      .filter(([from, to]) => typeof move(order(from), to, { by, at: 2 }) === 'object')
      .map((pair) => pair.join(' > '));

  it('lets a seller move it along, and cancel until it has left', () => {
    expect(moved('seller')).toEqual([
      'reserved > confirmed',
      'reserved > cancelled',
      'confirmed > packed',
      'confirmed > cancelled',
      'packed > shipped',
      'packed > cancelled',
      'shipped > delivered',
    ]);
  });

  it('lets a buyer cancel until it is packed, and nothing else', () => {
    expect(moved('buyer')).toEqual(['reserved > cancelled', 'confirmed > cancelled']);
  });

  it('stays where it is when it is asked to go there', () => {
    for (const state of orderState.options)
      expect(move(order(state), state, { by: 'buyer', at: 2 })).toBe('here');
  });

  it('remembers when it came where', () => {
    expect(move(order('confirmed'), 'packed', { by: 'seller', at: 2 })).toMatchObject({
      state: 'packed',
      history: [
        { state: 'confirmed', at: 1 },
        { state: 'packed', at: 2 },
      ],
    });
  });
});

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
