import type { Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import type { Earning } from './api.ts';
import type { Loyalty } from './context.ts';
import { dayOf, expiryOf, whole } from './domain.ts';
import { businessDay } from './store/calendar.ts';
import { addEarning, findEarning, lowerEarning, type StoredEarning, vestEarning } from './store/earnings.ts';
import { addLot } from './store/lots.ts';
import { addMove, changeMove, dropMove } from './store/moves.ts';
import { lockOwner, lockWallet, moveWallet, type StoredWallet } from './store/wallets.ts';

const moveSource = (orderId: string): string => `earn:${orderId}`;

export const lockEarner = (tx: Tx, orderId: string): Promise<StoredWallet | undefined> =>
  lockOwner(tx, async () => (await findEarning(tx, orderId))?.accountId);

/** The buyer's list says the same as the earning. */
const showPending = async ({ clock }: Loyalty, tx: Tx, earning: StoredEarning): Promise<void> => {
  const { orderId, accountId, coins, flagged } = earning;
  const source = moveSource(orderId);
  if (coins === 0) return void (await dropMove(tx, source));
  const move = { source, kind: 'pending', coins, at: clock.now() } as const;
  if (!(await addMove(tx, { ...move, id: newId(), accountId, orderId, flagged })))
    await changeMove(tx, source, move);
};

export const lowerPending = async (
  loyalty: Loyalty,
  tx: Tx,
  { earning, coins }: { earning: StoredEarning; coins: number },
): Promise<void> => {
  if (await lowerEarning(tx, earning.orderId, coins)) await showPending(loyalty, tx, { ...earning, coins });
};

export const expectCoins = async (loyalty: Loyalty, tx: Tx, given: Earning): Promise<void> => {
  const { orderId } = given;
  const flagged = given.flagged ?? null;
  const coins = loyalty.settings.enabled ? whole(given.coins) : 0;
  // Of most orders it is heard once, while they are placed: what is only pending moves no wallet, so none is locked.
  const { accountId } = given;
  if (!(await addEarning(tx, { orderId, accountId, coins, flagged }))) {
    await lockEarner(tx, orderId);
    const before = await findEarning(tx, orderId);
    if (before) await lowerPending(loyalty, tx, { earning: before, coins });
    return;
  }
  if (flagged !== null) loyalty.log.warn({ orderId, accountId, coins, flagged }, 'coins to look at');
  await showPending(loyalty, tx, { orderId, accountId, coins, flagged, state: 'pending', clawed: 0 });
};

/** Earned coins become a lot only here: at the release of the order's money. */
export const vestCoins = async (
  { clock, settings }: Loyalty,
  tx: Tx,
  { orderId, at }: { orderId: string; at: number },
): Promise<number> => {
  const wallet = await lockEarner(tx, orderId);
  const earning = wallet && (await findEarning(tx, orderId));
  if (!wallet || !earning) return 0;
  if (!(await vestEarning(tx, orderId))) return earning.coins;
  const { coins } = earning;
  const { accountId } = wallet;
  const today = Math.max(await businessDay(tx), dayOf(clock.now()));
  const expiresOn = expiryOf(today, settings.expireAfterDays);
  const source = `vest:${orderId}`;
  if (!(await addLot(tx, { id: newId(), accountId, source, coins, earnedAt: at, expiresOn })))
    throw new Error(`The coins of the order ${orderId} were earned before`);
  await moveWallet(tx, accountId, { coins });
  await changeMove(tx, moveSource(orderId), { kind: 'earned', coins, at: clock.now() });
  return coins;
};

/** Money that goes back as coins was the buyer's: such a lot has no last day. */
export const creditCoins = async (
  { clock }: Loyalty,
  tx: Tx,
  { refundId, accountId, coins }: { refundId: string; accountId: string; coins: number },
): Promise<void> => {
  if (whole(coins) === 0) return;
  await lockWallet(tx, accountId);
  const [id, source, at] = [newId(), `credit:${refundId}`, clock.now()];
  if (!(await addLot(tx, { id, accountId, source, coins, earnedAt: at, expiresOn: null }))) return;
  await moveWallet(tx, accountId, { coins });
  await addMove(tx, { id, accountId, source, kind: 'refund', coins, orderId: null, at, flagged: null });
};
