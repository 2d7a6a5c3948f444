import type { Verdict } from '#contracts/ledger';
import type { Connection, Tx } from '../../../db/connection.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Head } from './seals.ts';

export interface KeptVerdict {
  at: number;
  holds: boolean;
  /** Ids of the invariants that did not hold. */
  broken: string[];
}

export const lastVerdict = async (on: Connection): Promise<KeptVerdict | undefined> => {
  const [row] = await on.rows<{ at: number; holds: number; broken: string }>(
    'SELECT at, holds, broken FROM ledger_verdicts ORDER BY id DESC LIMIT 1',
  );
  return row && { at: row.at, holds: row.holds === 1, broken: JSON.parse(row.broken) as string[] };
};

/** The head of the books when they were last found in order. */
export const lastInOrder = async (on: Connection): Promise<Head | undefined> => {
  const [row] = await on.rows<Head>(
    `SELECT seq, head AS hash FROM ledger_verdicts WHERE holds = 1 AND head IS NOT NULL ORDER BY id DESC LIMIT 1`,
  );
  return row;
};

/** Keeps a verdict; answers which invariants are broken that were not at the last look. */
export const keepVerdict = async (tx: Tx, verdict: Verdict): Promise<string[]> => {
  // Two looks that end together take turns, so that one break is told once.
  if (tx.dialect === 'postgres') await tx.run('LOCK TABLE ledger_verdicts IN EXCLUSIVE MODE');
  const before = new Set((await lastVerdict(tx))?.broken);
  const broken = verdict.invariants.filter((one) => !one.holds).map((one) => one.id);
  await tx.run(
    `INSERT INTO ledger_verdicts (id, at, holds, seq, head, broken, verdict) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      newId(),
      verdict.at,
      verdict.holds ? 1 : 0,
      verdict.entries,
      verdict.head,
      JSON.stringify(broken),
      JSON.stringify(verdict),
    ],
  );
  return broken.filter((id) => !before.has(id));
};
