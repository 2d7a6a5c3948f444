import type { OrderState } from '#contracts/orders';
import type { Bind } from '../../../db/connection.ts';
import { nameKey, orderColumns, phoneKey } from './rows.ts';

/** A place in a list that begins with the newest. */
export interface Place {
  placedAt: number;
  id: string;
}
/** Whose orders, and which. */
export interface Filter {
  buyerId?: string | undefined;
  sellerId?: string | undefined;
  state?: OrderState | undefined;
  saleId?: string | undefined;
  /** A number, a name, a phone number or a tracking number, or the beginning of one. */
  q?: string | undefined;
  paid?: 'cod' | 'prepaid' | undefined;
}

/** Comes after everything that begins with a text, in the order of bytes. */
const last = '\u{10ffff}';

/** Keys in which a typed text may be the beginning, each with an index of its own. */
const searched = (typed: string): [column: string, prefix: string][] => {
  const digits = phoneKey(typed);
  const number = typed.toUpperCase();
  return [
    ['number', number.startsWith('LEO-') ? number : `LEO-${number}`],
    ['name_key', nameKey(typed)],
    ['tracking', typed],
    ...(digits.length >= 4 && /^[+\d\s()-]+$/.test(typed)
      ? ([['phone_key', digits]] as [string, string][])
      : []),
  ];
};

/** One page of orders, newest first. */
export const listQuery = (
  filter: Filter,
  after: Place | null,
  most: number,
): { sql: string; binds: Bind[] } => {
  const binds: Bind[] = [];
  const bind = (value: Bind): string => `$${binds.push(value)}`;
  const begins = ([column, prefix]: [string, string]) =>
    `(${column} >= ${bind(prefix)} AND ${column} < ${bind(prefix + last)})`;
  const where = [
    filter.sellerId !== undefined && `seller_id = ${bind(filter.sellerId)}`,
    filter.buyerId !== undefined && `buyer_id = ${bind(filter.buyerId)}`,
    filter.state !== undefined && `state = ${bind(filter.state)}`,
    filter.saleId !== undefined && `sale_id = ${bind(filter.saleId)}`,
    filter.paid === 'cod' && 'on_delivery > 0',
    filter.paid === 'prepaid' && 'on_delivery = 0',
    filter.q && `(${searched(filter.q).map(begins).join(' OR ')})`,
    after && `(placed_at, id) < (${bind(after.placedAt)}, ${bind(after.id)})`,
  ].filter(Boolean);
  const sql = [
    `SELECT ${orderColumns.join(', ')} FROM orders_orders`,
    where.length > 0 ? `WHERE ${where.join(' AND ')}` : '',
    `ORDER BY placed_at DESC, id DESC LIMIT ${bind(most)}`,
  ];
  return { sql: sql.filter(Boolean).join(' '), binds };
};
