import type { Connection, Tx } from '../../../db/connection.ts';

export interface StoredWallet {
  accountId: string;
  /** Held ones included. */
  coins: number;
  held: number;
}

/** From here to the end of the transaction nobody else changes this wallet. */
export const lockWallet = async (tx: Tx, accountId: string): Promise<StoredWallet> => {
  await tx.run(
    'INSERT INTO loyalty_wallets (account_id, coins, held) VALUES ($1, 0, 0) ON CONFLICT (account_id) DO NOTHING',
    [accountId],
  );
  const [row] = await tx.rows<{ coins: number; held: number }>(
    'UPDATE loyalty_wallets SET coins = coins WHERE account_id = $1 RETURNING coins, held',
    [accountId],
  );
  if (!row) throw new Error('A wallet that was just written is not there');
  return { accountId, coins: row.coins, held: row.held };
};

/**
 * Locks the wallet that something belongs to. A sign-in may hand it to another account while we wait for the lock,
 * so the owner is read again under it.
 */
export const lockOwner = async (
  tx: Tx,
  owner: () => Promise<string | undefined>,
): Promise<StoredWallet | undefined> => {
  let accountId = await owner();
  while (accountId !== undefined) {
    const wallet = await lockWallet(tx, accountId);
    const now = await owner();
    if (now === accountId) return wallet;
    accountId = now;
  }
  return undefined;
};

/** Changes a wallet by these differences; the CHECKs of the table refuse less than none. */
export const moveWallet = (
  tx: Tx,
  accountId: string,
  by: { coins?: number; held?: number },
): Promise<number> =>
  tx.run('UPDATE loyalty_wallets SET coins = coins + $2, held = held + $3 WHERE account_id = $1', [
    accountId,
    by.coins ?? 0,
    by.held ?? 0,
  ]);

export const findWallet = async (on: Connection, accountId: string): Promise<StoredWallet> => {
  const [row] = await on.rows<{ coins: number; held: number }>(
    'SELECT coins, held FROM loyalty_wallets WHERE account_id = $1',
    [accountId],
  );
  return { accountId, coins: row?.coins ?? 0, held: row?.held ?? 0 };
};

const owned = [
  'loyalty_lots',
  'loyalty_holds',
  'loyalty_shares',
  'loyalty_earnings',
  'loyalty_moves',
] as const;

/** Everything of one account is another's; both wallets are locked by then. */
export const handOver = async (tx: Tx, fromAccount: string, toAccount: string): Promise<void> => {
  for (const table of owned)
    await tx.run(`UPDATE ${table} SET account_id = $2 WHERE account_id = $1`, [fromAccount, toAccount]);
};
