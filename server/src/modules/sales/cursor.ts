import * as z from 'zod/mini';
import { id } from '#contracts/values';
import { Refusal } from '../../kernel/refusal.ts';
import type { SalePlace } from './store.ts';

const place = z.tuple([z.int(), z.int(), id]);

/** The place of a sale in a list, as a client carries it. */
export const writePlace = ({ rank, time, id: saleId }: SalePlace): string =>
  Buffer.from(JSON.stringify([rank, time, saleId])).toString('base64url');

const decoded = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
};

export const readPlace = (cursor: string): SalePlace => {
  const parsed = z.safeParse(place, decoded(cursor));
  if (!parsed.success)
    throw new Refusal('request.bad-query', {
      fields: [{ path: 'cursor', message: 'is not a place in this list' }],
    });
  const [rank, time, saleId] = parsed.data;
  return { rank, time, id: saleId };
};
