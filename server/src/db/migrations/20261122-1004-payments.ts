import type { Migration } from '../migrator.ts';

/** The tables of payments: payments. */
export const payments: Migration = {
  name: '20261122-1004-payments',
  up: [
    // One payment an order; `reference` is what the provider calls it.
    `CREATE TABLE payments_payments (
      order_id TEXT PRIMARY KEY,
      method TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount >= 0),
      state TEXT NOT NULL CHECK (state IN ('authorised', 'captured', 'void')),
      reference TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL
    )`,
  ],
  down: ['DROP TABLE payments_payments'],
};
