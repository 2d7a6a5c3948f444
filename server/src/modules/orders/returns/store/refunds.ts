import type { Connection, Tx } from '../../../../db/connection.ts';

/** One way a part of a refund's money takes; `id` is what the ledger and payments know it by. */
export interface RefundPart {
  id: string;
  by: 'source' | 'upi' | 'bank' | 'coins';
  amount: number;
}

/** What a refund, or an exchange, took of an order. */
export interface StoredRefund {
  refundId: string;
  orderId: string;
  /** Money and coins that had paid, together. */
  amount: number;
  cash: number;
  coins: number;
  /** Of the money, what had been paid through a provider. */
  online: number;
  afterRelease: boolean;
  /** The order whose earned coins the refund takes back. */
  earnerId: string;
  /** False where the money stays with the buyer as goods: nothing earned is taken back then. */
  counts: boolean;
  /** Coins taken back, and what was kept of the money for those that are spent. */
  clawed: number;
  shortfall: number;
  parts: RefundPart[];
  reason: string;
  returnId: string | null;
  /** The order that was placed in exchange, paid with this. */
  exchangeOrderId: string | null;
  /** The order a buyer paid: itself, or where an exchange of an exchange began. */
  rootId: string;
  at: number;
}

interface RefundRow {
  refund_id: string;
  order_id: string;
  amount: number;
  cash: number;
  coins: number;
  online: number;
  after_release: number;
  earner_id: string;
  counts: number;
  clawed: number;
  shortfall: number;
  parts: string;
  reason: string;
  return_id: string | null;
  exchange_order_id: string | null;
  root_id: string;
  at: number;
}

const columns = [
  'refund_id',
  'order_id',
  'amount',
  'cash',
  'coins',
  'online',
  'after_release',
  'earner_id',
  'counts',
  'clawed',
  'shortfall',
  'parts',
  'reason',
  'return_id',
  'exchange_order_id',
  'root_id',
  'at',
].join(', ');

const toRefund = (row: RefundRow): StoredRefund => ({
  refundId: row.refund_id,
  orderId: row.order_id,
  amount: row.amount,
  cash: row.cash,
  coins: row.coins,
  online: row.online,
  afterRelease: row.after_release === 1,
  earnerId: row.earner_id,
  counts: row.counts === 1,
  clawed: row.clawed,
  shortfall: row.shortfall,
  parts: JSON.parse(row.parts) as RefundPart[],
  reason: row.reason,
  returnId: row.return_id,
  exchangeOrderId: row.exchange_order_id,
  rootId: row.root_id,
  at: row.at,
});

export class RefundStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  async find(refundId: string): Promise<StoredRefund | undefined> {
    const sql = `SELECT ${columns} FROM orders_refunds WHERE refund_id = $1`;
    const [row] = await this.#on.rows<RefundRow>(sql, [refundId]);
    return row && toRefund(row);
  }

  /** Oldest first. */
  async ofOrder(orderId: string): Promise<StoredRefund[]> {
    const sql = `SELECT ${columns} FROM orders_refunds WHERE order_id = $1 ORDER BY at, refund_id`;
    return (await this.#on.rows<RefundRow>(sql, [orderId])).map(toRefund);
  }

  /** The exchange that paid this order; undefined for one that a buyer paid. */
  async thatPaid(orderId: string): Promise<StoredRefund | undefined> {
    const sql = `SELECT ${columns} FROM orders_refunds WHERE exchange_order_id = $1`;
    const [row] = await this.#on.rows<RefundRow>(sql, [orderId]);
    return row && toRefund(row);
  }

  /** Money that no longer earns what this order earned. */
  async takenFromEarner(earnerId: string): Promise<number> {
    const sql =
      'SELECT COALESCE(SUM(cash), 0) AS cash FROM orders_refunds WHERE earner_id = $1 AND counts = 1';
    const [row] = await this.#on.rows<{ cash: number | string }>(sql, [earnerId]);
    return Number(row?.cash ?? 0);
  }

  async add(tx: Tx, refund: StoredRefund): Promise<void> {
    await tx.run(
      `INSERT INTO orders_refunds (${columns})
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
      [
        refund.refundId,
        refund.orderId,
        refund.amount,
        refund.cash,
        refund.coins,
        refund.online,
        refund.afterRelease ? 1 : 0,
        refund.earnerId,
        refund.counts ? 1 : 0,
        refund.clawed,
        refund.shortfall,
        JSON.stringify(refund.parts),
        refund.reason,
        refund.returnId,
        refund.exchangeOrderId,
        refund.rootId,
        refund.at,
      ],
    );
  }
}
