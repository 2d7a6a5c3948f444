import type { Migration } from '../migrator.ts';

/** The tables of sales: sales, run sheets, chat and what each sale sold. */
export const sales: Migration = {
  name: '20261122-1006-sales',
  up: [
    // `on_air`: the seller was sending video when last heard of, so a server that restarts waits for it to come back.
    `CREATE TABLE sales_sales (
      id TEXT PRIMARY KEY,
      seller_id TEXT NOT NULL,
      title TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('scheduled', 'live', 'ended')),
      cover_id TEXT,
      scheduled_for BIGINT NOT NULL,
      started_at BIGINT,
      ended_at BIGINT,
      featured TEXT,
      on_air BIGINT NOT NULL DEFAULT 0 CHECK (on_air IN (0, 1)),
      CHECK ((state = 'scheduled') = (started_at IS NULL)),
      CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
      CHECK (state = 'live' OR (featured IS NULL AND on_air = 0))
    )`,
    'CREATE INDEX sales_sales_seller ON sales_sales (seller_id, id)',
    'CREATE INDEX sales_sales_state ON sales_sales (state, scheduled_for, id)',
    // A seller is live in one sale at a time: two starts at once meet here.
    'CREATE TABLE sales_live (seller_id TEXT PRIMARY KEY, sale_id TEXT NOT NULL UNIQUE REFERENCES sales_sales (id))',
    `CREATE TABLE sales_run_sheet (
      sale_id TEXT NOT NULL REFERENCES sales_sales (id),
      position BIGINT NOT NULL,
      product_id TEXT NOT NULL,
      PRIMARY KEY (sale_id, position),
      UNIQUE (sale_id, product_id)
    )`,
    'CREATE INDEX sales_run_sheet_product ON sales_run_sheet (product_id)',
    `CREATE TABLE sales_chat (
      id TEXT PRIMARY KEY,
      sale_id TEXT NOT NULL REFERENCES sales_sales (id),
      account_id TEXT NOT NULL,
      at BIGINT NOT NULL,
      name TEXT NOT NULL,
      host BIGINT NOT NULL CHECK (host IN (0, 1)),
      text TEXT NOT NULL
    )`,
    'CREATE INDEX sales_chat_sale ON sales_chat (sale_id, id)',
    // What each order bought in a sale. A cancelled one stays, so that a late second telling does not count it again.
    `CREATE TABLE sales_sold (
      order_id TEXT NOT NULL,
      product_id TEXT NOT NULL,
      sale_id TEXT NOT NULL,
      title TEXT NOT NULL,
      units BIGINT NOT NULL CHECK (units > 0),
      cancelled BIGINT NOT NULL CHECK (cancelled IN (0, 1)),
      PRIMARY KEY (order_id, product_id)
    )`,
    'CREATE INDEX sales_sold_sale ON sales_sold (sale_id)',
  ],
  down: [
    'DROP TABLE sales_sold',
    'DROP TABLE sales_chat',
    'DROP TABLE sales_run_sheet',
    'DROP TABLE sales_live',
    'DROP TABLE sales_sales',
  ],
};
