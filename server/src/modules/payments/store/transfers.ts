import type { Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';

export type TransferState = 'held' | 'releasing' | 'released' | 'settled' | 'reversed' | 'failed';
export interface StoredTransfer {
  method: string;
  transferId: string;
  paymentId: string;
  orderId: string;
  sellerId: string;
  amount: number;
  reversed: number;
  state: TransferState;
  seenAt: number;
}
export interface StoredReversal {
  reversalId: string;
  method: string;
  transferId: string;
  refundId: string;
  amount: number;
  state: 'wanted' | 'done' | 'refused';
}

const columns = `method, transfer_id AS "transferId", payment_id AS "paymentId", order_id AS "orderId",
  seller_id AS "sellerId", amount, reversed, state, seen_at AS "seenAt"`;
const reversalColumns = `reversal_id AS "reversalId", method, transfer_id AS "transferId", refund_id AS "refundId", amount, state`;

/** The rows of payments_transfers and payments_reversals: sellers' shares that a provider holds. */
export class TransferStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  /** False where it is known already. */
  async add(transfer: StoredTransfer, checkAt: number): Promise<boolean> {
    const t = transfer;
    const added = await this.#on.run(
      `INSERT INTO payments_transfers (method, transfer_id, payment_id, order_id, seller_id, amount, reversed, state,
        check_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (method, transfer_id) DO NOTHING`,
      [
        t.method,
        t.transferId,
        t.paymentId,
        t.orderId,
        t.sellerId,
        t.amount,
        t.reversed,
        t.state,
        checkAt,
        t.seenAt,
      ],
    );
    return added > 0;
  }

  async find(method: string, transferId: string): Promise<StoredTransfer | undefined> {
    const forUpdate = this.#on.dialect === 'postgres' ? ' FOR UPDATE' : '';
    const [row] = await this.#on.rows<StoredTransfer>(
      `SELECT ${columns} FROM payments_transfers WHERE method = $1 AND transfer_id = $2${forUpdate}`,
      [method, transferId],
    );
    return row;
  }

  ofOrders(orderIds: readonly string[]): Promise<StoredTransfer[]> {
    return this.#on.rows(
      `SELECT ${columns} FROM payments_transfers WHERE ${isIn(this.#on, 'order_id', '$1')} ORDER BY transfer_id`,
      [JSON.stringify(orderIds)],
    );
  }

  byIds(method: string, ids: readonly string[]): Promise<StoredTransfer[]> {
    return this.#on.rows(
      `SELECT ${columns} FROM payments_transfers WHERE method = $1 AND ${isIn(this.#on, 'transfer_id', '$2')}`,
      [method, JSON.stringify(ids)],
    );
  }

  async save(
    { method, transferId }: { method: string; transferId: string },
    change: { reversed: number; state: TransferState; checkAt: number | null },
  ): Promise<void> {
    await this.#on.run(
      'UPDATE payments_transfers SET reversed = $3, state = $4, check_at = $5 WHERE method = $1 AND transfer_id = $2',
      [method, transferId, change.reversed, change.state, change.checkAt],
    );
  }

  /** How many shares of the order were on hold and are to be released now. */
  async release(orderId: string, now: number): Promise<number> {
    await this.#on.run(
      'UPDATE payments_shares SET released_at = $2 WHERE order_id = $1 AND released_at IS NULL',
      [orderId, now],
    );
    return this.#on.run(
      `UPDATE payments_transfers SET state = 'releasing', check_at = $2 WHERE order_id = $1 AND state = 'held'`,
      [orderId, now],
    );
  }

  /** Whether the share was released before the provider told of its transfer. */
  async isReleased(orderId: string): Promise<boolean> {
    const rows = await this.#on.rows(
      'SELECT 1 AS one FROM payments_shares WHERE order_id = $1 AND released_at IS NOT NULL',
      [orderId],
    );
    return rows.length > 0;
  }

  takeDue(now: number, until: number, most: number): Promise<StoredTransfer[]> {
    const skip = this.#on.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : '';
    return this.#on.rows(
      `UPDATE payments_transfers SET check_at = $2 WHERE (method, transfer_id) IN (SELECT method, transfer_id
        FROM payments_transfers WHERE check_at <= $1 ORDER BY check_at LIMIT ${most}${skip}) RETURNING ${columns}`,
      [now, until],
    );
  }

  async checkAt(
    { method, transferId }: { method: string; transferId: string },
    at: number | null,
  ): Promise<void> {
    await this.#on.run('UPDATE payments_transfers SET check_at = $3 WHERE method = $1 AND transfer_id = $2', [
      method,
      transferId,
      at,
    ]);
  }

  async planReversal(reversal: StoredReversal): Promise<void> {
    const r = reversal;
    await this.#on.run(
      `INSERT INTO payments_reversals (reversal_id, method, transfer_id, refund_id, amount, state)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (reversal_id) DO NOTHING`,
      [r.reversalId, r.method, r.transferId, r.refundId, r.amount, r.state],
    );
  }

  reversalsOfRefund(refundId: string): Promise<StoredReversal[]> {
    return this.#on.rows(
      `SELECT ${reversalColumns} FROM payments_reversals WHERE refund_id = $1 ORDER BY reversal_id`,
      [refundId],
    );
  }

  reversalsOfTransfer(method: string, transferId: string): Promise<StoredReversal[]> {
    return this.#on.rows(
      `SELECT ${reversalColumns} FROM payments_reversals WHERE method = $1 AND transfer_id = $2`,
      [method, transferId],
    );
  }

  async endReversal(reversalId: string, state: 'done' | 'refused'): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE payments_reversals SET state = $2 WHERE reversal_id = $1 AND state = 'wanted'`,
      [reversalId, state],
    );
    return changed > 0;
  }

  /** Shares that are with their sellers, or back; in the order of their ids. */
  closed(after: string, most: number): Promise<StoredTransfer[]> {
    return this.#on.rows(
      `SELECT ${columns} FROM payments_transfers WHERE transfer_id > $1 AND state IN ('settled', 'reversed', 'failed')
       ORDER BY transfer_id LIMIT ${most}`,
      [after],
    );
  }
}
