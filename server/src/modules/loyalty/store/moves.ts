import type { CoinMove } from '#contracts/wallet';
import type { Connection, Tx } from '../../../db/connection.ts';

export interface StoredMove {
  id: string;
  accountId: string;
  /** What made it; the same source makes one move. */
  source: string;
  kind: CoinMove['kind'];
  /** More is positive. */
  coins: number;
  orderId: string | null;
  at: number;
  flagged: string | null;
}
/** A place in a list that begins with the newest. */
export interface MovePlace {
  at: number;
  id: string;
}

/** False where it was written before. */
export const addMove = async (tx: Tx, move: StoredMove): Promise<boolean> =>
  (await tx.run(
    `INSERT INTO loyalty_moves (id, account_id, source, kind, coins, order_id, at, flagged)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (source) DO NOTHING`,
    [move.id, move.accountId, move.source, move.kind, move.coins, move.orderId, move.at, move.flagged],
  )) > 0;

/** A pending move becomes less, or becomes what is earned. */
export const changeMove = (
  tx: Tx,
  source: string,
  { kind, coins, at }: Pick<StoredMove, 'kind' | 'coins' | 'at'>,
): Promise<number> =>
  tx.run('UPDATE loyalty_moves SET kind = $2, coins = $3, at = $4 WHERE source = $1', [
    source,
    kind,
    coins,
    at,
  ]);

export const dropMove = (tx: Tx, source: string): Promise<number> =>
  tx.run('DELETE FROM loyalty_moves WHERE source = $1', [source]);

interface MoveRow {
  id: string;
  account_id: string;
  source: string;
  kind: StoredMove['kind'];
  coins: number;
  order_id: string | null;
  at: number;
  flagged: string | null;
}

export const movesOf = async (
  on: Connection,
  accountId: string,
  { after, limit }: { after: MovePlace | null; limit: number },
): Promise<StoredMove[]> => {
  const older = after ? 'AND (at < $3 OR (at = $3 AND id < $4))' : '';
  const rows = await on.rows<MoveRow>(
    `SELECT * FROM loyalty_moves WHERE account_id = $1 ${older} ORDER BY at DESC, id DESC LIMIT $2`,
    [accountId, limit, ...(after ? [after.at, after.id] : [])],
  );
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    source: row.source,
    kind: row.kind,
    coins: row.coins,
    orderId: row.order_id,
    at: row.at,
    flagged: row.flagged,
  }));
};
