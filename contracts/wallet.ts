import * as z from 'zod/mini';
import { route } from './route.ts';
import { cursor, id, instant, money, page, pageSize } from './values.ts';

/** Leo Coins: 1 is earned for each rupee, 100 are worth ₹1. */
export const wallet = z.object({
  /** Can be spent now; those held for an order that is being paid are not in it. */
  coins: z.int(),
  worth: money,
  /** Held for orders that are being paid. */
  held: z.int(),
  /** Earned by orders that are not completed yet. */
  pending: z.int(),
  /** The coins that expire next, and when; null where none do. */
  expiring: z.nullable(z.object({ coins: z.int(), at: instant })),
});
export type Wallet = z.infer<typeof wallet>;

export const coinMove = z.object({
  id,
  kind: z.enum(['earned', 'pending', 'spent', 'given-back', 'clawed-back', 'expired', 'refund']),
  /** More is positive. */
  coins: z.int(),
  orderId: z.nullable(id),
  orderNumber: z.nullable(z.string()),
  at: instant,
  /** Why somebody may look at it, e.g. a seller who buys from themselves. */
  flagged: z.optional(z.string()),
});
export type CoinMove = z.infer<typeof coinMove>;

export const getWallet = route({
  method: 'GET',
  path: '/api/wallet',
  access: 'public',
  summary: 'The caller’s coins',
  reply: z.object({ wallet }),
});
export const listCoinMoves = route({
  method: 'GET',
  path: '/api/wallet/moves',
  access: 'public',
  summary: 'How the caller’s coins came and went, newest first',
  query: z.object({ cursor: z.optional(cursor), limit: pageSize }),
  reply: page(coinMove),
});
