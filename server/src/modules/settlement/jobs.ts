import * as z from 'zod/mini';
import { type AnyJob, job } from '../../kernel/jobs/job.ts';
import { reseal } from './bank.ts';
import type { SettlementDeps } from './context.ts';
import { completeOrder, isOver, releaseOrder } from './release.ts';
import { finishRemittances } from './remittance/receive.ts';
import { ReleaseStore } from './store/releases.ts';
import { noteOpenTransfers } from './transfers.ts';

const none = z.object({});
const minute = 60_000;
const day = 86_400_000;
const atOnce = 200;
const ended: readonly string[] = ['cancelled', 'rto'];

/** An order whose fact has not come: it may have ended, one way or the other. */
const look = async (deps: SettlementDeps, orderId: string): Promise<void> => {
  const store = new ReleaseStore(deps.db);
  const order = await deps.orders.find(deps.db, orderId);
  await store.checked(orderId, deps.clock.now());
  if (order && isOver(order)) await completeOrder(deps, orderId);
  else if (!order || ended.includes(order.state)) await store.close(orderId, deps.clock.now());
};

/** What facts have missed: money that has come since, orders that were completed, sheets and transfers left alone. */
export const sweep = async (deps: SettlementDeps): Promise<void> => {
  const store = new ReleaseStore(deps.db);
  const now = deps.clock.now();
  for (const id of await store.unchecked('waiting', now - minute, atOnce)) {
    await store.checked(id, now);
    await releaseOrder(deps, id);
  }
  for (const id of await store.unchecked('open', now - 10 * minute, atOnce)) await look(deps, id);
  await noteOpenTransfers(deps);
  await finishRemittances(deps);
};

/** Every completed order has a row here: a shop of before, and one whose every fact was lost, too. */
export const sweepAll = async (deps: SettlementDeps): Promise<void> => {
  const { db, orders } = deps;
  for (let after: string | null = null; ; ) {
    const ids: string[] = await orders.completedAfter(db, after, atOnce);
    const known = await new ReleaseStore(db).known(ids);
    for (const id of ids.filter((one) => !known.has(one))) await completeOrder(deps, id);
    after = ids.at(-1) ?? null;
    if (after === null) return;
  }
};

export const settlementJobs = (deps: SettlementDeps): AnyJob[] => {
  const regular = (name: string, every: number, run: () => Promise<unknown>) =>
    job({ name, payload: none, attempts: 3, every, run: async () => void (await run()) });
  return [
    regular('settlement.sweep', minute, () => sweep(deps)),
    regular('settlement.sweep-all', day, () => sweepAll(deps)),
    regular('settlement.reseal', 5 * minute, () => reseal(deps)),
  ] as unknown as AnyJob[];
};
