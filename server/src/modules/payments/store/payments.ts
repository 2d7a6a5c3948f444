import type { Checkout } from '../../../../../sdk/index.ts';
import type { Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';
import type { OpenPayment, OpenShare, PaymentState } from '../api.ts';

export interface StoredPayment {
  paymentId: string;
  purchaseId: string;
  buyerId: string;
  method: string;
  amount: number;
  number: string;
  shares: OpenShare[];
  state: PaymentState;
  /** What the provider calls what is to be paid. */
  reference: string | null;
  /** The provider's payment this row counts on. */
  providerId: string | null;
  claimed: boolean;
  /** The money is captured already and waits in 2700. */
  kept: boolean;
  refused: string | null;
  lost: string | null;
  tries: number;
  expiresAt: number;
  createdAt: number;
  capturedAt: number | null;
}
type Row = Omit<StoredPayment, 'shares' | 'claimed' | 'kept'> & {
  shares: string;
  claimed: number;
  kept: number;
};

const columns = `payment_id AS "paymentId", purchase_id AS "purchaseId", buyer_id AS "buyerId", method, amount, number,
  shares, state, reference, provider_id AS "providerId", claimed, kept, refused, lost, tries, expires_at AS "expiresAt",
  created_at AS "createdAt", captured_at AS "capturedAt"`;

const toPayment = (row: Row): StoredPayment => ({
  ...row,
  shares: JSON.parse(row.shares) as OpenShare[],
  claimed: row.claimed === 1,
  kept: row.kept === 1,
});

/** The rows of payments_payments. Every change says from which state it is made. */
export class PaymentStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  async open(payment: OpenPayment, now: number): Promise<void> {
    const { paymentId, purchaseId, buyerId, method, amount, number, shares, expiresAt } = payment;
    await this.#on.run(
      `INSERT INTO payments_payments
        (payment_id, purchase_id, buyer_id, method, amount, number, shares, state, expires_at, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8, $9, $9) ON CONFLICT (payment_id) DO NOTHING`,
      [paymentId, purchaseId, buyerId, method, amount, number, JSON.stringify(shares), expiresAt, now],
    );
    const apart = shares.filter((share) => share.orderId !== paymentId || share.transfer);
    for (const { orderId } of apart)
      await this.#on.run(
        'INSERT INTO payments_shares (order_id, payment_id) VALUES ($1, $2) ON CONFLICT (order_id) DO NOTHING',
        [orderId, paymentId],
      );
  }

  /** What the provider answered, once; `lookAt` is when it is asked how it stands. */
  async opened(
    paymentId: string,
    answer: {
      reference: string;
      checkout: Checkout | null;
      state: 'pending' | 'authorised';
      lookAt: number | null;
    },
    now: number,
  ): Promise<void> {
    await this.#on.run(
      `UPDATE payments_payments SET reference = $2, checkout = $3, state = CASE WHEN state = 'pending' THEN $4 ELSE state END,
        check_at = $5, updated_at = $6
       WHERE payment_id = $1 AND reference IS NULL`,
      [
        paymentId,
        answer.reference,
        answer.checkout && JSON.stringify(answer.checkout),
        answer.state,
        answer.lookAt,
        now,
      ],
    );
  }

  /** With `lock`, nobody else changes the row until this transaction ends. */
  async find(paymentId: string, { lock = false } = {}): Promise<StoredPayment | undefined> {
    return this.#one('payment_id = $1', [paymentId], lock);
  }

  async byReference(
    { method, reference }: { method: string; reference: string },
    { lock = false } = {},
  ): Promise<StoredPayment | undefined> {
    return this.#one('method = $1 AND reference = $2', [method, reference], lock);
  }

  async adopt(paymentIds: readonly string[], buyerId: string): Promise<void> {
    await this.#on.run(
      `UPDATE payments_payments SET buyer_id = $2 WHERE ${isIn(this.#on, 'payment_id', '$1')}`,
      [JSON.stringify(paymentIds), buyerId],
    );
  }

  /** The payment an order has a share in. */
  async ofOrders(orderIds: readonly string[]): Promise<StoredPayment[]> {
    const rows = await this.#on.rows<Row>(
      `SELECT ${columns} FROM payments_payments WHERE ${isIn(this.#on, 'payment_id', '$1')}
        OR payment_id IN (SELECT payment_id FROM payments_shares WHERE ${isIn(this.#on, 'order_id', '$1')})`,
      [JSON.stringify(orderIds)],
    );
    return rows.map(toPayment);
  }

  async #one(where: string, binds: string[], lock: boolean): Promise<StoredPayment | undefined> {
    const forUpdate = lock && this.#on.dialect === 'postgres' ? ' FOR UPDATE' : '';
    const [row] = await this.#on.rows<Row>(
      `SELECT ${columns} FROM payments_payments WHERE ${where}${forUpdate}`,
      binds,
    );
    return row && toPayment(row);
  }

  async states(paymentIds: readonly string[]): Promise<Map<string, PaymentState>> {
    const rows = await this.#on.rows<{ id: string; state: PaymentState }>(
      `SELECT payment_id AS id, state FROM payments_payments WHERE ${isIn(this.#on, 'payment_id', '$1')}`,
      [JSON.stringify(paymentIds)],
    );
    return new Map(rows.map((row) => [row.id, row.state]));
  }

  /** What the buyer is to do, of payments that wait for it. */
  async checkouts(
    paymentIds: readonly string[],
  ): Promise<{ id: string; method: string; amount: number; checkout: Checkout }[]> {
    const rows = await this.#on.rows<{ id: string; method: string; amount: number; checkout: string }>(
      `SELECT payment_id AS id, method, amount, checkout FROM payments_payments
       WHERE ${isIn(this.#on, 'payment_id', '$1')} AND state = 'pending' AND checkout IS NOT NULL`,
      [JSON.stringify(paymentIds)],
    );
    return rows.map((row) => ({ ...row, checkout: JSON.parse(row.checkout) as Checkout }));
  }

  /** Stock is sold to this money. Answers what it was, where it was to be had. */
  async claim(paymentId: string, now: number): Promise<StoredPayment | undefined> {
    return this.#changed(
      `UPDATE payments_payments SET claimed = 1, state = 'authorised', lost = NULL, tries = 0, capture_at = $2,
        updated_at = $2
       WHERE payment_id = $1 AND claimed = 0 AND refused IS NULL
        AND (state = 'authorised' OR (state = 'void' AND provider_id IS NOT NULL)) RETURNING ${columns}`,
      [paymentId, now],
    );
  }

  async expire(paymentId: string, now: number): Promise<void> {
    await this.#on.run(
      `UPDATE payments_payments SET state = 'void', updated_at = $2
       WHERE payment_id = $1 AND claimed = 0 AND state IN ('pending', 'authorised')`,
      [paymentId, now],
    );
  }

  /** Nothing is captured for this row any more. Answers it, where it was not captured. */
  async refuse(paymentId: string, reason: string, now: number): Promise<StoredPayment | undefined> {
    return this.#changed(
      `UPDATE payments_payments SET state = 'void', refused = $2, claimed = 0, capture_at = NULL, updated_at = $3
       WHERE payment_id = $1 AND state <> 'captured' AND refused IS NULL RETURNING ${columns}`,
      [paymentId, reason, now],
    );
  }

  /** It counts on this money now. A row that is void stays void until somebody claims it. */
  async count(paymentId: string, money: { providerId: string; kept: boolean }, now: number): Promise<void> {
    await this.#on.run(
      `UPDATE payments_payments SET provider_id = $2, kept = $3, updated_at = $4,
        state = CASE WHEN state = 'pending' THEN 'authorised' ELSE state END WHERE payment_id = $1`,
      [paymentId, money.providerId, money.kept ? 1 : 0, now],
    );
  }

  async captured(paymentId: string, { providerId, at }: { providerId: string; at: number }): Promise<void> {
    await this.#on.run(
      `UPDATE payments_payments SET state = 'captured', provider_id = $2, claimed = 1, kept = 0, capture_at = NULL,
        captured_at = $3, check_at = $3, updated_at = $3 WHERE payment_id = $1`,
      [paymentId, providerId, at],
    );
  }

  /** The money went; `lost` where stock was sold to it already. A buyer who has time may pay again. */
  async dropMoney(paymentId: string, lost: string | null, now: number): Promise<void> {
    await this.#on.run(
      `UPDATE payments_payments SET provider_id = NULL, kept = 0, claimed = 0, capture_at = NULL, lost = $2,
        check_at = $3, updated_at = $3,
        state = CASE WHEN CAST($2 AS TEXT) IS NULL AND state = 'authorised' AND expires_at > $3 THEN 'pending' ELSE 'void' END
       WHERE payment_id = $1`,
      [paymentId, lost, now],
    );
  }

  /** Some that are to be captured, each for one worker until `until`. */
  async takeToCapture(now: number, until: number, most: number): Promise<StoredPayment[]> {
    const skip = this.#on.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : '';
    return this.#all(
      `UPDATE payments_payments SET capture_at = $2, tries = tries + 1 WHERE payment_id IN (SELECT payment_id
        FROM payments_payments WHERE capture_at <= $1 ORDER BY capture_at LIMIT ${most}${skip}) RETURNING ${columns}`,
      [now, until],
    );
  }

  async captureAgain(paymentId: string, at: number | null): Promise<void> {
    await this.#on.run(
      `UPDATE payments_payments SET capture_at = $2 WHERE payment_id = $1 AND claimed = 1 AND state = 'authorised'`,
      [paymentId, at],
    );
  }

  /** Some to ask the provider about, each for one worker until `until`. */
  async takeToCheck(method: string, { now, until, most }: { now: number; until: number; most: number }) {
    const skip = this.#on.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : '';
    return this.#all(
      `UPDATE payments_payments SET check_at = $3 WHERE payment_id IN (SELECT payment_id FROM payments_payments
        WHERE method = $1 AND check_at <= $2 ORDER BY check_at LIMIT ${most}${skip}) RETURNING ${columns}`,
      [method, now, until],
    );
  }

  async checkAt(paymentId: string, at: number | null): Promise<void> {
    await this.#on.run('UPDATE payments_payments SET check_at = $2 WHERE payment_id = $1', [paymentId, at]);
  }

  async #all(sql: string, binds: (string | number | null)[]): Promise<StoredPayment[]> {
    return (await this.#on.rows<Row>(sql, binds)).map(toPayment);
  }

  async #changed(sql: string, binds: (string | number | null)[]): Promise<StoredPayment | undefined> {
    return (await this.#all(sql, binds))[0];
  }
}
