import { describe, expect, it } from 'vitest';
import { canCancel, nextMove } from './moves.ts';

describe('an order on its way', () => {
  it('is packed, shipped, delivered, and then done', () => {
    expect(nextMove({ state: 'confirmed' })?.to).toBe('packed');
    expect(nextMove({ state: 'packed' })?.to).toBe('shipped');
    expect(nextMove({ state: 'shipped' })?.to).toBe('delivered');
    expect(nextMove({ state: 'delivered' })).toBeUndefined();
    expect(nextMove({ state: 'cancelled' })).toBeUndefined();
    expect(nextMove({ state: 'reserved' })).toBeUndefined();
  });

  it('can be cancelled until the courier has it', () => {
    expect((['confirmed', 'packed'] as const).every((state) => canCancel({ state }))).toBe(true);
    expect((['shipped', 'delivered', 'cancelled'] as const).some((state) => canCancel({ state }))).toBe(
      false,
    );
  });
});
