import { describe, expect, it } from 'vitest';
import { moveItem, nextToFeature } from './order.ts';

const entry = (productId: string, available = 3) => ({ productId, variants: [{ available }] });
const sheet = [entry('kurta'), entry('saree', 0), entry('dupatta'), entry('bangles')];

describe('the run sheet', () => {
  it('is put in order by moving one product', () => {
    expect(moveItem(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moveItem(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moveItem(['a', 'b', 'c'], 0, 99)).toEqual(['b', 'c', 'a']);
    expect(moveItem(['a', 'b'], 1, -1)).toEqual(['b', 'a']);
    expect(moveItem(['a', 'b'], 7, 0)).toEqual(['a', 'b']);
  });

  it('begins with its first product', () => {
    expect(nextToFeature(sheet, null)?.productId).toBe('kurta');
  });

  it('goes on with the next one that can be sold', () => {
    expect(nextToFeature(sheet, 'kurta')?.productId).toBe('dupatta');
  });

  it('begins again after its last product', () => {
    expect(nextToFeature(sheet, 'bangles')?.productId).toBe('kurta');
  });

  it('has no next where all the others are sold out', () => {
    expect(nextToFeature([entry('kurta'), entry('saree', 0)], 'kurta')).toBeUndefined();
    expect(nextToFeature([], null)).toBeUndefined();
  });

  it('begins at the top when what was on screen has left it', () => {
    expect(nextToFeature(sheet, 'gone')?.productId).toBe('kurta');
  });
});
