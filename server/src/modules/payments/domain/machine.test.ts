import { describe, expect, it } from 'vitest';
import {
  backOff,
  isMismatch,
  laterOf,
  newsOf,
  nextLook,
  nextReview,
  reversalOf,
  rulings,
  standingOf,
} from './machine.ts';

const row = { state: 'pending' as const, providerId: null, claimed: false, refused: null };

describe('the payments’ state machine', () => {
  it('books money only where stock is sold to it', () => {
    const booking = Object.entries(rulings).flatMap(([news, all]) =>
      Object.entries(all).flatMap(([standing, ruling]) => (ruling === 'book' ? [`${news} ${standing}`] : [])),
    );
    expect(booking).toEqual(['captured claimed']);
  });

  it('has a place in the books for captured money, however it stands', () => {
    const { captured, ...others } = rulings.captured;
    expect(captured).toBe('nothing');
    expect(Object.values(others)).not.toContain('nothing');
  });

  it('does not go back: older news than what is known is stale', () => {
    expect(newsOf({ state: 'failed', fee: 0 }, { state: 'captured', booked: 'applied' }, false)).toBe(
      'stale',
    );
    expect(newsOf({ state: 'failed', fee: 0 }, { state: 'authorised', booked: 'none' }, false)).toBe('stale');
    expect(newsOf({ state: 'failed', fee: 0 }, { state: 'authorised', booked: 'none' }, true)).toBe('failed');
    expect(newsOf({ state: 'authorised', fee: 0 }, { state: 'failed', booked: 'none' }, false)).toBe(
      'authorised',
    );
    expect(laterOf('captured', 'failed')).toBe('captured');
  });

  it('knows an authorisation that went back by itself from captured money that was refunded', () => {
    expect(newsOf({ state: 'refunded', fee: 0 }, { state: 'authorised', booked: 'none' }, false)).toBe(
      'lapsed',
    );
    expect(newsOf({ state: 'refunded', fee: 236 }, undefined, false)).toBe('captured');
  });

  it('tells apart whose money it is', () => {
    expect(standingOf(undefined, 'p')).toBe('unknown');
    expect(standingOf(row, 'p')).toBe('open');
    expect(standingOf({ ...row, providerId: 'p' }, 'p')).toBe('counted');
    expect(standingOf({ ...row, providerId: 'q' }, 'p')).toBe('other');
    expect(standingOf({ ...row, providerId: 'p', claimed: true }, 'p')).toBe('claimed');
    expect(standingOf({ ...row, state: 'void', refused: 'sold out' }, 'p')).toBe('refused');
    expect(isMismatch({ amount: 100, currency: 'INR' }, { amount: 100, currency: 'USD' })).toBe(true);
  });

  it('asks less and less, and not for ever', () => {
    const day = 86_400_000;
    expect(nextLook(0)).toBe(5_000);
    expect(nextLook(11 * day)).toBeNull();
    expect(nextReview(171 * day)).toBeNull();
    expect(backOff(0, 0.5)).toBe(5_000);
    expect(backOff(60, 1)).toBeLessThanOrEqual(4_500_000);
  });

  it('takes a share back in proportion, and all of it with the last refund', () => {
    const share = { transfer: 27_001, cash: 30_000 };
    const first = reversalOf({ ...share, refunded: 10_000, before: 0 });
    expect(first).toBe(9_000);
    expect(reversalOf({ ...share, refunded: 30_000, before: first })).toBe(18_001);
  });
});
