import type { RefundTo, Return, ReturnReason, ReturnState } from '#contracts/returns';
import type { Bind, Connection } from '../../../../db/connection.ts';
import { isIn } from '../../../../db/many-rows.ts';

export interface StoredReturn {
  id: string;
  orderId: string;
  sellerId: string;
  state: ReturnState;
  reason: ReturnReason;
  note: string | null;
  lines: Return['lines'];
  exchangeFor: Return['exchangeFor'];
  /** From acceptance on: the order that is placed in exchange when the goods arrive, and the name of its stock's hold. */
  exchangeOrderId: string | null;
  refundTo: RefundTo;
  answer: string | null;
  /** Whether the units that arrived went back on sale. */
  restocked: boolean;
  requestedAt: number;
  updatedAt: number;
}

interface ReturnRow {
  id: string;
  order_id: string;
  seller_id: string;
  state: ReturnState;
  reason: ReturnReason;
  note: string | null;
  lines: string;
  exchange_for: string | null;
  exchange_order_id: string | null;
  refund_to: string;
  answer: string | null;
  restocked: number;
  requested_at: number;
  updated_at: number;
}

const columns =
  'id, order_id, seller_id, state, reason, note, lines, exchange_for, exchange_order_id, refund_to, answer, restocked, requested_at, updated_at';

const toReturn = (row: ReturnRow): StoredReturn => ({
  id: row.id,
  orderId: row.order_id,
  sellerId: row.seller_id,
  state: row.state,
  reason: row.reason,
  note: row.note,
  lines: JSON.parse(row.lines) as StoredReturn['lines'],
  exchangeFor:
    row.exchange_for === null ? null : (JSON.parse(row.exchange_for) as StoredReturn['exchangeFor']),
  exchangeOrderId: row.exchange_order_id,
  refundTo: JSON.parse(row.refund_to) as RefundTo,
  answer: row.answer,
  restocked: row.restocked === 1,
  requestedAt: row.requested_at,
  updatedAt: row.updated_at,
});

/** A place in a list that begins with the newest. */
export interface Place {
  at: number;
  id: string;
}
export interface Filter {
  sellerId?: string | undefined;
  state?: ReturnState | undefined;
}

const open = `('requested', 'accepted', 'received')`;

export class ReturnStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  async add(one: StoredReturn): Promise<void> {
    await this.#on.run(
      `INSERT INTO orders_returns (${columns})
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        one.id,
        one.orderId,
        one.sellerId,
        one.state,
        one.reason,
        one.note,
        JSON.stringify(one.lines),
        one.exchangeFor && JSON.stringify(one.exchangeFor),
        one.exchangeOrderId,
        JSON.stringify(one.refundTo),
        one.answer,
        one.restocked ? 1 : 0,
        one.requestedAt,
        one.updatedAt,
      ],
    );
  }

  async find(id: string): Promise<StoredReturn | undefined> {
    return (await this.#rows('WHERE id = $1', [id]))[0];
  }

  /** Newest first. */
  ofOrder(orderId: string): Promise<StoredReturn[]> {
    return this.#rows('WHERE order_id = $1 ORDER BY requested_at DESC, id DESC', [orderId]);
  }

  /** Of these orders, those that wait for goods to come back. */
  async openOf(orderIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.#on.rows<{ order_id: string }>(
      `SELECT DISTINCT order_id FROM orders_returns
       WHERE ${isIn(this.#on, 'order_id', '$1')} AND state IN ${open}`,
      [JSON.stringify(orderIds)],
    );
    return new Set(rows.map((row) => row.order_id));
  }

  /** Writes what a return has come to; false where it is no longer where it was. */
  async move(one: StoredReturn, from: ReturnState): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE orders_returns SET state = $3, exchange_for = $4, exchange_order_id = $5, answer = $6,
         restocked = $7, updated_at = $8 WHERE id = $1 AND state = $2`,
      [
        one.id,
        from,
        one.state,
        one.exchangeFor && JSON.stringify(one.exchangeFor),
        one.exchangeOrderId,
        one.answer,
        one.restocked ? 1 : 0,
        one.updatedAt,
      ],
    );
    return changed === 1;
  }

  /** Newest first, from `after` on. */
  list({ sellerId, state }: Filter, after: Place | null, most: number): Promise<StoredReturn[]> {
    const binds: Bind[] = [];
    const bind = (value: Bind): string => `$${binds.push(value)}`;
    const where = [
      sellerId !== undefined && `seller_id = ${bind(sellerId)}`,
      state !== undefined && `state = ${bind(state)}`,
      after && `(requested_at, id) < (${bind(after.at)}, ${bind(after.id)})`,
    ].filter(Boolean);
    const filter = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
    return this.#rows(`${filter} ORDER BY requested_at DESC, id DESC LIMIT ${bind(most)}`, binds);
  }

  async #rows(rest: string, binds: readonly Bind[]): Promise<StoredReturn[]> {
    return (await this.#on.rows<ReturnRow>(`SELECT ${columns} FROM orders_returns ${rest}`, binds)).map(
      toReturn,
    );
  }
}
