import { describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { fromCursor, toCursor } from './place.ts';

describe('a place in a list', () => {
  it('is found again by its cursor', () => {
    const place = { at: 1_763_800_000_000, id: newId() };
    expect(fromCursor(toCursor(place))).toEqual(place);
  });

  it.each([
    '',
    'next',
    Buffer.from('[1,"a"]').toString('base64url'),
    Buffer.from('-1 x').toString('base64url'),
  ])('is refused where nobody was given it: %j', (cursor) => {
    expect(() => fromCursor(cursor)).toThrow(expect.objectContaining({ code: 'request.bad-query' }));
  });
});
