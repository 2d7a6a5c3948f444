import type { Migration } from '../migrator.ts';

/** Payments through providers, cash at the door, refunds, and what providers told: the tables of money outside. */
export const paymentsOnline: Migration = {
  name: '20261122-1012-payments-online',
  up: [
    'ALTER TABLE payments_payments RENAME TO payments_before',
    // `provider_id` is the one payment of the provider's that this row counts on; `kept`: it is captured already and
    // waits in 2700. `capture_at` and `check_at` are when the shop asks the provider next, null where there is nothing to ask.
    `CREATE TABLE payments_payments (
      payment_id TEXT PRIMARY KEY,
      purchase_id TEXT NOT NULL,
      buyer_id TEXT NOT NULL,
      method TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount >= 0),
      number TEXT NOT NULL,
      shares TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending', 'authorised', 'captured', 'void')),
      reference TEXT,
      checkout TEXT,
      provider_id TEXT,
      claimed BIGINT NOT NULL DEFAULT 0 CHECK (claimed IN (0, 1)),
      kept BIGINT NOT NULL DEFAULT 0 CHECK (kept IN (0, 1)),
      refused TEXT,
      lost TEXT,
      tries BIGINT NOT NULL DEFAULT 0,
      capture_at BIGINT,
      check_at BIGINT,
      expires_at BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL,
      captured_at BIGINT,
      UNIQUE (method, reference)
    )`,
    'CREATE INDEX payments_payments_check ON payments_payments (method, check_at) WHERE check_at IS NOT NULL',
    'CREATE INDEX payments_payments_capture ON payments_payments (capture_at) WHERE capture_at IS NOT NULL',
    // Only where a payment is for several orders or a provider holds a share; a single order has its payment's id.
    `CREATE TABLE payments_shares (
      order_id TEXT PRIMARY KEY,
      payment_id TEXT NOT NULL,
      released_at BIGINT
    )`,
    // Every payment a provider told of. `booked` says where its money is in the ledger.
    `CREATE TABLE payments_attempts (
      method TEXT NOT NULL,
      provider_id TEXT NOT NULL,
      payment_id TEXT,
      state TEXT NOT NULL CHECK (state IN ('created', 'failed', 'authorised', 'captured', 'refunded')),
      amount BIGINT NOT NULL,
      currency TEXT NOT NULL,
      fee BIGINT NOT NULL,
      tax BIGINT NOT NULL,
      refunded BIGINT NOT NULL,
      instrument TEXT,
      failure TEXT,
      booked TEXT NOT NULL CHECK (booked IN ('none', 'unapplied', 'applied', 'returned')),
      at BIGINT NOT NULL,
      seen_at BIGINT NOT NULL,
      booked_at BIGINT,
      PRIMARY KEY (method, provider_id)
    )`,
    'CREATE INDEX payments_attempts_payment ON payments_attempts (payment_id)',
    `CREATE TABLE payments_cash (
      order_id TEXT PRIMARY KEY,
      method TEXT NOT NULL,
      buyer_id TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount >= 0),
      coins BIGINT NOT NULL CHECK (coins >= 0),
      state TEXT NOT NULL CHECK (state IN ('promised', 'collected', 'remitted', 'void', 'written-off')),
      courier TEXT,
      awb TEXT,
      deducted BIGINT,
      remittance_id TEXT,
      utr TEXT,
      approved_by TEXT,
      promised_at BIGINT NOT NULL,
      collected_at BIGINT,
      ended_at BIGINT
    )`,
    'CREATE INDEX payments_cash_parcel ON payments_cash (awb, courier) WHERE awb IS NOT NULL',
    `CREATE INDEX payments_cash_open ON payments_cash (collected_at) WHERE state = 'collected'`,
    // `provider_key` is what the provider knows a refund by: another one for each time it is tried anew.
    `CREATE TABLE payments_refunds (
      refund_id TEXT PRIMARY KEY,
      order_id TEXT,
      payment_id TEXT,
      method TEXT,
      provider_payment_id TEXT,
      amount BIGINT NOT NULL CHECK (amount > 0),
      kind TEXT NOT NULL CHECK (kind IN ('source', 'upi', 'bank')),
      destination TEXT,
      reason TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('shop', 'unapplied', 'foreign')),
      state TEXT NOT NULL CHECK (state IN ('owed', 'sent', 'processed', 'failed')),
      provider_key TEXT NOT NULL UNIQUE,
      provider_refund_id TEXT,
      settled_by TEXT,
      tries BIGINT NOT NULL,
      try_at BIGINT,
      owed_at BIGINT NOT NULL,
      ended_at BIGINT
    )`,
    'CREATE INDEX payments_refunds_order ON payments_refunds (order_id)',
    'CREATE INDEX payments_refunds_payment ON payments_refunds (provider_payment_id)',
    'CREATE INDEX payments_refunds_try ON payments_refunds (try_at) WHERE try_at IS NOT NULL',
    `CREATE INDEX payments_refunds_manual ON payments_refunds (owed_at, refund_id)
      WHERE kind <> 'source' AND state = 'owed'`,
    `CREATE TABLE payments_transfers (
      method TEXT NOT NULL,
      transfer_id TEXT NOT NULL,
      payment_id TEXT NOT NULL,
      order_id TEXT NOT NULL,
      seller_id TEXT NOT NULL,
      amount BIGINT NOT NULL,
      reversed BIGINT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('held', 'releasing', 'released', 'settled', 'reversed', 'failed')),
      check_at BIGINT,
      seen_at BIGINT NOT NULL,
      PRIMARY KEY (method, transfer_id)
    )`,
    'CREATE INDEX payments_transfers_order ON payments_transfers (order_id)',
    'CREATE INDEX payments_transfers_check ON payments_transfers (check_at) WHERE check_at IS NOT NULL',
    `CREATE TABLE payments_reversals (
      reversal_id TEXT PRIMARY KEY,
      method TEXT NOT NULL,
      transfer_id TEXT NOT NULL,
      refund_id TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount > 0),
      state TEXT NOT NULL CHECK (state IN ('wanted', 'done', 'refused'))
    )`,
    'CREATE INDEX payments_reversals_refund ON payments_reversals (refund_id)',
    // What was sent to the webhook, as it came, and what it is about. A row is worked on until it is done.
    `CREATE TABLE payments_inbox (
      method TEXT NOT NULL,
      content_key TEXT NOT NULL,
      body TEXT NOT NULL,
      news TEXT NOT NULL,
      tries BIGINT NOT NULL,
      try_at BIGINT,
      heard_at BIGINT NOT NULL,
      done_at BIGINT,
      PRIMARY KEY (method, content_key)
    )`,
    'CREATE INDEX payments_inbox_try ON payments_inbox (try_at) WHERE try_at IS NOT NULL',
    'CREATE INDEX payments_inbox_done ON payments_inbox (done_at) WHERE done_at IS NOT NULL',
    `CREATE TABLE payments_disputes (
      method TEXT NOT NULL,
      dispute_id TEXT NOT NULL,
      provider_payment_id TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'won', 'lost')),
      amount BIGINT NOT NULL,
      at BIGINT NOT NULL,
      PRIMARY KEY (method, dispute_id)
    )`,
    'CREATE INDEX payments_disputes_payment ON payments_disputes (provider_payment_id)',
    `CREATE TABLE payments_settlements (
      method TEXT NOT NULL,
      settlement_id TEXT NOT NULL,
      amount BIGINT NOT NULL,
      utr TEXT,
      settled_at BIGINT NOT NULL,
      PRIMARY KEY (method, settlement_id)
    )`,
    `CREATE TABLE payments_reconciliation (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'working', 'settled')),
      method TEXT NOT NULL,
      reference TEXT NOT NULL,
      order_id TEXT,
      amount BIGINT NOT NULL,
      says TEXT NOT NULL,
      at BIGINT NOT NULL,
      settled_at BIGINT,
      UNIQUE (kind, method, reference)
    )`,
    'CREATE INDEX payments_reconciliation_state ON payments_reconciliation (state, at, id)',
    // How each way of paying is: one row a method.
    `CREATE TABLE payments_methods (
      method TEXT PRIMARY KEY,
      problem TEXT,
      heard_at BIGINT,
      reconciled_at BIGINT,
      looked_until BIGINT,
      settled_until BIGINT,
      settled_look BIGINT,
      pause_until BIGINT NOT NULL,
      pauses BIGINT NOT NULL
    )`,
    // Until now an order was paid at the door, and whatever was delivered was settled between people.
    `INSERT INTO payments_cash (order_id, method, buyer_id, amount, coins, state, promised_at, ended_at)
      SELECT p.order_id, p.method, COALESCE(o.buyer_id, p.order_id), p.amount, 0,
        CASE WHEN p.state = 'void' THEN 'void' WHEN o.state = 'delivered' THEN 'remitted' ELSE 'promised' END,
        p.created_at, CASE WHEN p.state = 'void' OR o.state = 'delivered' THEN p.updated_at END
      FROM payments_before p LEFT JOIN orders_orders o ON o.id = p.order_id WHERE p.method = 'cash-on-delivery'`,
    `INSERT INTO payments_payments (payment_id, purchase_id, buyer_id, method, amount, number, shares, state, reference,
        claimed, expires_at, created_at, updated_at)
      SELECT p.order_id, p.order_id, COALESCE(o.buyer_id, p.order_id), p.method, p.amount, COALESCE(o.number, ''), '[]',
        p.state, p.order_id, 1, p.created_at, p.created_at, p.updated_at
      FROM payments_before p LEFT JOIN orders_orders o ON o.id = p.order_id WHERE p.method <> 'cash-on-delivery'`,
    'DROP TABLE payments_before',
  ],
  down: [
    `CREATE TABLE payments_after (
      order_id TEXT PRIMARY KEY,
      method TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount >= 0),
      state TEXT NOT NULL CHECK (state IN ('authorised', 'captured', 'void')),
      reference TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL
    )`,
    `INSERT INTO payments_after (order_id, method, amount, state, reference, created_at, updated_at)
      SELECT order_id, method, amount, CASE WHEN state = 'void' THEN 'void' ELSE 'authorised' END, order_id,
        promised_at, COALESCE(ended_at, promised_at) FROM payments_cash`,
    `INSERT INTO payments_after (order_id, method, amount, state, reference, created_at, updated_at)
      SELECT payment_id, method, amount, state, reference, created_at, updated_at FROM payments_payments
      WHERE state <> 'pending' AND reference IS NOT NULL ON CONFLICT (order_id) DO NOTHING`,
    ...[
      'payments',
      'shares',
      'attempts',
      'cash',
      'refunds',
      'transfers',
      'reversals',
      'inbox',
      'disputes',
      'settlements',
      'reconciliation',
      'methods',
    ].map((name) => `DROP TABLE payments_${name}`),
    'ALTER TABLE payments_after RENAME TO payments_payments',
  ],
};
