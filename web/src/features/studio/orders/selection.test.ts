import { describe, expect, it } from 'vitest';
import { choose, groups, movable } from './selection.ts';

const orders = [
  { id: 'a', can: ['pack', 'cancel'] as const },
  { id: 'b', can: ['ship'] as const },
  { id: 'c', can: ['pack'] as const },
  { id: 'd', can: [] },
].map((order) => ({ ...order, can: [...order.can] }));

describe('orders that are moved together', () => {
  it('are chosen one by one, all at once, and let go', () => {
    const one = choose(new Set(), { type: 'toggle', id: 'a' });
    expect([...one]).toEqual(['a']);
    expect([...choose(one, { type: 'toggle', id: 'a' })]).toEqual([]);
    expect(choose(one, { type: 'all', ids: ['a', 'b'] }).size).toBe(2);
    expect(choose(one, { type: 'none' }).size).toBe(0);
  });

  it('are those that can go along', () => {
    expect(movable(orders).map((order) => order.id)).toEqual(['a', 'b', 'c']);
  });

  it('go each its own next step, and only what is still on screen', () => {
    expect(groups(orders, new Set(['c', 'a', 'b', 'd', 'gone']))).toEqual([
      { to: 'packed', ids: ['a', 'c'] },
      { to: 'shipped', ids: ['b'] },
    ]);
    expect(groups(orders, new Set(['c']))).toEqual([{ to: 'packed', ids: ['c'] }]);
    expect(groups(orders, new Set())).toEqual([]);
  });
});
