import { describe, expect, it } from 'vitest';
import { orderState } from '#contracts/orders';
import { type Mover, mayMove, move, moves } from './moves.ts';
import type { StoredOrder } from './order.ts';

const order = (state: StoredOrder['state'], more: Partial<StoredOrder> = {}): StoredOrder =>
  ({ state, cancelledBy: null, history: [{ state, at: 1 }], ...more }) as StoredOrder;

const every = orderState.options.flatMap((from) => orderState.options.map((to) => [from, to] as const));
const moved = (by: Mover, more: Partial<StoredOrder> = {}) =>
  every
    .filter(([from, to]) => typeof move(order(from, more), to, { by, at: 2 }) === 'object')
    .map((pair) => pair.join(' > '));

describe('an order’s way', () => {
  it('knows every state, and ends returned or brought back', () => {
    expect(Object.keys(moves).sort()).toEqual([...orderState.options].sort());
    expect([moves.returned, moves.rto]).toEqual([{}, {}]);
  });

  it('lets a seller move it along, and cancel until it has left', () => {
    expect(moved('seller')).toEqual([
      'reserved > cancelled',
      'awaiting-payment > cancelled',
      'confirmed > packed',
      'confirmed > cancelled',
      'packed > shipped',
      'packed > cancelled',
      'shipped > delivered',
      'shipped > rto',
    ]);
  });

  it('lets a buyer cancel until it is packed, be satisfied, and nothing else', () => {
    expect(moved('buyer')).toEqual([
      'reserved > cancelled',
      'awaiting-payment > cancelled',
      'confirmed > cancelled',
      'delivered > completed',
    ]);
  });

  it('lets an operator do what the seller may, and rule on what was delivered', () => {
    expect(moved('operator')).toEqual([...moved('seller'), 'delivered > completed'].sort(byState));
  });

  const place = (pair: string) => every.findIndex((one) => one.join(' > ') === pair);
  const byState = (one: string, other: string) => place(one) - place(other);

  it('lets nobody but the shop confirm an order, or bring one back that was not paid in time', () => {
    expect(moved('system')).toEqual([
      'reserved > awaiting-payment',
      'reserved > confirmed',
      'reserved > cancelled',
      'awaiting-payment > confirmed',
      'awaiting-payment > cancelled',
      'confirmed > cancelled',
      'delivered > completed',
      'delivered > returned',
      'completed > returned',
    ]);
    expect(moved('system', { cancelledBy: 'expiry' })).toContain('cancelled > confirmed');
    for (const cancelledBy of ['buyer', 'seller', 'operator', 'payment', 'late', 'failure'] as const)
      expect(mayMove({ state: 'cancelled', cancelledBy }, 'confirmed', 'system')).toBe(false);
    for (const by of ['buyer', 'seller', 'operator'] as const)
      expect(mayMove({ state: 'cancelled', cancelledBy: 'expiry' }, 'confirmed', by)).toBe(false);
  });

  it('42. delivered twice, come back after delivery, delivered after coming back: stays or is refused', () => {
    const by = { by: 'seller' as const, at: 2 };
    expect(move(order('delivered'), 'delivered', by)).toBe('here');
    expect(move(order('delivered'), 'rto', by)).toBe('wrong-move');
    expect(move(order('rto'), 'delivered', by)).toBe('wrong-move');
    expect(move(order('rto'), 'rto', by)).toBe('here');
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
