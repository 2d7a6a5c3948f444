import type { Migration } from '../migrator.ts';

/** The tables of accounts: accounts and sessions. */
export const accounts: Migration = {
  name: '20261122-1001-accounts',
  up: [
    `CREATE TABLE accounts_accounts (
      id TEXT PRIMARY KEY,
      role TEXT NOT NULL CHECK (role IN ('buyer', 'seller', 'operator')),
      name TEXT,
      email TEXT UNIQUE,
      phone TEXT,
      address TEXT,
      password_hash TEXT,
      created_at BIGINT NOT NULL,
      CHECK ((email IS NULL) = (password_hash IS NULL))
    )`,
    `CREATE TABLE accounts_sessions (
      token_hash TEXT PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES accounts_accounts (id),
      expires_at BIGINT NOT NULL
    )`,
    'CREATE INDEX accounts_sessions_account ON accounts_sessions (account_id)',
  ],
  down: ['DROP TABLE accounts_sessions', 'DROP TABLE accounts_accounts'],
};
