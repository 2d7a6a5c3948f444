import * as z from 'zod/mini';
import { Refusal } from '../../kernel/refusal.ts';

/** A place in a list: when, and which of that moment; `rank` where the list has parts. */
export interface Place {
  rank: number;
  at: number;
  id: string;
}
const place = z.tuple([z.int(), z.int(), z.string().check(z.maxLength(100))]);

export const writePlace = ({ rank, at, id }: Place): string =>
  Buffer.from(JSON.stringify([rank, at, id])).toString('base64url');

const decoded = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
};

export const readPlace = (cursor: string | undefined): Place | null => {
  if (cursor === undefined) return null;
  const parsed = z.safeParse(place, decoded(cursor));
  if (!parsed.success)
    throw new Refusal('request.bad-query', {
      fields: [{ path: 'cursor', message: 'is not a place in this list' }],
    });
  const [rank, at, id] = parsed.data;
  return { rank, at, id };
};

/** The first `limit` of some, and where the next page begins; one more than `limit` was asked for. */
export const pageOf = <T>(
  some: readonly T[],
  limit: number,
  placeOf: (one: T) => Place,
): { items: T[]; next: string | null } => {
  const items = some.slice(0, limit);
  const last = items.at(-1);
  return { items, next: some.length > limit && last ? writePlace(placeOf(last)) : null };
};
