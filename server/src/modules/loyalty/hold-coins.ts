import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { CoinShare, HoldCoins } from './api.ts';
import type { Loyalty } from './context.ts';
import { free, type Part, pick, sum, whole } from './domain.ts';
import { endHold, findHold, heldParts, moveHeldParts, putHold, setUntil } from './store/holds.ts';
import { lotsOf, moveLots } from './store/lots.ts';
import { putShare, spentOf } from './store/shares.ts';
import { lockOwner, lockWallet, moveWallet, type StoredWallet } from './store/wallets.ts';

/** Takes free coins of a locked wallet, those that expire first; all that are wanted or none. */
export const takeFree = async (tx: Tx, wallet: StoredWallet, coins: number): Promise<Part[]> => {
  const available = wallet.coins - wallet.held;
  if (coins > available) throw new Refusal('coins.not-enough', { coins, available });
  return pick(free(await lotsOf(tx, wallet.accountId)), coins);
};

const ownerOf =
  (tx: Tx, purchaseId: string): (() => Promise<string | undefined>) =>
  async () =>
    (await findHold(tx, purchaseId))?.accountId;

export const lockHolder = (tx: Tx, purchaseId: string): Promise<StoredWallet | undefined> =>
  lockOwner(tx, ownerOf(tx, purchaseId));

/**
 * A hold names the lots it will take. So an order's coins cannot expire while it is being paid or is on its way:
 * expiry takes what nobody holds.
 */
export const holdCoins = async ({ settings }: Loyalty, tx: Tx, request: HoldCoins): Promise<void> => {
  const { purchaseId, until } = request;
  if (whole(request.coins) === 0) return;
  if (!settings.enabled) throw new Refusal('coins.not-enough', { coins: request.coins, available: 0 });
  const wallet = (await lockHolder(tx, purchaseId)) ?? (await lockWallet(tx, request.accountId));
  const before = await findHold(tx, purchaseId);
  if (before?.state === 'spent') return;
  if (before?.state === 'held') return void (await setUntil(tx, purchaseId, until));
  const coins = request.coins - (before ? await spentOf(tx, purchaseId) : 0);
  if (coins <= 0) return;
  const parts = await takeFree(tx, wallet, coins);
  await putHold(tx, { purchaseId, accountId: wallet.accountId, coins: request.coins, until });
  await moveHeldParts(tx, purchaseId, { parts, by: 1 });
  await moveLots(tx, parts, { held: 1 });
  await moveWallet(tx, wallet.accountId, { held: sum(parts) });
};

/** The purchase holds fewer; where it holds none any more, it has ended. */
export const letGo = async (tx: Tx, purchaseId: string, parts: readonly Part[]): Promise<void> => {
  await moveHeldParts(tx, purchaseId, { parts, by: -1 });
  if ((await heldParts(tx, purchaseId)).length > 0) return;
  await endHold(tx, purchaseId, (await spentOf(tx, purchaseId)) > 0 ? 'spent' : 'released');
};

export interface Releasing {
  purchaseId: string;
  share?: CoinShare | undefined;
  /** Only where the hold has run out by then. */
  past?: number;
}

export const releaseCoins = async (tx: Tx, { purchaseId, share, past }: Releasing): Promise<void> => {
  const wallet = await lockHolder(tx, purchaseId);
  const hold = wallet && (await findHold(tx, purchaseId));
  if (!wallet || hold?.state !== 'held') return;
  if (past !== undefined && (hold.until === null || hold.until > past)) return;
  const { accountId } = wallet;
  if (share && !(await putShare(tx, { ...share, purchaseId, accountId, state: 'released' }))) return;
  const held = await heldParts(tx, purchaseId);
  // What lives longest is set free first: the order that still holds some gets what would expire.
  const parts = share ? pick(held.toReversed(), whole(share.coins)) : held;
  await moveLots(tx, parts, { held: -1 });
  await moveWallet(tx, accountId, { held: -sum(parts) });
  await letGo(tx, purchaseId, parts);
};
