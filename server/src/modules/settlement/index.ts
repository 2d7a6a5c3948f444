import type { Connection } from '../../db/connection.ts';
import type { AnyReaction } from '../../kernel/events/outbox.ts';
import type { AnyServed } from '../../kernel/http/serve.ts';
import type { AnyJob } from '../../kernel/jobs/job.ts';
import type { SettlementDeps, SoldLine } from './context.ts';

export type { SettlementDeps } from './context.ts';
export { points } from './points.ts';

/** A share of a payment that a provider holds for its seller. */
export interface TransferShare {
  account: string;
  amount: number;
}
/** What is known of an order before it is paid. */
export interface ShareOf {
  orderId: string;
  sellerId: string;
  lines: readonly SoldLine[];
  delivery: number;
  fee: number;
  total: number;
  prepaid: number;
}

export interface SettlementApi {
  /** For whom the provider holds a share, and how much: sellers without an account there are left out. */
  transfers(on: Connection, orders: readonly ShareOf[]): Promise<Map<string, TransferShare>>;
  /** Those of these sellers who have no account at the payment provider. */
  withoutAccount(on: Connection, sellerIds: readonly string[]): Promise<string[]>;
  /** How many disputes wait for a ruling. */
  openDisputes(on: Connection): Promise<number>;
  /** Tries to release an order that is completed; true where it did. Safe to call at any time. */
  release(orderId: string): Promise<boolean>;
}

export declare const settlement: (deps: SettlementDeps) => {
  api: SettlementApi;
  routes: AnyServed[];
  jobs: AnyJob[];
  reactions: AnyReaction[];
};
