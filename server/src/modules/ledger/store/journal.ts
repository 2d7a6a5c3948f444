import type { Connection, Tx } from '../../../db/connection.ts';
import { insertRows, isIn } from '../../../db/many-rows.ts';
import { growthOf } from '../domain/chart.ts';
import type { Entry, Line } from '../domain/entry.ts';

/** An entry as it is kept; `seq` is its place in the chain, null before it is sealed. */
export interface StoredEntry extends Entry {
  id: string;
  orderId: string | null;
  seq: number | null;
}
export interface EntryRow {
  id: string;
  kind: string;
  source: string;
  source_id: string;
  memo: string;
  at: number;
  order_id: string | null;
  lines: string;
  seq: number | null;
}
export const entryColumns = 'e.id, e.kind, e.source, e.source_id, e.memo, e.at, e.order_id, e.lines';

export const toEntry = (row: EntryRow): StoredEntry => ({
  id: row.id,
  kind: row.kind,
  source: row.source,
  sourceId: row.source_id,
  memo: row.memo,
  at: row.at,
  orderId: row.order_id,
  lines: JSON.parse(row.lines) as Line[],
  seq: row.seq,
});

export const isBooked = async (on: Connection, entry: Entry): Promise<boolean> => {
  const sql = 'SELECT 1 AS one FROM ledger_entries WHERE source = $1 AND source_id = $2 AND kind = $3';
  return (await on.rows(sql, [entry.source, entry.sourceId, entry.kind])).length > 0;
};

/** False where the same was booked before. */
export const insertEntry = async (tx: Tx, id: string, entry: Entry): Promise<boolean> => {
  const { kind, source, sourceId, memo, at, orderId = null, lines } = entry;
  const changed = await tx.run(
    `INSERT INTO ledger_entries (id, kind, source, source_id, memo, at, order_id, lines)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (source, source_id, kind) DO NOTHING`,
    [id, kind, source, sourceId, memo, at, orderId, JSON.stringify(lines)],
  );
  if (changed === 0) return false;
  await insertRows(tx, {
    table: 'ledger_unsealed',
    columns: ['entry_id', 'position', 'account', 'amount'],
    numbers: ['position', 'amount'],
    rows: lines.map((line, position) => [id, position, line.account, growthOf(line)]),
  });
  return true;
};

/** Entries of these orders: those that name one, and those of several orders that move one's held money. */
export const findOfOrders = async (
  on: Connection,
  orderIds: readonly string[],
  heldAccounts: readonly string[],
): Promise<StoredEntry[]> => {
  const sql = `SELECT ${entryColumns}, c.seq FROM ledger_entries e LEFT JOIN ledger_chain c ON c.entry_id = e.id
    WHERE e.id IN (
      SELECT id FROM ledger_entries WHERE ${isIn(on, 'order_id', '$1')}
      UNION SELECT k.entry_id FROM ledger_lines l JOIN ledger_chain k ON k.seq = l.seq WHERE ${isIn(on, 'l.account', '$2')}
      UNION SELECT u.entry_id FROM ledger_unsealed u WHERE ${isIn(on, 'u.account', '$2')}
    ) ORDER BY e.at, e.id`;
  const rows = await on.rows<EntryRow>(sql, [JSON.stringify(orderIds), JSON.stringify(heldAccounts)]);
  return rows.map(toEntry);
};

/** One entry by what it was booked for. */
export const findBooked = async (
  on: Connection,
  { source, sourceId, kind }: Pick<Entry, 'source' | 'sourceId' | 'kind'>,
): Promise<StoredEntry | undefined> => {
  const sql = `SELECT ${entryColumns}, c.seq FROM ledger_entries e LEFT JOIN ledger_chain c ON c.entry_id = e.id
    WHERE e.source = $1 AND e.source_id = $2 AND e.kind = $3`;
  const [row] = await on.rows<EntryRow>(sql, [source, sourceId, kind]);
  return row && toEntry(row);
};
