import type { SettlementDeps } from './context.ts';
import { reach } from './points.ts';
import { releaseOrder } from './release.ts';
import { DisputeStore } from './store/disputes.ts';
import { ReleaseStore } from './store/releases.ts';

/**
 * A buyer's bank disputes a payment, or has decided. Facts may come twice and in any order, so what stands now is
 * asked for: meanwhile the order does not complete and its money waits; afterwards both go on.
 */
export const followChargeback = async (deps: SettlementDeps, orderId: string): Promise<void> => {
  const { db, orders, payments } = deps;
  await reach(deps, 'chargeback/begin');
  await db.transaction(async (tx) => {
    await new ReleaseStore(tx).lock(orderId);
    if (!(await orders.find(tx, orderId))) return;
    const atBank = (await payments.contested(tx, [orderId])).has(orderId);
    await orders.setDisputed(tx, orderId, atBank || (await new DisputeStore(tx).isOpen(orderId)));
  });
  await reach(deps, 'chargeback/done');
  await releaseOrder(deps, orderId);
};
