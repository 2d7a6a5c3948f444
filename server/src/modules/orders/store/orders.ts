import type { Address } from '#contracts/accounts';
import type { OrderState } from '#contracts/orders';
import { toMoney } from '#contracts/values';
import type { Bind, Connection } from '../../../db/connection.ts';
import { orderNumber, type PricedLine, type StoredOrder } from '../domain.ts';

interface OrderRow {
  id: string;
  number: string;
  buyer_id: string;
  state: OrderState;
  goods: number;
  delivery: number;
  fee: number;
  total: number;
  method: string;
  address: string;
  sale_id: string | null;
  placed_at: number;
  history: string;
}
interface LineRow {
  order_id: string;
  variant_id: string;
  product_id: string;
  seller_id: string;
  slug: string;
  title: string;
  options: string;
  sku: string | null;
  image: string | null;
  quantity: number;
  price: number;
}

/** A place in a list that begins with the newest. */
export interface Place {
  placedAt: number;
  id: string;
}
/** Whose orders, and which. */
export interface Filter {
  buyerId?: string;
  sellerId?: string;
  state?: OrderState;
  saleId?: string;
}

const orderColumns = [
  'id',
  'number',
  'buyer_id',
  'state',
  'goods',
  'delivery',
  'fee',
  'total',
  'method',
  'address',
  'sale_id',
  'placed_at',
  'history',
] as const;
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
  'image',
  'quantity',
  'price',
  'placed_at',
] as const;

const slots = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `$${from + index}`).join(', ');

const toLine = (row: LineRow): PricedLine => ({
  variantId: row.variant_id,
  productId: row.product_id,
  sellerId: row.seller_id,
  slug: row.slug,
  title: row.title,
  options: JSON.parse(row.options) as PricedLine['options'],
  sku: row.sku,
  image: row.image === null ? null : (JSON.parse(row.image) as PricedLine['image']),
  quantity: row.quantity,
  price: toMoney(row.price),
});

const toOrder = (row: OrderRow, lines: PricedLine[]): StoredOrder => ({
  id: row.id,
  number: row.number,
  buyerId: row.buyer_id,
  state: row.state,
  lines,
  goods: toMoney(row.goods),
  delivery: toMoney(row.delivery),
  fee: toMoney(row.fee),
  total: toMoney(row.total),
  method: row.method,
  address: JSON.parse(row.address) as Address,
  saleId: row.sale_id,
  placedAt: row.placed_at,
  history: JSON.parse(row.history) as StoredOrder['history'],
});

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

  async find(id: string, { lock = false } = {}): Promise<StoredOrder | undefined> {
    // SQLite has one writer at a time; on Postgres two moves of one order take turns from here on.
    const turns = lock && this.#on.dialect === 'postgres' ? ' FOR UPDATE' : '';
    const sql = `SELECT ${orderColumns.join(', ')} FROM orders_orders WHERE id = $1${turns}`;
    return (await this.#withLines(await this.#on.rows<OrderRow>(sql, [id])))[0];
  }

  /** Writes where an order has come to; false where it is no longer where it was. */
  async move({ id, state, history }: StoredOrder, from: OrderState): Promise<boolean> {
    const sql = 'UPDATE orders_orders SET state = $3, history = $4 WHERE id = $1 AND state = $2';
    return (await this.#on.run(sql, [id, from, state, JSON.stringify(history)])) === 1;
  }

  /** Newest first, from `after` on. */
  async list(filter: Filter, after: Place | null, most: number): Promise<StoredOrder[]> {
    const { sql, binds } = listQuery(filter, after, most);
    return this.#withLines(await this.#on.rows<OrderRow>(sql, binds));
  }

  async adopt(fromId: string, toId: string): Promise<void> {
    await this.#on.run('UPDATE orders_orders SET buyer_id = $2 WHERE buyer_id = $1', [fromId, toId]);
  }

  /** False where the number belongs to another order. */
  async #insert(order: StoredOrder): Promise<boolean> {
    const binds = [
      order.id,
      order.number,
      order.buyerId,
      order.state,
      order.goods,
      order.delivery,
      order.fee,
      order.total,
      order.method,
      JSON.stringify(order.address),
      order.saleId,
      order.placedAt,
      JSON.stringify(order.history),
    ];
    const changed = await this.#on.run(
      `INSERT INTO orders_orders (${orderColumns.join(', ')}) VALUES (${slots(1, binds.length)})
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

/** A seller's list walks the lines' index; an order with two of their lines is still one. */
const listQuery = (filter: Filter, after: Place | null, most: number): { sql: string; binds: Bind[] } => {
  const binds: Bind[] = [];
  const bind = (value: Bind): string => `$${binds.push(value)}`;
  const bySeller = filter.sellerId !== undefined;
  const [at, id] = bySeller ? ['l.placed_at', 'l.order_id'] : ['o.placed_at', 'o.id'];
  const where = [
    filter.sellerId !== undefined && `l.seller_id = ${bind(filter.sellerId)}`,
    filter.buyerId !== undefined && `o.buyer_id = ${bind(filter.buyerId)}`,
    filter.state !== undefined && `o.state = ${bind(filter.state)}`,
    filter.saleId !== undefined && `o.sale_id = ${bind(filter.saleId)}`,
    after && `(${at}, ${id}) < (${bind(after.placedAt)}, ${bind(after.id)})`,
  ].filter(Boolean);
  const from = bySeller ? 'orders_lines l JOIN orders_orders o ON o.id = l.order_id' : 'orders_orders o';
  const sql = [
    `SELECT ${orderColumns.map((column) => `o.${column}`).join(', ')} FROM ${from}`,
    where.length > 0 ? `WHERE ${where.join(' AND ')}` : '',
    bySeller ? 'GROUP BY l.placed_at, l.order_id, o.id' : '',
    `ORDER BY ${at} DESC, ${id} DESC LIMIT ${bind(most)}`,
  ];
  return { sql: sql.filter(Boolean).join(' '), binds };
};
