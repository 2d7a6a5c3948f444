import type { Migration } from '../migrator.ts';

/** The tables of settlement: releases, bank details, payouts, disputes, and couriers' sheets of cash. */
export const settlement: Migration = {
  name: '20261122-1016-settlement',
  up: [
    // One row an order that stood. `open`: on its way. `waiting`: completed, and its money is not here yet, or in dispute.
    // `nothing`: there is no money for its seller, because the order ended otherwise or all of it went back.
    // `transfer` is what the payment provider holds of it; `transfer_open` until it has let go of that.
    `CREATE TABLE settlement_releases (
      order_id TEXT PRIMARY KEY,
      seller_id TEXT NOT NULL,
      buyer_id TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'waiting', 'released', 'nothing')),
      cash BIGINT NOT NULL DEFAULT 0 CHECK (cash >= 0),
      total BIGINT NOT NULL DEFAULT 0 CHECK (total >= 0),
      commission BIGINT NOT NULL DEFAULT 0 CHECK (commission >= 0),
      tax BIGINT NOT NULL DEFAULT 0 CHECK (tax >= 0),
      fee BIGINT NOT NULL DEFAULT 0 CHECK (fee >= 0),
      recovered BIGINT NOT NULL DEFAULT 0 CHECK (recovered >= 0),
      payable BIGINT NOT NULL DEFAULT 0 CHECK (payable >= 0),
      transfer BIGINT NOT NULL DEFAULT 0 CHECK (transfer >= 0),
      transfer_open BIGINT NOT NULL DEFAULT 0 CHECK (transfer_open IN (0, 1)),
      courier TEXT,
      tracking TEXT,
      completed_at BIGINT,
      checked_at BIGINT NOT NULL,
      released_at BIGINT,
      CHECK (total = commission + tax + fee + payable),
      CHECK (recovered <= payable)
    )`,
    `CREATE INDEX settlement_releases_pending ON settlement_releases (state, checked_at, order_id)
      WHERE state IN ('open', 'waiting')`,
    'CREATE INDEX settlement_releases_tracking ON settlement_releases (tracking) WHERE tracking IS NOT NULL',
    'CREATE INDEX settlement_releases_transfer ON settlement_releases (seller_id, order_id) WHERE transfer_open = 1',
    'CREATE INDEX settlement_releases_seller ON settlement_releases (seller_id, state)',
    `CREATE TABLE settlement_banks (
      seller_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      ifsc TEXT NOT NULL,
      last4 TEXT NOT NULL,
      sealed TEXT NOT NULL,
      linked_account TEXT,
      updated_at BIGINT NOT NULL
    )`,
    // `sealed` is the account as it was when the payout was prepared: who changes it later changes nothing of this one.
    `CREATE TABLE settlement_payouts (
      id TEXT PRIMARY KEY,
      seller_id TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount > 0),
      state TEXT NOT NULL CHECK (state IN ('prepared', 'paid', 'failed')),
      way TEXT NOT NULL CHECK (way IN ('bank', 'route')),
      name TEXT,
      ifsc TEXT,
      last4 TEXT,
      sealed TEXT,
      reference TEXT,
      order_id TEXT,
      at BIGINT NOT NULL,
      paid_at BIGINT
    )`,
    // The same seller's money cannot be prepared twice, whoever asks at the same moment.
    "CREATE UNIQUE INDEX settlement_payouts_prepared ON settlement_payouts (seller_id) WHERE state = 'prepared'",
    'CREATE UNIQUE INDEX settlement_payouts_transfer ON settlement_payouts (reference) WHERE order_id IS NOT NULL',
    'CREATE INDEX settlement_payouts_seller ON settlement_payouts (seller_id, at, id)',
    'CREATE INDEX settlement_payouts_at ON settlement_payouts (at, id)',
    `CREATE TABLE settlement_disputes (
      id TEXT PRIMARY KEY,
      order_id TEXT NOT NULL UNIQUE,
      order_number TEXT NOT NULL,
      buyer_id TEXT NOT NULL,
      seller_id TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'ruled')),
      reason TEXT NOT NULL,
      ruled_for TEXT,
      refund BIGINT,
      ruling TEXT,
      ruled_at BIGINT,
      opened_at BIGINT NOT NULL
    )`,
    'CREATE INDEX settlement_disputes_list ON settlement_disputes (state, opened_at, id)',
    'CREATE INDEX settlement_disputes_seller ON settlement_disputes (seller_id, state, opened_at, id)',
    `CREATE TABLE settlement_evidence (
      id TEXT PRIMARY KEY,
      dispute_id TEXT NOT NULL,
      said_by TEXT NOT NULL CHECK (said_by IN ('buyer', 'seller', 'operator')),
      said TEXT NOT NULL,
      image_id TEXT,
      at BIGINT NOT NULL
    )`,
    'CREATE INDEX settlement_evidence_dispute ON settlement_evidence (dispute_id, at, id)',
    // `hash` is the file's sha-256: the same file is the same remittance, however often it is sent.
    `CREATE TABLE settlement_remittances (
      id TEXT PRIMARY KEY,
      hash TEXT NOT NULL UNIQUE,
      courier TEXT NOT NULL,
      utr TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('reading', 'read', 'refused')),
      sent_by TEXT NOT NULL,
      touched_at BIGINT NOT NULL,
      at BIGINT NOT NULL
    )`,
    'CREATE INDEX settlement_remittances_at ON settlement_remittances (at, id)',
    "CREATE INDEX settlement_remittances_reading ON settlement_remittances (touched_at) WHERE state = 'reading'",
    `CREATE TABLE settlement_remittance_rows (
      remittance_id TEXT NOT NULL,
      line BIGINT NOT NULL,
      courier TEXT NOT NULL,
      awb TEXT NOT NULL,
      amount BIGINT,
      deducted BIGINT NOT NULL DEFAULT 0,
      state TEXT NOT NULL CHECK (state IN
        ('matched', 'unknown', 'duplicate', 'short', 'extra', 'not-delivered', 'unreadable')),
      order_id TEXT,
      order_number TEXT,
      says TEXT,
      PRIMARY KEY (remittance_id, line)
    )`,
    'CREATE INDEX settlement_remittance_rows_awb ON settlement_remittance_rows (courier, awb)',
    // An order's cash comes once.
    "CREATE UNIQUE INDEX settlement_remittance_rows_order ON settlement_remittance_rows (order_id) WHERE state = 'matched'",
  ],
  down: [
    'DROP TABLE settlement_remittance_rows',
    'DROP TABLE settlement_remittances',
    'DROP TABLE settlement_evidence',
    'DROP TABLE settlement_disputes',
    'DROP TABLE settlement_payouts',
    'DROP TABLE settlement_banks',
    'DROP TABLE settlement_releases',
  ],
};
