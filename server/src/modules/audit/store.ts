import type { AuditEntry } from '#contracts/operating';
import type { Connection, Tx } from '../../db/connection.ts';

interface AuditRow {
  seq: number;
  at: number;
  actor_id: string | null;
  actor_name: string | null;
  actor_role: AuditEntry['actor']['role'];
  action: string;
  about: string;
  reason: string | null;
  details: string;
  hash: string;
}
const columns = 'seq, at, actor_id, actor_name, actor_role, action, about, reason, details, hash';

const toEntry = (row: AuditRow): AuditEntry => ({
  seq: row.seq,
  at: row.at,
  actor: { id: row.actor_id, name: row.actor_name, role: row.actor_role },
  action: row.action,
  about: row.about,
  reason: row.reason,
  details: JSON.parse(row.details) as AuditEntry['details'],
  hash: row.hash,
});

/** Any number: it only must be the same for all who add to the log. */
const turns = 7_431_010;

/** The last link. Who asks inside a transaction has the end of the log to itself until it is over. */
export const lockedHead = async (tx: Tx): Promise<{ seq: number; hash: string } | undefined> => {
  if (tx.dialect === 'postgres') await tx.rows('SELECT pg_advisory_xact_lock($1)', [turns]);
  const [head] = await tx.rows<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM audit_entries ORDER BY seq DESC LIMIT 1',
  );
  return head;
};

export const insertEntry = async (tx: Tx, entry: AuditEntry): Promise<void> => {
  await tx.run(`INSERT INTO audit_entries (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [
    entry.seq,
    entry.at,
    entry.actor.id,
    entry.actor.name,
    entry.actor.role,
    entry.action,
    entry.about,
    entry.reason,
    JSON.stringify(entry.details),
    entry.hash,
  ]);
};

/** Newest first, before `before`. */
export const findNewest = async (
  on: Connection,
  before: number | null,
  most: number,
): Promise<AuditEntry[]> => {
  const sql = `SELECT ${columns} FROM audit_entries WHERE seq < $1 ORDER BY seq DESC LIMIT $2`;
  return (await on.rows<AuditRow>(sql, [before ?? Number.MAX_SAFE_INTEGER, most])).map(toEntry);
};

/** Oldest first, after `after`. */
export const findNext = async (on: Connection, after: number, most: number): Promise<AuditEntry[]> => {
  const sql = `SELECT ${columns} FROM audit_entries WHERE seq > $1 ORDER BY seq LIMIT $2`;
  return (await on.rows<AuditRow>(sql, [after, most])).map(toEntry);
};
