import type { TrustLevel } from '#contracts/trust';
import type { Connection, Tx } from '../../../db/connection.ts';
import type { Override } from '../domain/history.ts';

export const findOverride = async (on: Connection, accountId: string): Promise<Override | null> => {
  const [row] = await on.rows<{ level: TrustLevel; reason: string; until: number | null; at: number }>(
    'SELECT level, reason, until, at FROM trust_overrides WHERE account_id = $1',
    [accountId],
  );
  return row ?? null;
};

export const putOverride = (tx: Tx, accountId: string, one: Override): Promise<number> =>
  tx.run(
    `INSERT INTO trust_overrides (account_id, level, reason, until, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (account_id) DO UPDATE SET level = excluded.level, reason = excluded.reason,
       until = excluded.until, at = excluded.at`,
    [accountId, one.level, one.reason, one.until, one.at],
  );

export const dropOverride = (tx: Tx, accountId: string): Promise<number> =>
  tx.run('DELETE FROM trust_overrides WHERE account_id = $1', [accountId]);

export interface StoredAppeal {
  state: 'open' | 'granted' | 'declined';
  text: string;
  at: number;
  answer: string | null;
}
/** The last one. */
export const findAppeal = async (on: Connection, accountId: string): Promise<StoredAppeal | undefined> =>
  (
    await on.rows<StoredAppeal>(
      'SELECT state, text, at, answer FROM trust_appeals WHERE account_id = $1 ORDER BY at DESC, id DESC LIMIT 1',
      [accountId],
    )
  )[0];

/** False where one is open. */
export const addAppeal = async (
  tx: Tx,
  appeal: { id: string; accountId: string; text: string; at: number },
): Promise<boolean> =>
  (await tx.run(
    `INSERT INTO trust_appeals (id, account_id, text, state, at) VALUES ($1, $2, $3, 'open', $4)
     ON CONFLICT DO NOTHING`,
    [appeal.id, appeal.accountId, appeal.text, appeal.at],
  )) > 0;

export const answerAppeal = (
  tx: Tx,
  accountId: string,
  { state, answer, at }: { state: 'granted' | 'declined'; answer: string; at: number },
): Promise<number> =>
  tx.run(
    `UPDATE trust_appeals SET state = $2, answer = $3, answered_at = $4 WHERE account_id = $1 AND state = 'open'`,
    [accountId, state, answer, at],
  );

/** A place in the operator's list: open appeals first, then the lowest standing. */
export interface StandingPlace {
  appealed: number;
  points: number;
  accountId: string;
}

/** Writes anew where an account stands in the operator's list. */
export const rankStanding = (tx: Tx, accountId: string, points: number): Promise<number> =>
  tx.run(
    `INSERT INTO trust_standings (account_id, points, appealed, overridden) VALUES ($1, $2,
       (SELECT COUNT(*) FROM trust_appeals WHERE account_id = $1 AND state = 'open'),
       (SELECT COUNT(*) FROM trust_overrides WHERE account_id = $1))
     ON CONFLICT (account_id) DO UPDATE SET points = excluded.points, appealed = excluded.appealed,
       overridden = excluded.overridden`,
    [accountId, points],
  );

export const standingsPage = async (
  on: Connection,
  after: StandingPlace | null,
  limit: number,
): Promise<StandingPlace[]> => {
  const further = after
    ? `AND (appealed < $2 OR (appealed = $2 AND (points < $3 OR (points = $3 AND account_id > $4))))`
    : '';
  const rows = await on.rows<{ account_id: string; points: number; appealed: number }>(
    `SELECT account_id, points, appealed FROM trust_standings
     WHERE (points > 0 OR appealed = 1 OR overridden = 1) ${further}
     ORDER BY appealed DESC, points DESC, account_id LIMIT $1`,
    [limit, ...(after ? [after.appealed, after.points, after.accountId] : [])],
  );
  return rows.map((row) => ({ accountId: row.account_id, points: row.points, appealed: row.appealed }));
};

/** A visitor's standing becomes the account's; where both have an operator's word or an open appeal, the account's stays. */
export const handOver = async (tx: Tx, fromAccount: string, toAccount: string): Promise<void> => {
  const both = [fromAccount, toAccount];
  await tx.run(
    `UPDATE trust_overrides SET account_id = $2 WHERE account_id = $1
     AND NOT EXISTS (SELECT 1 FROM trust_overrides o WHERE o.account_id = $2)`,
    both,
  );
  await tx.run(
    `UPDATE trust_appeals SET account_id = $2 WHERE account_id = $1
     AND (state <> 'open' OR NOT EXISTS (SELECT 1 FROM trust_appeals a WHERE a.account_id = $2 AND a.state = 'open'))`,
    both,
  );
  await tx.run('DELETE FROM trust_standings WHERE account_id = $1', [fromAccount]);
};

/** How many appeals wait for an operator. */
export const countOpenAppeals = async (on: Connection): Promise<number> => {
  const [row] = await on.rows<{ n: number }>("SELECT COUNT(*) AS n FROM trust_appeals WHERE state = 'open'");
  return Number(row?.n ?? 0);
};
