import type { Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';
import type { RefundState } from '../api.ts';

export interface StoredRefund {
  refundId: string;
  orderId: string | null;
  paymentId: string | null;
  method: string | null;
  /** The provider's payment it goes back to. */
  providerPaymentId: string | null;
  amount: number;
  kind: 'source' | 'upi' | 'bank';
  /** Sealed. */
  destination: string | null;
  reason: string;
  origin: 'shop' | 'unapplied' | 'foreign';
  state: RefundState;
  /** What the provider is told as its id; another one when it is tried anew. */
  providerKey: string;
  providerRefundId: string | null;
  tries: number;
  owedAt: number;
  endedAt: number | null;
}

const columns = `refund_id AS "refundId", order_id AS "orderId", payment_id AS "paymentId", method,
  provider_payment_id AS "providerPaymentId", amount, kind, destination, reason, origin, state,
  provider_key AS "providerKey", provider_refund_id AS "providerRefundId", tries, owed_at AS "owedAt", ended_at AS "endedAt"`;

/** The rows of payments_refunds. */
export class RefundStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  get #forUpdate(): string {
    return this.#on.dialect === 'postgres' ? ' FOR UPDATE' : '';
  }

  /** False where it is there already. `tryAt`: when the provider is asked; null for what people pay by hand. */
  async add(refund: StoredRefund, tryAt: number | null): Promise<boolean> {
    const r = refund;
    const added = await this.#on.run(
      `INSERT INTO payments_refunds (refund_id, order_id, payment_id, method, provider_payment_id, amount, kind, destination,
        reason, origin, state, provider_key, provider_refund_id, tries, try_at, owed_at, ended_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
       ON CONFLICT (refund_id) DO NOTHING`,
      [
        r.refundId,
        r.orderId,
        r.paymentId,
        r.method,
        r.providerPaymentId,
        r.amount,
        r.kind,
        r.destination,
        r.reason,
        r.origin,
        r.state,
        r.providerKey,
        r.providerRefundId,
        r.tries,
        tryAt,
        r.owedAt,
        r.endedAt,
      ],
    );
    return added > 0;
  }

  async find(refundId: string): Promise<StoredRefund | undefined> {
    return this.#one(`refund_id = $1${this.#forUpdate}`, [refundId]);
  }

  async byProvider(
    method: string,
    heard: { id: string; ours: string | null },
  ): Promise<StoredRefund | undefined> {
    const byKey =
      heard.ours === null
        ? undefined
        : await this.#one(`method = $1 AND provider_key = $2${this.#forUpdate}`, [method, heard.ours]);
    return (
      byKey ??
      (await this.#one(`method = $1 AND provider_refund_id = $2 LIMIT 1${this.#forUpdate}`, [
        method,
        heard.id,
      ]))
    );
  }

  ofOrders(orderIds: readonly string[]): Promise<StoredRefund[]> {
    return this.#all(`${isIn(this.#on, 'order_id', '$1')} ORDER BY owed_at, refund_id`, [
      JSON.stringify(orderIds),
    ]);
  }

  ofPayment(paymentId: string): Promise<StoredRefund[]> {
    return this.#all('payment_id = $1 ORDER BY owed_at, refund_id', [paymentId]);
  }

  ofProviderPayment(method: string, providerPaymentId: string): Promise<StoredRefund[]> {
    return this.#all('provider_payment_id = $2 AND method = $1 ORDER BY owed_at, refund_id', [
      method,
      providerPaymentId,
    ]);
  }

  byProviderIds(method: string, ids: readonly string[]): Promise<StoredRefund[]> {
    return this.#all(`method = $1 AND ${isIn(this.#on, 'provider_refund_id', '$2')}`, [
      method,
      JSON.stringify(ids),
    ]);
  }

  /** The provider has it. */
  async sent(
    refundId: string,
    { providerRefundId, tryAt }: { providerRefundId: string; tryAt: number },
  ): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE payments_refunds SET provider_refund_id = $2, try_at = $3, state = 'sent' WHERE refund_id = $1 AND state = 'owed'`,
      [refundId, providerRefundId, tryAt],
    );
    return changed > 0;
  }

  async ended(
    refundId: string,
    how: { state: 'processed' | 'failed'; providerRefundId: string | null; by?: string; at: number },
  ): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE payments_refunds SET state = $2, provider_refund_id = COALESCE($3, provider_refund_id), settled_by = $4,
        ended_at = $5, try_at = NULL, destination = CASE WHEN $2 = 'processed' THEN NULL ELSE destination END
       WHERE refund_id = $1 AND state NOT IN ('processed', $2)`,
      [refundId, how.state, how.providerRefundId, how.by ?? null, how.at],
    );
    return changed > 0;
  }

  /** A failed one begins anew, under another name at the provider. */
  async again(refundId: string, providerKey: string, now: number): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE payments_refunds SET state = 'owed', provider_key = $2, provider_refund_id = NULL, tries = 0, try_at = $3,
        ended_at = NULL WHERE refund_id = $1 AND state = 'failed'`,
      [refundId, providerKey, now],
    );
    return changed > 0;
  }

  /** Some the provider is to be asked about, each for one worker until `until`. */
  takeDue(now: number, until: number, most: number): Promise<StoredRefund[]> {
    const skip = this.#on.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : '';
    return this.#on.rows<StoredRefund>(
      `UPDATE payments_refunds SET try_at = $2, tries = tries + 1 WHERE refund_id IN (SELECT refund_id
        FROM payments_refunds WHERE try_at <= $1 ORDER BY try_at LIMIT ${most}${skip}) RETURNING ${columns}`,
      [now, until],
    );
  }

  async tryAt(refundId: string, at: number): Promise<void> {
    await this.#on.run(
      `UPDATE payments_refunds SET try_at = $2 WHERE refund_id = $1 AND state IN ('owed', 'sent')`,
      [refundId, at],
    );
  }

  /** What people are to pay by hand, longest owed first. */
  manual(after: { owedAt: number; refundId: string } | undefined, most: number): Promise<StoredRefund[]> {
    const from = after ? 'AND (owed_at > $1 OR (owed_at = $1 AND refund_id > $2))' : '';
    return this.#all(
      `kind <> 'source' AND state = 'owed' ${from} ORDER BY owed_at, refund_id LIMIT ${most}`,
      after ? [after.owedAt, after.refundId] : [],
    );
  }

  async manualOwed(): Promise<number> {
    const [row] = await this.#on.rows<{ n: number }>(
      `SELECT COUNT(*) AS n FROM payments_refunds WHERE kind <> 'source' AND state = 'owed'`,
    );
    return Number(row?.n ?? 0);
  }

  /** Where money is to go that was not paid yet, in the order of their ids. */
  sealed(after: string, most: number): Promise<{ id: string; sealed: string }[]> {
    return this.#on.rows(
      `SELECT refund_id AS id, destination AS sealed FROM payments_refunds
       WHERE destination IS NOT NULL AND refund_id > $1 ORDER BY refund_id LIMIT ${most}`,
      [after],
    );
  }

  /** Only as it was read: what was paid meanwhile has no destination any more. */
  async reseal({ id, sealed }: { id: string; sealed: string }, fresh: string): Promise<void> {
    await this.#on.run(
      'UPDATE payments_refunds SET destination = $3 WHERE refund_id = $1 AND destination = $2',
      [id, sealed, fresh],
    );
  }

  owedBefore(before: number, most: number): Promise<StoredRefund[]> {
    return this.#all(`state <> 'processed' AND owed_at < $1 ORDER BY owed_at LIMIT ${most}`, [before]);
  }

  /** Payments of which more went back than came in. */
  overpaid(): Promise<{ id: string; amount: number; refunded: number }[]> {
    return this.#on.rows(
      `SELECT a.provider_id AS id, a.amount, SUM(r.amount) AS refunded FROM payments_refunds r
        JOIN payments_attempts a ON a.method = r.method AND a.provider_id = r.provider_payment_id
       GROUP BY a.provider_id, a.amount HAVING SUM(r.amount) > a.amount LIMIT 50`,
    );
  }

  /** Orders in cash of which more went back than was collected. */
  overpaidCash(): Promise<{ id: string; amount: number; refunded: number }[]> {
    return this.#on.rows(
      `SELECT c.order_id AS id, c.amount, SUM(r.amount) AS refunded FROM payments_refunds r
        JOIN payments_cash c ON c.order_id = r.order_id WHERE r.payment_id IS NULL AND r.origin = 'shop'
       GROUP BY c.order_id, c.amount HAVING SUM(r.amount) > c.amount LIMIT 50`,
    );
  }

  async #one(where: string, binds: string[]): Promise<StoredRefund | undefined> {
    return (await this.#all(where, binds))[0];
  }

  #all(where: string, binds: (string | number)[]): Promise<StoredRefund[]> {
    return this.#on.rows(`SELECT ${columns} FROM payments_refunds WHERE ${where}`, binds);
  }
}
