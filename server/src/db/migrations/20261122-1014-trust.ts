import type { Migration } from '../migrator.ts';

const messages = [
  // `text` goes once the message was sent, and a code's as well once it is too late to send it.
  `CREATE TABLE messages_messages (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('code', 'order', 'sale')),
    phone TEXT,
    email TEXT,
    text TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'unsent')),
    sender TEXT,
    created_at BIGINT NOT NULL,
    settled_at BIGINT
  )`,
  `CREATE INDEX messages_messages_waiting ON messages_messages (created_at) WHERE state = 'waiting'`,
];

const history = [
  // What became of orders. A fact that is told twice is one row, because an order has one of each kind.
  `CREATE TABLE trust_events (
    order_id TEXT NOT NULL,
    kind TEXT NOT NULL
      CHECK (kind IN ('shipped', 'delivered', 'rto', 'cancelled', 'cancelled-late', 'disputed', 'dispute-lost')),
    account_id TEXT NOT NULL,
    seller_id TEXT,
    pin TEXT,
    cause TEXT,
    cash BIGINT NOT NULL CHECK (cash IN (0, 1)),
    at BIGINT NOT NULL,
    PRIMARY KEY (order_id, kind)
  )`,
  'CREATE INDEX trust_events_account ON trust_events (account_id, at)',
  `CREATE INDEX trust_events_shipped ON trust_events (at, seller_id) WHERE kind = 'shipped'`,
  {
    sqlite: `CREATE TRIGGER trust_events_no_update BEFORE UPDATE ON trust_events
      BEGIN SELECT RAISE(ABORT, 'trust_events is append-only'); END`,
    postgres: `CREATE FUNCTION trust_refuse() RETURNS trigger LANGUAGE plpgsql AS
      $body$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $body$`,
  },
  {
    sqlite: `CREATE TRIGGER trust_events_no_delete BEFORE DELETE ON trust_events
      BEGIN SELECT RAISE(ABORT, 'trust_events is append-only'); END`,
    postgres: `CREATE TRIGGER trust_events_append_only BEFORE UPDATE OR DELETE ON trust_events
      FOR EACH ROW EXECUTE FUNCTION trust_refuse()`,
  },
  // The phone is kept as a hash: it is only ever compared.
  `CREATE TABLE trust_orders (
    order_id TEXT PRIMARY KEY,
    purchase_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    phone_hash TEXT NOT NULL,
    cash BIGINT NOT NULL CHECK (cash IN (0, 1)),
    at BIGINT NOT NULL
  )`,
  'CREATE INDEX trust_orders_phone ON trust_orders (phone_hash)',
  'CREATE INDEX trust_orders_account ON trust_orders (account_id)',
  // A visitor who signed in: their history counts as the account's, and stays as it was told.
  `CREATE TABLE trust_adopted (
    from_account TEXT PRIMARY KEY,
    to_account TEXT NOT NULL
  )`,
  'CREATE INDEX trust_adopted_to ON trust_adopted (to_account)',
];

const standing = [
  // Where the operator's list is sorted by; what is shown is counted anew from the events.
  `CREATE TABLE trust_standings (
    account_id TEXT PRIMARY KEY,
    points BIGINT NOT NULL CHECK (points >= 0),
    appealed BIGINT NOT NULL DEFAULT 0 CHECK (appealed IN (0, 1)),
    overridden BIGINT NOT NULL DEFAULT 0 CHECK (overridden IN (0, 1))
  )`,
  'CREATE INDEX trust_standings_list ON trust_standings (appealed, points, account_id)',
  `CREATE TABLE trust_overrides (
    account_id TEXT PRIMARY KEY,
    level TEXT NOT NULL CHECK (level IN ('plain', 'code', 'part-prepaid', 'prepaid-only')),
    reason TEXT NOT NULL,
    until BIGINT,
    at BIGINT NOT NULL
  )`,
  `CREATE TABLE trust_appeals (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'granted', 'declined')),
    at BIGINT NOT NULL,
    answer TEXT,
    answered_at BIGINT
  )`,
  `CREATE UNIQUE INDEX trust_appeals_open ON trust_appeals (account_id) WHERE state = 'open'`,
  'CREATE INDEX trust_appeals_account ON trust_appeals (account_id, at)',
];

const codes = [
  `CREATE TABLE trust_codes (
    purchase_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    phone TEXT NOT NULL,
    phone_hash TEXT NOT NULL,
    salt TEXT NOT NULL,
    hash TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    tries BIGINT NOT NULL CHECK (tries >= 0),
    sends BIGINT NOT NULL CHECK (sends > 0),
    sent_at BIGINT NOT NULL,
    confirmed_at BIGINT
  )`,
  'CREATE INDEX trust_codes_phone ON trust_codes (phone_hash, sent_at)',
];

/** The tables of trust, and of messages, which sends its codes. */
export const trust: Migration = {
  name: '20261122-1014-trust',
  up: [...messages, ...history, ...standing, ...codes],
  down: [
    'DROP TABLE trust_codes',
    'DROP TABLE trust_appeals',
    'DROP TABLE trust_overrides',
    'DROP TABLE trust_standings',
    'DROP TABLE trust_adopted',
    'DROP TABLE trust_orders',
    'DROP TABLE trust_events',
    { sqlite: 'SELECT 1', postgres: 'DROP FUNCTION trust_refuse()' },
    'DROP TABLE messages_messages',
  ],
};
