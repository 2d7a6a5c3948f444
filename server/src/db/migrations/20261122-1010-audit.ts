import type { Migration } from '../migrator.ts';

/** The tables of audit. */
export const audit: Migration = {
  name: '20261122-1010-audit',
  up: [
    // What somebody with power did. `hash` is of the row and of the hash before it.
    `CREATE TABLE audit_entries (
      seq BIGINT PRIMARY KEY,
      at BIGINT NOT NULL,
      actor_id TEXT,
      actor_name TEXT,
      actor_role TEXT NOT NULL,
      action TEXT NOT NULL,
      about TEXT NOT NULL,
      reason TEXT,
      details TEXT NOT NULL,
      hash TEXT NOT NULL
    )`,
    {
      sqlite: `CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END`,
      postgres: `CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME; END'`,
    },
    {
      sqlite: `CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END`,
      postgres: `CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()`,
    },
    {
      sqlite: 'SELECT 1',
      postgres: `CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()`,
    },
  ],
  down: ['DROP TABLE audit_entries', { sqlite: 'SELECT 1', postgres: 'DROP FUNCTION audit_refuse()' }],
};
