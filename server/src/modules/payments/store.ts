import type { Connection } from '../../db/connection.ts';

export type PaymentState = 'authorised' | 'captured' | 'void';

export interface Payment {
  orderId: string;
  method: string;
  amount: number;
  reference: string;
}

export class PaymentStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  /** Nothing where this order's payment is kept already. */
  async add({ orderId, method, amount, reference }: Payment, now: number): Promise<void> {
    await this.#on.run(
      `INSERT INTO payments_payments (order_id, method, amount, state, reference, created_at, updated_at)
       VALUES ($1, $2, $3, 'authorised', $4, $5, $5) ON CONFLICT (order_id) DO NOTHING`,
      [orderId, method, amount, reference, now],
    );
  }

  /** The way this order was to be paid, if its payment was good until now. */
  async giveUp(orderId: string, now: number): Promise<string | undefined> {
    const [row] = await this.#on.rows<{ method: string }>(
      `UPDATE payments_payments SET state = 'void', updated_at = $2
       WHERE order_id = $1 AND state = 'authorised' RETURNING method`,
      [orderId, now],
    );
    return row?.method;
  }

  async states(orderIds: readonly string[]): Promise<Map<string, PaymentState>> {
    if (orderIds.length === 0) return new Map();
    const list = orderIds.map((_, index) => `$${index + 1}`).join(', ');
    const rows = await this.#on.rows<{ order_id: string; state: PaymentState }>(
      `SELECT order_id, state FROM payments_payments WHERE order_id IN (${list})`,
      orderIds,
    );
    return new Map(rows.map((row) => [row.order_id, row.state]));
  }
}
