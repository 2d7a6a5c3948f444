import type { Migration, Statement } from '../migrator.ts';

const kept = ['ledger_entries', 'ledger_chain', 'ledger_lines'] as const;

/** What is in the books stays in the books: the database itself refuses to change or to delete a row. */
const appendOnly = kept.flatMap((table): Statement[] => [
  {
    sqlite: `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    postgres: `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION ledger_refuse()`,
  },
  {
    sqlite: `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    postgres: `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()`,
  },
]);

/** The tables of ledger. */
export const ledger: Migration = {
  name: '20261122-1011-ledger',
  up: [
    // The journal. `lines` is JSON, so that an entry is one row and its hash is of one row.
    `CREATE TABLE ledger_entries (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      source TEXT NOT NULL,
      source_id TEXT NOT NULL,
      memo TEXT NOT NULL,
      at BIGINT NOT NULL,
      order_id TEXT,
      lines TEXT NOT NULL
    )`,
    'CREATE UNIQUE INDEX ledger_entries_once ON ledger_entries (source, source_id, kind)',
    'CREATE INDEX ledger_entries_order ON ledger_entries (order_id) WHERE order_id IS NOT NULL',
    // What entries without a place in the chain add to accounts. Checkouts only add rows here, so none waits for another.
    `CREATE TABLE ledger_unsealed (
      entry_id TEXT NOT NULL,
      position BIGINT NOT NULL,
      account TEXT NOT NULL,
      amount BIGINT NOT NULL,
      PRIMARY KEY (entry_id, position)
    )`,
    'CREATE INDEX ledger_unsealed_account ON ledger_unsealed (account)',
    // Places without gaps; each hash is of the hash before and of the entry.
    `CREATE TABLE ledger_chain (
      seq BIGINT PRIMARY KEY,
      entry_id TEXT NOT NULL UNIQUE,
      hash TEXT NOT NULL
    )`,
    // The sealed lines by account, with the account's balance after each.
    `CREATE TABLE ledger_lines (
      account TEXT NOT NULL,
      seq BIGINT NOT NULL,
      position BIGINT NOT NULL,
      debit BIGINT NOT NULL CHECK (debit >= 0),
      credit BIGINT NOT NULL CHECK (credit >= 0),
      balance BIGINT NOT NULL,
      PRIMARY KEY (account, seq, position)
    )`,
    'CREATE INDEX ledger_lines_seq ON ledger_lines (seq)',
    // What each account had after the line of `seq`, on its own side.
    `CREATE TABLE ledger_balances (
      account TEXT PRIMARY KEY,
      balance BIGINT NOT NULL,
      seq BIGINT NOT NULL
    )`,
    'CREATE INDEX ledger_balances_open ON ledger_balances (account) WHERE balance <> 0',
    // How each look at the books ended.
    `CREATE TABLE ledger_verdicts (
      id TEXT PRIMARY KEY,
      at BIGINT NOT NULL,
      holds BIGINT NOT NULL,
      seq BIGINT NOT NULL,
      head TEXT,
      broken TEXT NOT NULL,
      verdict TEXT NOT NULL
    )`,
    {
      sqlite: 'SELECT 1',
      postgres: `CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME; END'`,
    },
    ...appendOnly,
  ],
  down: [
    'DROP TABLE ledger_verdicts',
    'DROP TABLE ledger_balances',
    'DROP TABLE ledger_lines',
    'DROP TABLE ledger_chain',
    'DROP TABLE ledger_unsealed',
    'DROP TABLE ledger_entries',
    { sqlite: 'SELECT 1', postgres: 'DROP FUNCTION ledger_refuse()' },
  ],
};
