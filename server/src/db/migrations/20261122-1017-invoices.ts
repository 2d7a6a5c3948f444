import type { Migration } from '../migrator.ts';

/** The tables of invoices: what sellers' papers say of them, the series of numbers, and the papers themselves. */
export const invoices: Migration = {
  name: '20261122-1017-invoices',
  up: [
    // A prefix stays its seller's for ever: numbers that begin with it are on paper in people's drawers.
    `CREATE TABLE invoices_prefixes (
      prefix TEXT PRIMARY KEY,
      seller_id TEXT NOT NULL
    )`,
    'CREATE INDEX invoices_prefixes_seller ON invoices_prefixes (seller_id)',
    // The one in use; legal_name is null where it was made from the seller's name and no tax profile was given.
    `CREATE TABLE invoices_profiles (
      seller_id TEXT PRIMARY KEY,
      prefix TEXT NOT NULL UNIQUE,
      legal_name TEXT,
      gstin TEXT,
      address TEXT,
      state TEXT
    )`,
    `CREATE TABLE invoices_series (
      seller_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit-note')),
      year TEXT NOT NULL,
      last BIGINT NOT NULL CHECK (last >= 0),
      PRIMARY KEY (seller_id, kind, year)
    )`,
    // `cause` says what it was issued for, once: 'packed', 'closed' or 'refund:ID'. `content` is the paper as issued;
    // `positions` are the invoice's lines that the lines of a credit note take back.
    `CREATE TABLE invoices_invoices (
      id TEXT PRIMARY KEY,
      order_id TEXT NOT NULL,
      cause TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit-note')),
      seller_id TEXT NOT NULL,
      year TEXT NOT NULL,
      serial BIGINT NOT NULL CHECK (serial > 0),
      number TEXT NOT NULL UNIQUE,
      content TEXT NOT NULL,
      positions TEXT NOT NULL,
      issued_at BIGINT NOT NULL,
      UNIQUE (order_id, cause),
      UNIQUE (seller_id, kind, year, serial)
    )`,
  ],
  down: [
    'DROP TABLE invoices_invoices',
    'DROP TABLE invoices_series',
    'DROP TABLE invoices_profiles',
    'DROP TABLE invoices_prefixes',
  ],
};
