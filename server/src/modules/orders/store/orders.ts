import type { OrderState } from '#contracts/orders';
import type { Bind, Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';
import { orderNumber, type PricedLine, type StoredOrder } from '../domain/order.ts';
import { type Filter, listQuery, type Place } from './list.ts';
import {
  bindsOf,
  type LineRow,
  type OrderRow,
  orderColumns,
  toLine,
  toOrder,
  writtenColumns,
} from './rows.ts';

const lineColumns = [
  'order_id',
  'position',
  'variant_id',
  'product_id',
  'seller_id',
  'slug',
  'title',
  'options',
  'sku',
  'category',
  'image',
  'quantity',
  'price',
  'placed_at',
] as const;

/** What a move leaves alone: what is written once for good, and what has a statement of its own. */
const fixed = new Set([
  'id',
  'number',
  'purchase_id',
  'buyer_id',
  'seller_id',
  'placed_at',
  'refunded',
  'refunded_coins',
  'disputed',
  'returning_goods',
]);

const slots = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `$${from + index}`).join(', ');

/** Six letters are enough for most; where another order has them, one more. */
const lengths = [6, 7, 8, 9];

export class OrderStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  /** Writes a new order with its lines and gives it its number. */
  async add(order: Omit<StoredOrder, 'number'>): Promise<StoredOrder> {
    for (const letters of lengths) {
      const numbered = { ...order, number: orderNumber(order.id, letters) };
      if (!(await this.#insert(numbered))) continue;
      await this.#insertLines(numbered);
      return numbered;
    }
    throw new Error(`Every number for the order ${order.id} is taken`);
  }

  /** With `lock`, two moves of one order take turns on Postgres from here on; SQLite has one writer anyway. */
  async find(id: string, { lock = false } = {}): Promise<StoredOrder | undefined> {
    return (await this.#where('id = $1', [id], lock))[0];
  }

  async findByNumber(number: string): Promise<StoredOrder | undefined> {
    return (await this.#where('number = $1', [number], false))[0];
  }

  /**
   * The orders of one purchase, by seller: everybody who locks several locks them in this order. Those that were sent
   * in exchange later are not among them: its payment does not pay them.
   */
  ofPurchase(purchaseId: string, { lock = false } = {}): Promise<StoredOrder[]> {
    return this.#where('purchase_id = $1 AND exchange_of IS NULL', [purchaseId], lock);
  }

  findMany(ids: readonly string[]): Promise<StoredOrder[]> {
    return this.#where(isIn(this.#on, 'id', '$1'), [JSON.stringify(ids)], false);
  }

  /** Writes what an order has come to; false where it is no longer where it was. */
  async move(order: StoredOrder, from: OrderState): Promise<boolean> {
    return this.#save(order, { sql: 'state = $2', binds: [from] });
  }

  /** Counts what was given back: false where that is more than what is left of it. */
  async addRefund(id: string, { money, coins }: { money: number; coins: number }): Promise<boolean> {
    const sql = `UPDATE orders_orders SET refunded = refunded + $2, refunded_coins = refunded_coins + $3
      WHERE id = $1 AND refunded + refunded_coins + $2 + $3 <= total`;
    return (await this.#on.run(sql, [id, money, coins])) === 1;
  }

  /** A return is open, or no more: an order does not complete by itself meanwhile. */
  async setReturning(id: string, returning: boolean): Promise<void> {
    const sql = 'UPDATE orders_orders SET returning_goods = $2 WHERE id = $1';
    await this.#on.run(sql, [id, returning ? 1 : 0]);
  }

  async setDisputed(id: string, disputed: boolean): Promise<void> {
    await this.#on.run('UPDATE orders_orders SET disputed = $2 WHERE id = $1', [id, disputed ? 1 : 0]);
  }

  /** Money came for an order that had ended; why it cannot be used is said once. */
  async setLate(id: string, reason: string): Promise<void> {
    const sql = `UPDATE orders_orders SET reason = $2, cancelled_by = 'late'
      WHERE id = $1 AND state = 'cancelled' AND cancelled_by <> 'late'`;
    await this.#on.run(sql, [id, reason]);
  }

  /** Delivered orders whose time is over and nothing keeps open, longest overdue first. */
  async due(now: number, most: number): Promise<string[]> {
    const rows = await this.#on.rows<{ id: string }>(
      `SELECT id FROM orders_orders WHERE state = 'delivered' AND completes_at <= $1
         AND disputed = 0 AND returning_goods = 0
       ORDER BY completes_at LIMIT $2`,
      [now, most],
    );
    return rows.map((row) => row.id);
  }

  async completedAfter(id: string | null, most: number): Promise<string[]> {
    const rows = await this.#on.rows<{ id: string }>(
      `SELECT id FROM orders_orders WHERE state IN ('completed', 'returned') AND id > $1 ORDER BY id LIMIT $2`,
      [id ?? '', most],
    );
    return rows.map((row) => row.id);
  }

  /** Newest first, from `after` on. */
  async list(filter: Filter, after: Place | null, most: number): Promise<StoredOrder[]> {
    const { sql, binds } = listQuery(filter, after, most);
    return this.#withLines(await this.#on.rows<OrderRow>(sql, binds));
  }

  /** All orders by their ids, for the checks of the books. */
  async after(id: string, most: number): Promise<StoredOrder[]> {
    const sql = `SELECT ${orderColumns.join(', ')} FROM orders_orders WHERE id > $1 ORDER BY id LIMIT $2`;
    return (await this.#on.rows<OrderRow>(sql, [id, most])).map((row) => toOrder(row, []));
  }

  /** What of these orders went into others that were sent in exchange. */
  async exchangedOf(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.#on.rows<{ id: string; total: number }>(
      `SELECT exchange_of AS id, SUM(total) AS total FROM orders_orders
       WHERE ${isIn(this.#on, 'exchange_of', '$1')} GROUP BY exchange_of`,
      [JSON.stringify(ids)],
    );
    return new Map(rows.map((row) => [row.id, Number(row.total)]));
  }

  async numbers(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#on.rows<{ id: string; number: string }>(
      `SELECT id, number FROM orders_orders WHERE ${isIn(this.#on, 'id', '$1')}`,
      [JSON.stringify(ids)],
    );
    return new Map(rows.map((row) => [row.id, row.number]));
  }

  /** All that were one account's are another's; answers which. */
  adopt(fromId: string, toId: string): Promise<{ id: string; purchaseId: string }[]> {
    return this.#on.rows(
      'UPDATE orders_orders SET buyer_id = $2 WHERE buyer_id = $1 RETURNING id, purchase_id AS "purchaseId"',
      [fromId, toId],
    );
  }

  async #where(what: string, binds: readonly Bind[], lock: boolean): Promise<StoredOrder[]> {
    const turns = lock && this.#on.dialect === 'postgres' ? ' FOR UPDATE' : '';
    const sql = `SELECT ${orderColumns.join(', ')} FROM orders_orders WHERE ${what} ORDER BY seller_id, id${turns}`;
    return this.#withLines(await this.#on.rows<OrderRow>(sql, binds));
  }

  async #save(order: StoredOrder, where: { sql: string; binds: Bind[] }): Promise<boolean> {
    const binds = bindsOf(order);
    const from = 1 + where.binds.length;
    const changed = writtenColumns
      .map((column, place) => ({ column, bind: binds[place] ?? null }))
      .filter(({ column }) => !fixed.has(column));
    const set = changed.map(({ column }, place) => `${column} = $${from + 1 + place}`).join(', ');
    const sql = `UPDATE orders_orders SET ${set} WHERE id = $1 AND ${where.sql}`;
    return (await this.#on.run(sql, [order.id, ...where.binds, ...changed.map(({ bind }) => bind)])) === 1;
  }

  /** False where the number belongs to another order. */
  async #insert(order: StoredOrder): Promise<boolean> {
    const binds = bindsOf(order);
    const changed = await this.#on.run(
      `INSERT INTO orders_orders (${writtenColumns.join(', ')}) VALUES (${slots(1, binds.length)})
       ON CONFLICT (number) DO NOTHING`,
      binds,
    );
    return changed === 1;
  }

  async #insertLines({ id, lines, placedAt }: StoredOrder): Promise<void> {
    const rows = lines.map((line, position) => [
      id,
      position,
      line.variantId,
      line.productId,
      line.sellerId,
      line.slug,
      line.title,
      JSON.stringify(line.options),
      line.sku,
      line.category,
      line.image && JSON.stringify(line.image),
      line.quantity,
      line.price,
      placedAt,
    ]);
    const values = rows.map((row, index) => `(${slots(1 + index * row.length, row.length)})`).join(', ');
    await this.#on.run(`INSERT INTO orders_lines (${lineColumns.join(', ')}) VALUES ${values}`, rows.flat());
  }

  async #withLines(rows: readonly OrderRow[]): Promise<StoredOrder[]> {
    if (rows.length === 0) return [];
    const lines = await this.#on.rows<LineRow>(
      `SELECT ${lineColumns.join(', ')} FROM orders_lines WHERE order_id IN (${slots(1, rows.length)})
       ORDER BY order_id, position`,
      rows.map((row) => row.id),
    );
    const byOrder = new Map<string, PricedLine[]>(rows.map((row) => [row.id, []]));
    for (const line of lines) byOrder.get(line.order_id)?.push(toLine(line));
    return rows.map((row) => toOrder(row, byOrder.get(row.id) ?? []));
  }
}
