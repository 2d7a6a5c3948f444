import type { Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';

export interface StoredBank {
  sellerId: string;
  name: string;
  ifsc: string;
  last4: string;
  sealed: string;
  linkedAccount: string | null;
  updatedAt: number;
}
/** What is sealed, wherever it is kept. */
export interface Sealed {
  table: 'settlement_banks' | 'settlement_payouts';
  id: string;
  sellerId: string;
  name: string;
  ifsc: string;
  sealed: string;
}
const columns = `seller_id AS "sellerId", name, ifsc, last4, sealed, linked_account AS "linkedAccount",
  updated_at AS "updatedAt"`;
const keys = { settlement_banks: 'seller_id', settlement_payouts: 'id' } as const;

/** Where sellers are paid; the account's number is sealed. */
export class BankStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  async save(bank: StoredBank): Promise<void> {
    await this.#on.run(
      `INSERT INTO settlement_banks (seller_id, name, ifsc, last4, sealed, linked_account, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (seller_id) DO UPDATE SET name = excluded.name, ifsc = excluded.ifsc, last4 = excluded.last4,
         sealed = excluded.sealed, linked_account = COALESCE(excluded.linked_account, settlement_banks.linked_account),
         updated_at = excluded.updated_at`,
      [bank.sellerId, bank.name, bank.ifsc, bank.last4, bank.sealed, bank.linkedAccount, bank.updatedAt],
    );
  }

  async find(sellerId: string): Promise<StoredBank | undefined> {
    const sql = `SELECT ${columns} FROM settlement_banks WHERE seller_id = $1`;
    return (await this.#on.rows<StoredBank>(sql, [sellerId]))[0];
  }

  findMany(sellerIds: readonly string[]): Promise<StoredBank[]> {
    return this.#on.rows(
      `SELECT ${columns} FROM settlement_banks WHERE ${isIn(this.#on, 'seller_id', '$1')}`,
      [JSON.stringify(sellerIds)],
    );
  }

  /** What is sealed in a table and does not begin like this, in the order of its keys. */
  sealed(
    table: Sealed['table'],
    { prefix, after }: { prefix: string; after: string },
    limit: number,
  ): Promise<Sealed[]> {
    const key = keys[table];
    return this.#on.rows(
      `SELECT '${table}' AS "table", ${key} AS id, seller_id AS "sellerId", name, ifsc, sealed FROM ${table}
       WHERE sealed IS NOT NULL AND substr(sealed, 1, ${prefix.length}) <> $1 AND ${key} > $2
       ORDER BY ${key} LIMIT $3`,
      [prefix, after, limit],
    );
  }

  /** False where it was changed meanwhile. */
  async reseal({ table, id, sealed }: Sealed, fresh: string): Promise<boolean> {
    const sql = `UPDATE ${table} SET sealed = $3 WHERE ${keys[table]} = $1 AND sealed = $2`;
    return (await this.#on.run(sql, [id, sealed, fresh])) === 1;
  }
}
