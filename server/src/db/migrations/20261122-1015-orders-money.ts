import type { Migration, Statement } from '../migrator.ts';
import { returnsTables, withoutReturnsTables } from './parts/returns.ts';

/** Prefixes are looked up by comparing, so the order of these texts must be that of their bytes. */
const orders = (bytes: string, bool: (column: string) => string) => `CREATE TABLE orders_orders_next (
  id TEXT PRIMARY KEY,
  number TEXT${bytes} NOT NULL UNIQUE,
  purchase_id TEXT NOT NULL,
  buyer_id TEXT NOT NULL,
  seller_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reserved', 'awaiting-payment', 'confirmed', 'packed', 'shipped',
    'delivered', 'completed', 'cancelled', 'returned', 'rto')),
  goods BIGINT NOT NULL CHECK (goods >= 0),
  delivery BIGINT NOT NULL CHECK (delivery >= 0),
  fee BIGINT NOT NULL CHECK (fee >= 0),
  total BIGINT NOT NULL,
  method TEXT NOT NULL,
  coins BIGINT NOT NULL CHECK (coins >= 0),
  prepaid BIGINT NOT NULL CHECK (prepaid >= 0),
  on_delivery BIGINT NOT NULL CHECK (on_delivery >= 0),
  earns BIGINT NOT NULL CHECK (earns >= 0),
  refunded BIGINT NOT NULL DEFAULT 0 CHECK (refunded >= 0),
  refunded_coins BIGINT NOT NULL DEFAULT 0 CHECK (refunded_coins >= 0),
  address TEXT NOT NULL,
  name_key TEXT${bytes} NOT NULL,
  phone_key TEXT${bytes} NOT NULL,
  sale_id TEXT,
  placed_at BIGINT NOT NULL,
  expires_at BIGINT,
  completes_at BIGINT,
  disputed BIGINT NOT NULL DEFAULT 0 ${bool('disputed')},
  returning_goods BIGINT NOT NULL DEFAULT 0 ${bool('returning_goods')},
  courier TEXT,
  tracking TEXT${bytes},
  tracking_url TEXT,
  shipped_at BIGINT,
  delivered_at BIGINT,
  reason TEXT,
  cancelled_by TEXT
    CHECK (cancelled_by IN ('buyer', 'seller', 'operator', 'payment', 'expiry', 'late', 'failure')),
  exchange_of TEXT,
  history TEXT NOT NULL,
  CHECK (total = goods + delivery + fee),
  CHECK (total = coins + prepaid + on_delivery),
  CHECK (refunded + refunded_coins <= total),
  CHECK ((courier IS NULL) = (tracking IS NULL)),
  CHECK ((courier IS NULL) = (shipped_at IS NULL))
)`;

const truth = (column: string) => `CHECK (${column} IN (0, 1))`;

/** Orders placed until now were each paid in cash at the door, and of one seller but for a few. */
const old = (
  json: (path: string) => string,
  lastTen: (text: string) => string,
) => `INSERT INTO orders_orders_next (id, number, purchase_id, buyer_id,
    seller_id, state, goods, delivery, fee, total, method, coins, prepaid, on_delivery, earns, address, name_key,
    phone_key, sale_id, placed_at, courier, tracking, shipped_at, history)
  SELECT o.id, o.number, o.id, o.buyer_id,
    COALESCE((SELECT l.seller_id FROM orders_lines l WHERE l.order_id = o.id AND l.position = 0), o.buyer_id),
    o.state, o.goods, o.delivery, o.fee, o.total, o.method, 0, 0, o.total, 0, o.address,
    lower(${json('name')}), ${lastTen(`replace(${json('phone')}, '+', '')`)}, o.sale_id, o.placed_at,
    CASE WHEN o.state IN ('shipped', 'delivered') THEN 'by-hand' END,
    CASE WHEN o.state IN ('shipped', 'delivered') THEN o.number END,
    CASE WHEN o.state IN ('shipped', 'delivered') THEN o.placed_at END, o.history
  FROM orders_orders o`;

const money: Statement[] = [
  { sqlite: orders('', truth), postgres: orders(' COLLATE "C"', truth) },
  {
    sqlite: old(
      (path) => `json_extract(o.address, '$.${path}')`,
      (text) => `substr(${text}, -10)`,
    ),
    postgres: old(
      (path) => `CAST(o.address AS jsonb)->>'${path}'`,
      (text) => `right(${text}, 10)`,
    ),
  },
  'DROP TABLE orders_orders',
  'ALTER TABLE orders_orders_next RENAME TO orders_orders',
  'CREATE INDEX orders_orders_buyer ON orders_orders (buyer_id, placed_at, id)',
  'CREATE INDEX orders_orders_placed ON orders_orders (placed_at, id)',
  'CREATE INDEX orders_orders_seller ON orders_orders (seller_id, placed_at, id)',
  'CREATE INDEX orders_orders_state ON orders_orders (state, seller_id, placed_at, id)',
  'CREATE INDEX orders_orders_purchase ON orders_orders (purchase_id)',
  'CREATE INDEX orders_orders_sale ON orders_orders (sale_id, placed_at, id) WHERE sale_id IS NOT NULL',
  'CREATE INDEX orders_orders_name ON orders_orders (name_key)',
  'CREATE INDEX orders_orders_phone ON orders_orders (phone_key)',
  'CREATE INDEX orders_orders_tracking ON orders_orders (tracking) WHERE tracking IS NOT NULL',
  "CREATE INDEX orders_orders_completed ON orders_orders (id) WHERE state IN ('completed', 'returned')",
  'CREATE INDEX orders_orders_exchange ON orders_orders (exchange_of) WHERE exchange_of IS NOT NULL',
  "CREATE INDEX orders_orders_due ON orders_orders (completes_at) WHERE state = 'delivered'",
  // An order is one seller's now, so that their list is the orders' own index.
  'DROP INDEX orders_lines_seller',
  'ALTER TABLE orders_lines ADD COLUMN category TEXT',
];

const withoutMoney: Statement[] = [
  'ALTER TABLE orders_lines DROP COLUMN category',
  'CREATE INDEX orders_lines_seller ON orders_lines (seller_id, placed_at, order_id)',
  `CREATE TABLE orders_orders_before (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    buyer_id TEXT NOT NULL,
    state TEXT NOT NULL
      CHECK (state IN ('reserved', 'confirmed', 'packed', 'shipped', 'delivered', 'cancelled')),
    goods BIGINT NOT NULL CHECK (goods >= 0),
    delivery BIGINT NOT NULL CHECK (delivery >= 0),
    fee BIGINT NOT NULL CHECK (fee >= 0),
    total BIGINT NOT NULL,
    method TEXT NOT NULL,
    address TEXT NOT NULL,
    sale_id TEXT,
    placed_at BIGINT NOT NULL,
    history TEXT NOT NULL,
    CHECK (total = goods + delivery + fee)
  )`,
  `INSERT INTO orders_orders_before
   SELECT id, number, buyer_id,
     CASE state WHEN 'awaiting-payment' THEN 'reserved' WHEN 'completed' THEN 'delivered'
       WHEN 'returned' THEN 'delivered' WHEN 'rto' THEN 'cancelled' ELSE state END,
     goods, delivery, fee, total, method, address, sale_id, placed_at, history FROM orders_orders`,
  'DROP TABLE orders_orders',
  'ALTER TABLE orders_orders_before RENAME TO orders_orders',
  'CREATE INDEX orders_orders_buyer ON orders_orders (buyer_id, placed_at, id)',
  'CREATE INDEX orders_orders_placed ON orders_orders (placed_at, id)',
];

/** The tables of orders: who pays them how, where they are, and what came back of them. */
export const ordersMoney: Migration = {
  name: '20261122-1015-orders-money',
  up: [...money, ...returnsTables],
  down: [...withoutReturnsTables, ...withoutMoney],
};
