import { describe, expect, it } from 'vitest';
import { byCause, causeWords, mainCause, rate } from './rto-words.ts';

describe('parcels that came back', () => {
  it('are a part of those that were shipped', () => {
    expect(rate({ shipped: 61, rto: 2 })).toBe('3.3%');
    expect(rate({ shipped: 100, rto: 1 })).toBe('1%');
    expect(rate({ shipped: 0, rto: 0 })).toBe('–');
  });

  it('have causes, the most frequent first', () => {
    expect(byCause({ address: 1, refused: 4, courier: 0 }).map(({ cause }) => cause)).toEqual([
      'refused',
      'address',
    ]);
    expect(mainCause({ key: '411001', label: '411001', shipped: 5, rto: 0, causes: {} })).toBe('');
    expect(causeWords('weather')).toBe('weather');
  });
});
