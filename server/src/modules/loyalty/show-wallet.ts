import { toMoney } from '#contracts/values';
import type { CoinMove, Wallet } from '#contracts/wallet';
import { fromCursor, toCursor } from '../../kernel/http/place.ts';
import type { Loyalty } from './context.ts';
import { startOf } from './domain.ts';
import { pendingSum } from './store/earnings.ts';
import { nextToExpire } from './store/lots.ts';
import { movesOf } from './store/moves.ts';
import { findWallet } from './store/wallets.ts';

const empty: Wallet = { coins: 0, worth: toMoney(0), held: 0, pending: 0, expiring: null };

export const showWallet = async ({ db }: Loyalty, accountId: string | undefined): Promise<Wallet> => {
  if (accountId === undefined) return empty;
  const [{ coins, held }, pending, next] = await Promise.all([
    findWallet(db, accountId),
    pendingSum(db, accountId),
    nextToExpire(db, accountId),
  ]);
  // One coin is one paisa, because 100 are ₹1.
  return {
    coins: coins - held,
    worth: toMoney(coins - held),
    held,
    pending,
    expiring: next ? { coins: next.coins, at: startOf(next.expiresOn) } : null,
  };
};

export interface MovesAsked {
  accountId: string | undefined;
  cursor?: string | undefined;
  limit: number;
}
export const listMoves = async (
  { db, orderNumbers }: Loyalty,
  { accountId, cursor, limit }: MovesAsked,
): Promise<{ items: CoinMove[]; next: string | null }> => {
  const after = cursor === undefined ? null : fromCursor(cursor);
  if (accountId === undefined) return { items: [], next: null };
  // One more than is shown, to know whether there is a next page.
  const found = await movesOf(db, accountId, { after, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const numbers = await orderNumbers(shown.flatMap(({ orderId }) => orderId ?? []));
  const last = shown.at(-1);
  return {
    items: shown.map(({ accountId: _, source: __, flagged, ...move }) => ({
      ...move,
      orderNumber: move.orderId === null ? null : (numbers.get(move.orderId) ?? null),
      ...(flagged !== null && { flagged }),
    })),
    next: found.length > limit && last ? toCursor(last) : null,
  };
};
