import { describe, expect, it } from 'vitest';
import { nextMove } from './moves.ts';

describe('an order on its way', () => {
  it('is packed, shipped, delivered, as the shop lets it', () => {
    expect(nextMove({ can: ['pack', 'cancel'] })?.to).toBe('packed');
    expect(nextMove({ can: ['ship', 'cancel'] })?.to).toBe('shipped');
    expect(nextMove({ can: ['deliver', 'rto'] })?.to).toBe('delivered');
  });

  it('has no next step at its end, or while its payment is awaited', () => {
    expect(nextMove({ can: [] })).toBeUndefined();
    expect(nextMove({ can: ['cancel'] })).toBeUndefined();
  });
});
