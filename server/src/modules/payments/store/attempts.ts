import type { ProviderPayment } from '../../../../../sdk/index.ts';
import type { Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';
import type { Booked, SeenState } from '../domain/machine.ts';

/** A payment as a provider told of it. */
export interface Attempt {
  method: string;
  providerId: string;
  paymentId: string | null;
  state: SeenState;
  amount: number;
  currency: string;
  fee: number;
  refunded: number;
  instrument: string | null;
  failure: string | null;
  booked: Booked;
  at: number;
  seenAt: number;
  bookedAt: number | null;
}

const columns = `method, provider_id AS "providerId", payment_id AS "paymentId", state, amount, currency, fee, refunded,
  instrument, failure, booked, at, seen_at AS "seenAt", booked_at AS "bookedAt"`;

/** The rows of payments_attempts. */
export class AttemptStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  /** Makes sure that there is a row, and holds it. Answers what is known of it. */
  async hold(
    method: string,
    heard: ProviderPayment,
    about: { paymentId: string | null; now: number },
  ): Promise<Attempt> {
    await this.#on.run(
      `INSERT INTO payments_attempts (method, provider_id, payment_id, state, amount, currency, fee, tax, refunded,
        instrument, failure, booked, at, seen_at)
       VALUES ($1, $2, $3, 'created', $4, $5, 0, 0, 0, $6, NULL, 'none', $7, $8) ON CONFLICT (method, provider_id) DO NOTHING`,
      [
        method,
        heard.id,
        about.paymentId,
        heard.amount,
        heard.currency,
        heard.instrument,
        heard.at,
        about.now,
      ],
    );
    const found = await this.find(method, heard.id, { lock: true });
    if (!found) throw new Error(`The payment ${heard.id} is not kept`);
    return found;
  }

  async find(method: string, providerId: string, { lock = false } = {}): Promise<Attempt | undefined> {
    const forUpdate = lock && this.#on.dialect === 'postgres' ? ' FOR UPDATE' : '';
    const [row] = await this.#on.rows<Attempt>(
      `SELECT ${columns} FROM payments_attempts WHERE method = $1 AND provider_id = $2${forUpdate}`,
      [method, providerId],
    );
    return row;
  }

  async save(attempt: Attempt, tax: number): Promise<void> {
    await this.#on.run(
      `UPDATE payments_attempts SET state = $3, fee = $4, tax = $5, refunded = $6, instrument = $7, failure = $8,
        payment_id = COALESCE(payment_id, $9)
       WHERE method = $1 AND provider_id = $2`,
      [
        attempt.method,
        attempt.providerId,
        attempt.state,
        attempt.fee,
        tax,
        attempt.refunded,
        attempt.instrument,
        attempt.failure,
        attempt.paymentId,
      ],
    );
  }

  async setBooked(
    attempt: Pick<Attempt, 'method' | 'providerId'>,
    booked: Booked,
    now: number,
  ): Promise<void> {
    await this.#on.run(
      'UPDATE payments_attempts SET booked = $3, booked_at = $4 WHERE method = $1 AND provider_id = $2',
      [attempt.method, attempt.providerId, booked, now],
    );
  }

  async known(method: string, providerIds: readonly string[]): Promise<Map<string, Attempt>> {
    const rows = await this.#on.rows<Attempt>(
      `SELECT ${columns} FROM payments_attempts WHERE method = $1 AND ${isIn(this.#on, 'provider_id', '$2')}`,
      [method, JSON.stringify(providerIds)],
    );
    return new Map(rows.map((row) => [row.providerId, row]));
  }

  /** Everything that was tried for these payments, oldest first. */
  ofPayments(paymentIds: readonly string[]): Promise<Attempt[]> {
    return this.#on.rows(
      `SELECT ${columns} FROM payments_attempts WHERE ${isIn(this.#on, 'payment_id', '$1')} ORDER BY at, provider_id`,
      [JSON.stringify(paymentIds)],
    );
  }

  /** Money in 2700 since before a time. */
  unappliedBefore(before: number, most: number): Promise<Attempt[]> {
    return this.#on.rows(
      `SELECT ${columns} FROM payments_attempts WHERE booked = 'unapplied' AND booked_at < $1 ORDER BY booked_at LIMIT ${most}`,
      [before],
    );
  }
}
