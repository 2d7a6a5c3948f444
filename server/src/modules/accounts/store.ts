import type { Address, Role } from '#contracts/accounts';
import type { Connection } from '../../db/connection.ts';
import type { StoredAccount } from './domain.ts';

interface Row {
  id: string;
  role: Role;
  name: string | null;
  email: string | null;
  phone: string | null;
  address: string | null;
  password_hash: string | null;
  created_at: number;
}

const toValue = (row: Row): StoredAccount => ({
  id: row.id,
  role: row.role,
  name: row.name,
  email: row.email,
  phone: row.phone,
  address: row.address === null ? null : (JSON.parse(row.address) as Address),
  passwordHash: row.password_hash,
  createdAt: row.created_at,
});

const json = (address: Address | null) => (address ? JSON.stringify(address) : null);
const list = (values: readonly string[]) => values.map((_, index) => `$${index + 1}`).join(', ');

export interface Session {
  tokenHash: string;
  accountId: string;
  expiresAt: number;
}

export const accountStore = (db: Connection) => ({
  add: (one: StoredAccount) =>
    db.run(
      `INSERT INTO accounts_accounts (id, role, name, email, phone, address, password_hash, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [one.id, one.role, one.name, one.email, one.phone, json(one.address), one.passwordHash, one.createdAt],
    ),
  save: (one: StoredAccount) =>
    db.run(
      `UPDATE accounts_accounts SET role = $2, name = $3, email = $4, phone = $5, address = $6, password_hash = $7
       WHERE id = $1`,
      [one.id, one.role, one.name, one.email, one.phone, json(one.address), one.passwordHash],
    ),
  saveAddress: (id: string, address: Address) =>
    db.run(
      `UPDATE accounts_accounts SET address = $2, phone = COALESCE(phone, $3), name = COALESCE(name, $4) WHERE id = $1`,
      [id, JSON.stringify(address), address.phone, address.name],
    ),
  find: async (id: string) =>
    (await db.rows<Row>('SELECT * FROM accounts_accounts WHERE id = $1', [id])).map(toValue)[0],
  findByEmail: async (email: string) =>
    (await db.rows<Row>('SELECT * FROM accounts_accounts WHERE email = $1', [email])).map(toValue)[0],
  findMany: async (ids: readonly string[]) =>
    ids.length === 0
      ? []
      : (await db.rows<Row>(`SELECT * FROM accounts_accounts WHERE id IN (${list(ids)})`, [...ids])).map(
          toValue,
        ),
  sellers: async (most: number) =>
    (
      await db.rows<{ id: string }>(
        "SELECT id FROM accounts_accounts WHERE role = 'seller' ORDER BY id LIMIT $1",
        [most],
      )
    ).map((row) => row.id),
  withPassword: async (after: string, limit: number) =>
    (
      await db.rows<Row>(
        'SELECT * FROM accounts_accounts WHERE email IS NOT NULL AND id > $1 ORDER BY id LIMIT $2',
        [after, limit],
      )
    ).map(toValue),
});

export const sessionStore = (db: Connection) => ({
  open: (session: Session) =>
    db.run('INSERT INTO accounts_sessions (token_hash, account_id, expires_at) VALUES ($1, $2, $3)', [
      session.tokenHash,
      session.accountId,
      session.expiresAt,
    ]),
  who: async (tokenHash: string, now: number) =>
    (
      await db.rows<{ id: string; role: Role; name: string | null }>(
        `SELECT a.id, a.role, a.name FROM accounts_sessions s JOIN accounts_accounts a ON a.id = s.account_id
         WHERE s.token_hash = $1 AND s.expires_at > $2`,
        [tokenHash, now],
      )
    )[0],
  owner: async () =>
    (
      await db.rows<{ id: string; name: string | null }>(
        "SELECT id, name FROM accounts_accounts WHERE role = 'operator' ORDER BY id LIMIT 1",
      )
    )[0],
  close: (tokenHash: string) => db.run('DELETE FROM accounts_sessions WHERE token_hash = $1', [tokenHash]),
  closeOf: (accountId: string) => db.run('DELETE FROM accounts_sessions WHERE account_id = $1', [accountId]),
  prune: (now: number) => db.run('DELETE FROM accounts_sessions WHERE expires_at <= $1', [now]),
});
