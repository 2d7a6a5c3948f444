import type { Connection, Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import type { Loyalty } from './context.ts';
import { clawed, free, pick, whole } from './domain.ts';
import { lockEarner, lowerPending } from './earn-coins.ts';
import { addClaw, findClaw, findEarning, noteClawed } from './store/earnings.ts';
import { findLotBySource, lotsOf, moveLots } from './store/lots.ts';
import { addMove } from './store/moves.ts';
import { findWallet, moveWallet } from './store/wallets.ts';

export interface ClawBack {
  orderId: string;
  refundId: string;
  keep: number;
}
export interface ClawedBack {
  taken: number;
  shortfall: number;
}
const nothing: ClawedBack = { taken: 0, shortfall: 0 };

/** From the lot the order made first, then from those that expire first. */
const takeBack = async (
  { clock }: Loyalty,
  tx: Tx,
  { orderId, refundId, accountId, taken }: ClawBack & { accountId: string; taken: number },
): Promise<void> => {
  const own = await findLotBySource(tx, `vest:${orderId}`);
  const lots = free(await lotsOf(tx, accountId));
  const parts = pick(
    [...lots.filter((one) => one.lotId === own), ...lots.filter((one) => one.lotId !== own)],
    taken,
  );
  await moveLots(tx, parts, { coins: -1 });
  await moveWallet(tx, accountId, { coins: -taken });
  await addMove(tx, {
    id: newId(),
    accountId,
    source: `claw:${refundId}:${orderId}`,
    kind: 'clawed-back',
    coins: -taken,
    orderId,
    at: clock.now(),
    flagged: null,
  });
};

export const clawCoinsBack = async (loyalty: Loyalty, tx: Tx, claw: ClawBack): Promise<ClawedBack> => {
  const { orderId, keep } = claw;
  whole(keep);
  const wallet = await lockEarner(tx, orderId);
  const earning = wallet && (await findEarning(tx, orderId));
  if (!wallet || !earning) return nothing;
  if (earning.state === 'pending') {
    await lowerPending(loyalty, tx, { earning, coins: keep });
    return nothing;
  }
  const before = await findClaw(tx, claw);
  if (before) return before;
  const { taken, shortfall } = clawed(earning, keep, wallet.coins - wallet.held);
  if (taken > 0) await takeBack(loyalty, tx, { ...claw, accountId: wallet.accountId, taken });
  await noteClawed(tx, orderId, taken + shortfall);
  await addClaw(tx, { ...claw, taken, shortfall });
  return { taken, shortfall };
};

export const wouldClawBack = async (
  on: Connection,
  { orderId, keep }: Omit<ClawBack, 'refundId'>,
): Promise<ClawedBack> => {
  const earning = await findEarning(on, orderId);
  if (earning?.state !== 'vested') return nothing;
  const { coins, held } = await findWallet(on, earning.accountId);
  return clawed(earning, whole(keep), coins - held);
};
