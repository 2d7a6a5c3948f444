import type { Migration } from '../migrator.ts';

/** The tables of orders: baskets and orders. */
export const orders: Migration = {
  name: '20261122-1005-orders',
  up: [
    `CREATE TABLE orders_baskets (
      account_id TEXT NOT NULL,
      variant_id TEXT NOT NULL,
      quantity BIGINT NOT NULL CHECK (quantity BETWEEN 1 AND 99),
      added_at BIGINT NOT NULL,
      PRIMARY KEY (account_id, variant_id)
    )`,
    // `history` is a list of { state, at }: it is written with every move and read with every order.
    `CREATE TABLE orders_orders (
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
    'CREATE INDEX orders_orders_buyer ON orders_orders (buyer_id, placed_at, id)',
    'CREATE INDEX orders_orders_placed ON orders_orders (placed_at, id)',
    // Lines keep what was bought as it was then; `placed_at` is the order's, so that a seller's list is one index.
    `CREATE TABLE orders_lines (
      order_id TEXT NOT NULL,
      position BIGINT NOT NULL,
      variant_id TEXT NOT NULL,
      product_id TEXT NOT NULL,
      seller_id TEXT NOT NULL,
      slug TEXT NOT NULL,
      title TEXT NOT NULL,
      options TEXT NOT NULL,
      sku TEXT,
      image TEXT,
      quantity BIGINT NOT NULL CHECK (quantity > 0),
      price BIGINT NOT NULL CHECK (price >= 0),
      placed_at BIGINT NOT NULL,
      PRIMARY KEY (order_id, position)
    )`,
    'CREATE INDEX orders_lines_seller ON orders_lines (seller_id, placed_at, order_id)',
  ],
  down: ['DROP TABLE orders_lines', 'DROP TABLE orders_orders', 'DROP TABLE orders_baskets'],
};
