import type { ProviderDispute } from '../../../../../sdk/index.ts';
import type { Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';

export interface StoredDispute {
  method: string;
  disputeId: string;
  providerPaymentId: string;
  state: ProviderDispute['state'];
  amount: number;
}

/** The rows of payments_disputes and payments_settlements: what a provider took, and what it paid out. */
export class SettlementStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  /** False where it is known; then its amount, if it is another one, is not. */
  async add(settlement: {
    method: string;
    settlementId: string;
    amount: number;
    utr: string | null;
    at: number;
  }): Promise<boolean> {
    const added = await this.#on.run(
      `INSERT INTO payments_settlements (method, settlement_id, amount, utr, settled_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (method, settlement_id) DO NOTHING`,
      [settlement.method, settlement.settlementId, settlement.amount, settlement.utr, settlement.at],
    );
    return added > 0;
  }

  async amountOf(method: string, settlementId: string): Promise<number | undefined> {
    const [row] = await this.#on.rows<{ amount: number }>(
      'SELECT amount FROM payments_settlements WHERE method = $1 AND settlement_id = $2',
      [method, settlementId],
    );
    return row?.amount;
  }

  /** Whether a dispute took or gave back just this much, or a seller's share came back with it. */
  async hasAdjustment(method: string, net: number): Promise<boolean> {
    const rows = await this.#on.rows(
      `SELECT 1 AS one FROM payments_disputes WHERE method = $1 AND amount = $2 AND ($3 = 0 OR state = 'won')
       UNION ALL SELECT 1 AS one FROM payments_reversals WHERE method = $1 AND amount = $2 AND $3 = 1 AND state = 'done'`,
      [method, Math.abs(net), net > 0 ? 1 : 0],
    );
    return rows.length > 0;
  }

  async openDispute(method: string, heard: ProviderDispute): Promise<boolean> {
    const added = await this.#on.run(
      `INSERT INTO payments_disputes (method, dispute_id, provider_payment_id, state, amount, at)
       VALUES ($1, $2, $3, 'open', $4, $5) ON CONFLICT (method, dispute_id) DO NOTHING`,
      [method, heard.id, heard.paymentId, heard.amount, heard.at],
    );
    return added > 0;
  }

  async endDispute(method: string, disputeId: string, state: 'won' | 'lost'): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE payments_disputes SET state = $3 WHERE method = $1 AND dispute_id = $2 AND state = 'open'`,
      [method, disputeId, state],
    );
    return changed > 0;
  }

  /** Those of these payments at the provider that are disputed just now. */
  async contested(providerIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.#on.rows<{ id: string }>(
      `SELECT DISTINCT provider_payment_id AS id FROM payments_disputes
       WHERE state = 'open' AND ${isIn(this.#on, 'provider_payment_id', '$1')}`,
      [JSON.stringify(providerIds)],
    );
    return new Set(rows.map((row) => row.id));
  }

  async dispute(method: string, disputeId: string): Promise<StoredDispute | undefined> {
    const [row] = await this.#on.rows<StoredDispute>(
      `SELECT method, dispute_id AS "disputeId", provider_payment_id AS "providerPaymentId", state, amount
       FROM payments_disputes WHERE method = $1 AND dispute_id = $2`,
      [method, disputeId],
    );
    return row;
  }
}
