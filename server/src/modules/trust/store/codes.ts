import type { Connection, Database, Tx } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';
import type { HashedCode } from '../one-time-code.ts';

export interface StoredCode extends HashedCode {
  accountId: string;
  phone: string;
  expiresAt: number;
  tries: number;
  /** How often one was sent. */
  sends: number;
  sentAt: number;
  confirmedAt: number | null;
}
interface CodeRow {
  account_id: string;
  phone: string;
  salt: string;
  hash: string;
  expires_at: number;
  tries: number;
  sends: number;
  sent_at: number;
  confirmed_at: number | null;
}
const columns = 'account_id, phone, salt, hash, expires_at, tries, sends, sent_at, confirmed_at';
const toCode = (row: CodeRow): StoredCode => ({
  accountId: row.account_id,
  phone: row.phone,
  salt: row.salt,
  hash: row.hash,
  expiresAt: row.expires_at,
  tries: row.tries,
  sends: row.sends,
  sentAt: row.sent_at,
  confirmedAt: row.confirmed_at,
});

export const findCode = async (on: Connection, purchaseId: string): Promise<StoredCode | undefined> =>
  (await on.rows<CodeRow>(`SELECT ${columns} FROM trust_codes WHERE purchase_id = $1`, [purchaseId])).map(
    toCode,
  )[0];

export interface NewCode extends HashedCode {
  purchaseId: string;
  accountId: string;
  phone: string;
  phoneHash: string;
  expiresAt: number;
  at: number;
}
/** False where this purchase has one. */
export const addCode = async (tx: Tx, one: NewCode): Promise<boolean> =>
  (await tx.run(
    `INSERT INTO trust_codes
       (purchase_id, account_id, phone, phone_hash, salt, hash, expires_at, tries, sends, sent_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 1, $8) ON CONFLICT (purchase_id) DO NOTHING`,
    [one.purchaseId, one.accountId, one.phone, one.phoneHash, one.salt, one.hash, one.expiresAt, one.at],
  )) > 0;

/** A new code in the old one's place; false where another request was faster, or it is confirmed. */
export const renewCode = async (
  tx: Tx,
  purchaseId: string,
  one: HashedCode & { expiresAt: number; at: number; sends: number },
): Promise<boolean> =>
  (await tx.run(
    `UPDATE trust_codes SET salt = $2, hash = $3, expires_at = $4, tries = 0, sends = sends + 1, sent_at = $5
     WHERE purchase_id = $1 AND sends = $6 AND confirmed_at IS NULL`,
    [purchaseId, one.salt, one.hash, one.expiresAt, one.at, one.sends],
  )) > 0;

export const sentToPhone = async (on: Connection, phoneHash: string, since: number): Promise<number> => {
  const [row] = await on.rows<{ sends: number | null }>(
    'SELECT SUM(sends) AS sends FROM trust_codes WHERE phone_hash = $1 AND sent_at > $2',
    [phoneHash, since],
  );
  return Number(row?.sends ?? 0);
};

/** Counts a try before it is looked at, so that many at once are not more than `most`. The code, if one may be tried. */
export const countTry = async (
  db: Database,
  purchaseId: string,
  { most, now }: { most: number; now: number },
): Promise<StoredCode | undefined> =>
  (
    await db.transaction((tx) =>
      tx.rows<CodeRow>(
        `UPDATE trust_codes SET tries = tries + 1
         WHERE purchase_id = $1 AND tries < $2 AND expires_at > $3 AND confirmed_at IS NULL RETURNING ${columns}`,
        [purchaseId, most, now],
      ),
    )
  ).map(toCode)[0];

/** Only the code that was tried confirms: one that was sent since is another. */
export const confirmCode = async (
  db: Database,
  purchaseId: string,
  { salt, now }: { salt: string; now: number },
): Promise<boolean> =>
  (await db.run(
    'UPDATE trust_codes SET confirmed_at = $3 WHERE purchase_id = $1 AND salt = $2 AND confirmed_at IS NULL',
    [purchaseId, salt, now],
  )) > 0;

/** The phones of those of these purchases whose code was not typed yet. */
export const unconfirmed = async (
  on: Connection,
  purchaseIds: readonly string[],
): Promise<{ purchaseId: string; phone: string }[]> => {
  if (purchaseIds.length === 0) return [];
  const rows = await on.rows<{ purchase_id: string; phone: string }>(
    `SELECT purchase_id, phone FROM trust_codes WHERE confirmed_at IS NULL AND ${isIn(on, 'purchase_id', '$1')}`,
    [JSON.stringify(purchaseIds)],
  );
  return rows.map((row) => ({ purchaseId: row.purchase_id, phone: row.phone }));
};
