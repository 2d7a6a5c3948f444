import type { Connection } from '../../db/connection.ts';
import type { AnyReaction } from '../../kernel/events/outbox.ts';
import type { AnyServed } from '../../kernel/http/serve.ts';
import type { AnyJob } from '../../kernel/jobs/job.ts';
import { addSettlementChecks } from './checks.ts';
import type { SettlementDeps } from './context.ts';
import { settlementJobs, sweep } from './jobs.ts';
import { settlementReactions } from './reactions.ts';
import { releaseOrder } from './release.ts';
import { settlementRoutes } from './routes.ts';
import { DisputeStore } from './store/disputes.ts';
import { type ShareOf, type TransferShare, transfersFor, withoutAccount } from './transfers.ts';

export type { Audit, Orders, Reseal, SettledOrder, SettlementDeps, SoldLine } from './context.ts';
export { points } from './points.ts';
export type { ShareOf, TransferShare } from './transfers.ts';

export interface SettlementApi {
  /** What the provider is to hold for whom, by order; sellers without an account there are left out. */
  transfers(on: Connection, orders: readonly ShareOf[]): Promise<Map<string, TransferShare>>;
  /** Those of these sellers who have no account at the payment provider. */
  withoutAccount(on: Connection, sellerIds: readonly string[]): Promise<string[]>;
  /** How many disputes wait for a ruling. */
  openDisputes(on: Connection): Promise<number>;
  /** Gives a completed order's money to its seller if all of it is here; true where it did. Safe to call at any time. */
  release(orderId: string): Promise<boolean>;
  /** Does what facts have missed; also a job. */
  sweep(): Promise<void>;
}

/** From the buyer's satisfaction to the seller's bank: releases, commission, payouts, disputes, and couriers' cash. */
export const settlement = (
  deps: SettlementDeps,
): { api: SettlementApi; routes: AnyServed[]; jobs: AnyJob[]; reactions: AnyReaction[] } => {
  addSettlementChecks(deps);
  return {
    api: {
      transfers: (on, orders) => transfersFor(deps, on, orders),
      withoutAccount,
      openDisputes: (on) => new DisputeStore(on).countOpen(),
      release: (orderId) => releaseOrder(deps, orderId),
      sweep: () => sweep(deps),
    },
    routes: settlementRoutes(deps),
    jobs: settlementJobs(deps),
    reactions: settlementReactions(deps),
  };
};
