import type { Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { postings } from '../ledger/index.ts';
import type { Loyalty } from './context.ts';
import { free, nextBusinessDay } from './domain.ts';
import { businessDay, turnPage } from './store/calendar.ts';
import { accountsPast, lotsPast, moveLots } from './store/lots.ts';
import { addMove } from './store/moves.ts';
import { lockWallet, moveWallet } from './store/wallets.ts';

const atOnce = 100;

/** Free coins of an account whose last day is over go, each lot with its entry in the books. */
export const expireWallet = async (
  { clock, ledger }: Loyalty,
  tx: Tx,
  { accountId, today }: { accountId: string; today: number },
): Promise<void> => {
  await lockWallet(tx, accountId);
  const at = clock.now();
  for (const part of free(await lotsPast(tx, accountId, today))) {
    // Coins may come back into a lot that is over: the same lot then expires once more, under an id of its own.
    const id = newId();
    const { coins } = part;
    await moveLots(tx, [part], { coins: -1 });
    await moveWallet(tx, accountId, { coins: -coins });
    const move = { id, accountId, source: `expiry:${id}`, kind: 'expired', coins: -coins } as const;
    await addMove(tx, { ...move, orderId: null, at, flagged: null });
    await ledger.post(tx, postings.coinsExpired({ lotId: id, buyerId: accountId, coins, at }));
  }
};

/** Moves the business day on, and takes what expired by it. */
export const expireCoins = async (loyalty: Loyalty, signal?: AbortSignal): Promise<void> => {
  const { db, clock } = loyalty;
  const before = await businessDay(db);
  const today = nextBusinessDay(before, clock.now());
  if (today > before && !(await turnPage(db, { before, today }))) return;
  for (;;) {
    const accounts = await accountsPast(db, today, atOnce);
    for (const accountId of accounts) {
      if (signal?.aborted) return;
      await db.transaction((tx) => expireWallet(loyalty, tx, { accountId, today }));
    }
    if (accounts.length < atOnce) return;
  }
};
