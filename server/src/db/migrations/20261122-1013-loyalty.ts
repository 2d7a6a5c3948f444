import type { Migration } from '../migrator.ts';

/** SQLite keeps 'abc' in an integer column unless it is told not to. */
const onBoth = (make: (whole: (column: string) => string) => string) => ({
  sqlite: make((column) => `CHECK (typeof(${column}) = 'integer' AND ${column} >= 0)`),
  postgres: make((column) => `CHECK (${column} >= 0)`),
});

/** The tables of loyalty: wallets, the lots in them, what holds them, what spent them and what will be earned. */
export const loyalty: Migration = {
  name: '20261122-1013-loyalty',
  up: [
    // `coins` is the sum of the lots and `held` of what is held of them: whoever changes a wallet changes this row
    // first, so that one after another does it, and the CHECK refuses what would take it below zero.
    onBoth(
      (whole) => `CREATE TABLE loyalty_wallets (
        account_id TEXT PRIMARY KEY,
        coins BIGINT NOT NULL ${whole('coins')},
        held BIGINT NOT NULL ${whole('held')},
        CHECK (held <= coins)
      )`,
    ),
    // `source` says what made the lot, once; `expires_on` is a business day, see loyalty_calendar.
    onBoth(
      (whole) => `CREATE TABLE loyalty_lots (
        id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL,
        source TEXT NOT NULL UNIQUE,
        coins BIGINT NOT NULL ${whole('coins')},
        held BIGINT NOT NULL ${whole('held')},
        earned_at BIGINT NOT NULL,
        expires_on BIGINT,
        CHECK (held <= coins)
      )`,
    ),
    'CREATE INDEX loyalty_lots_account ON loyalty_lots (account_id, expires_on) WHERE coins > 0',
    'CREATE INDEX loyalty_lots_expiry ON loyalty_lots (expires_on, account_id) WHERE coins > 0',
    onBoth(
      (whole) => `CREATE TABLE loyalty_holds (
        purchase_id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL,
        coins BIGINT NOT NULL ${whole('coins')},
        state TEXT NOT NULL CHECK (state IN ('held', 'released', 'spent')),
        until BIGINT
      )`,
    ),
    `CREATE INDEX loyalty_holds_until ON loyalty_holds (until) WHERE state = 'held'`,
    'CREATE INDEX loyalty_holds_account ON loyalty_holds (account_id)',
    onBoth(
      (whole) => `CREATE TABLE loyalty_hold_lots (
        purchase_id TEXT NOT NULL,
        lot_id TEXT NOT NULL,
        coins BIGINT NOT NULL ${whole('coins')},
        PRIMARY KEY (purchase_id, lot_id)
      )`,
    ),
    // One row an order: its share of the held coins was spent on it, or set free without it.
    onBoth(
      (whole) => `CREATE TABLE loyalty_shares (
        order_id TEXT PRIMARY KEY,
        purchase_id TEXT NOT NULL,
        account_id TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('spent', 'released')),
        coins BIGINT NOT NULL ${whole('coins')},
        given_back BIGINT NOT NULL DEFAULT 0 ${whole('given_back')},
        CHECK (given_back <= coins)
      )`,
    ),
    'CREATE INDEX loyalty_shares_account ON loyalty_shares (account_id)',
    onBoth(
      (whole) => `CREATE TABLE loyalty_share_lots (
        order_id TEXT NOT NULL,
        lot_id TEXT NOT NULL,
        coins BIGINT NOT NULL ${whole('coins')},
        given_back BIGINT NOT NULL DEFAULT 0 ${whole('given_back')},
        PRIMARY KEY (order_id, lot_id),
        CHECK (given_back <= coins)
      )`,
    ),
    // `clawed` counts what was taken back and what could not be and was paid in money.
    onBoth(
      (whole) => `CREATE TABLE loyalty_earnings (
        order_id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL,
        coins BIGINT NOT NULL ${whole('coins')},
        state TEXT NOT NULL CHECK (state IN ('pending', 'vested')),
        clawed BIGINT NOT NULL DEFAULT 0 ${whole('clawed')},
        flagged TEXT,
        CHECK (clawed <= coins)
      )`,
    ),
    'CREATE INDEX loyalty_earnings_account ON loyalty_earnings (account_id)',
    onBoth(
      (whole) => `CREATE TABLE loyalty_claws (
        refund_id TEXT NOT NULL,
        order_id TEXT NOT NULL,
        taken BIGINT NOT NULL ${whole('taken')},
        shortfall BIGINT NOT NULL ${whole('shortfall')},
        PRIMARY KEY (refund_id, order_id)
      )`,
    ),
    // What the buyer reads. All but those that are pending add up to the wallet.
    `CREATE TABLE loyalty_moves (
      id TEXT PRIMARY KEY,
      account_id TEXT NOT NULL,
      source TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL
        CHECK (kind IN ('earned', 'pending', 'spent', 'given-back', 'clawed-back', 'expired', 'refund')),
      coins BIGINT NOT NULL,
      order_id TEXT,
      at BIGINT NOT NULL,
      flagged TEXT
    )`,
    'CREATE INDEX loyalty_moves_account ON loyalty_moves (account_id, at, id)',
    // The business day, in days since 1970 in India. It is only ever moved on, whatever the machine's clock does.
    `CREATE TABLE loyalty_calendar (one BIGINT PRIMARY KEY CHECK (one = 1), today BIGINT NOT NULL)`,
    'INSERT INTO loyalty_calendar (one, today) VALUES (1, 0)',
  ],
  down: [
    'DROP TABLE loyalty_calendar',
    'DROP TABLE loyalty_moves',
    'DROP TABLE loyalty_claws',
    'DROP TABLE loyalty_earnings',
    'DROP TABLE loyalty_share_lots',
    'DROP TABLE loyalty_shares',
    'DROP TABLE loyalty_hold_lots',
    'DROP TABLE loyalty_holds',
    'DROP TABLE loyalty_lots',
    'DROP TABLE loyalty_wallets',
  ],
};
