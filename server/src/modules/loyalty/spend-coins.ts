import type { Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import type { CoinShare } from './api.ts';
import type { Loyalty } from './context.ts';
import { type Part, pick, sum, whole } from './domain.ts';
import { letGo, lockHolder, takeFree } from './hold-coins.ts';
import { heldParts } from './store/holds.ts';
import { lotsOfShare, moveLots } from './store/lots.ts';
import { addMove } from './store/moves.ts';
import { findShare, giveShareBack, putShare, putShareLots } from './store/shares.ts';
import { findWallet, lockOwner, moveWallet, type StoredWallet } from './store/wallets.ts';

const spendHeld = async (tx: Tx, accountId: string, parts: readonly Part[]): Promise<void> => {
  await moveLots(tx, parts, { coins: -1, held: -1 });
  await moveWallet(tx, accountId, { coins: -sum(parts), held: -sum(parts) });
};

const spendFree = async (tx: Tx, wallet: StoredWallet, coins: number): Promise<Part[]> => {
  if (coins === 0) return [];
  const parts = await takeFree(tx, await findWallet(tx, wallet.accountId), coins);
  await moveLots(tx, parts, { coins: -1 });
  await moveWallet(tx, wallet.accountId, { coins: -coins });
  return parts;
};

const spendShare = async (
  { clock }: Loyalty,
  tx: Tx,
  { share, purchaseId, wallet }: { share: CoinShare; purchaseId: string; wallet: StoredWallet },
): Promise<void> => {
  const { orderId, coins } = share;
  const { accountId } = wallet;
  if (whole(coins) === 0) return;
  if (!(await putShare(tx, { orderId, purchaseId, accountId, state: 'spent', coins }))) return;
  const held = pick(await heldParts(tx, purchaseId), coins);
  await spendHeld(tx, accountId, held);
  const rest = await spendFree(tx, wallet, coins - sum(held));
  await putShareLots(tx, orderId, [...held, ...rest]);
  await letGo(tx, purchaseId, held);
  await addMove(tx, {
    id: newId(),
    accountId,
    source: `spend:${orderId}`,
    kind: 'spent',
    coins: -coins,
    orderId,
    at: clock.now(),
    flagged: null,
  });
};

export const spendCoins = async (
  loyalty: Loyalty,
  tx: Tx,
  { purchaseId, shares }: { purchaseId: string; shares: readonly CoinShare[] },
): Promise<void> => {
  if (shares.every(({ coins }) => coins === 0)) return;
  const wallet = await lockHolder(tx, purchaseId);
  if (!wallet) throw new Error(`No coins were ever held for the purchase ${purchaseId}`);
  for (const share of shares) await spendShare(loyalty, tx, { share, purchaseId, wallet });
};

/** Coins go back into the lots they came from: no order of buying and cancelling makes them live longer. */
export const giveCoinsBack = async (
  { clock }: Loyalty,
  tx: Tx,
  { orderId, refundId, coins }: { orderId: string; refundId: string; coins: number },
): Promise<void> => {
  if (whole(coins) === 0) return;
  const wallet = await lockOwner(tx, async () => (await findShare(tx, orderId))?.accountId);
  const share = wallet && (await findShare(tx, orderId));
  const move = { id: newId(), source: `back:${refundId}:${orderId}`, kind: 'given-back', coins } as const;
  if (share?.state !== 'spent') throw new Error(`The order ${orderId} was not paid with coins`);
  const { accountId } = share;
  if (!(await addMove(tx, { ...move, accountId, orderId, at: clock.now(), flagged: null }))) return;
  if (coins > share.coins - share.givenBack)
    throw new Error(`${coins} coins are more than what is left of those the order ${orderId} took`);
  const parts = pick(await lotsOfShare(tx, orderId), coins);
  await giveShareBack(tx, orderId, parts);
  await moveLots(tx, parts, { coins: 1 });
  await moveWallet(tx, accountId, { coins });
};
