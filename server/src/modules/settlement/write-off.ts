import { type Money, toMoney } from '#contracts/values';
import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { SettlementDeps } from './context.ts';
import { reach } from './points.ts';
import { releaseOrder } from './release.ts';

const writeOff = async (
  deps: SettlementDeps,
  tx: Tx,
  { who, orderId, reason }: { who: Who; orderId: string; reason: string },
): Promise<Money> => {
  const cash = (await deps.payments.cashOf(tx, [orderId])).get(orderId);
  if (cash?.state !== 'collected') throw new Refusal('cash.not-open', { state: cash?.state ?? 'none' });
  const approvedBy = who.name ?? who.accountId;
  const given = await deps.payments.writeOff(tx, { orderId, approvedBy, at: deps.clock.now() });
  if (!given) throw new Refusal('cash.not-open');
  const details = { amount: cash.amount, courier: cash.courier, awb: cash.awb };
  await deps.audit.record(tx, { actor: who, action: 'cash.write-off', about: orderId, reason, details });
  await reach(deps, 'write-off/booked');
  return toMoney(cash.amount);
};

/**
 * Gives up cash a courier never handed over: the shop bears it, and the seller, who did nothing wrong, is paid.
 * Refuses `cash.not-open`.
 */
export const writeOffCash = async (
  deps: SettlementDeps,
  who: Who,
  given: { orderId: string; reason: string },
): Promise<Money> => {
  await reach(deps, 'write-off/begin');
  const amount = await deps.db.transaction((tx) => writeOff(deps, tx, { who, ...given }));
  await reach(deps, 'write-off/done');
  // Where this process dies here, the sweep releases it.
  await releaseOrder(deps, given.orderId);
  return amount;
};
