import { describe, expect, it } from 'vitest';
import { placeAt } from './use-drag.ts';

describe('dragging a product in the run sheet', () => {
  const middles = [50, 150, 250];

  it('drops it where the pointer is', () => {
    expect(placeAt(middles, 10)).toBe(0);
    expect(placeAt(middles, 120)).toBe(1);
    expect(placeAt(middles, 249)).toBe(2);
  });

  it('drops it last below the list', () => {
    expect(placeAt(middles, 900)).toBe(2);
  });
});
