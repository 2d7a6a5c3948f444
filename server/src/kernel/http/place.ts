import { Refusal } from '../refusal.ts';

/** A place in a list that goes by time: what a page ends with, and the next begins after. */
export interface Place {
  at: number;
  id: string;
}

export const toCursor = ({ at, id }: Place): string => Buffer.from(`${at} ${id}`).toString('base64url');

/** Refuses what is not the `next` of a page. */
export const fromCursor = (cursor: string): Place => {
  const [, at, id] = /^(\d{1,16}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (!at || !id)
    throw new Refusal('request.bad-query', {
      fields: [{ path: 'cursor', message: 'is not the next of a page' }],
    });
  return { at: Number(at), id };
};
