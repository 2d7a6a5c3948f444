import type { Database } from '../server/src/db/connection.ts';

/** Where the shop keeps its own diary: when it looked, who asked, what came in. Nothing of it is money or stock. */
const diaries = new Set([
  'kernel_jobs',
  'kernel_answers',
  'kernel_migrations',
  'payments_inbox',
  'payments_methods',
  'accounts_sessions',
  'ledger_verdicts',
]);
const diaryColumns = new Set(['check_at', 'seen_at', 'lease_until', 'lease_owner']);

const tablesOf = async (db: Database): Promise<string[]> => {
  const sql =
    db.dialect === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
      : `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  const found = await db.rows<{ name: string }>(sql);
  return found
    .map(({ name }) => name)
    .filter((name) => !diaries.has(name))
    .toSorted();
};

const lineOf = (row: Record<string, unknown>): string =>
  JSON.stringify(Object.entries(row).filter(([column]) => !diaryColumns.has(column)));

/** Everything the shop knows, table by table, every row a line. */
export const dump = async (db: Database): Promise<Map<string, string[]>> => {
  const all = new Map<string, string[]>();
  for (const table of await tablesOf(db)) {
    const rows = await db.rows<Record<string, string>>(`SELECT * FROM ${table}`);
    all.set(table, rows.map(lineOf).toSorted());
  }
  return all;
};

/** The tables that are not as they were, with how many of their rows are new or gone. */
export const changesBetween = (
  before: Awaited<ReturnType<typeof dump>>,
  after: Awaited<ReturnType<typeof dump>>,
): { changed: number; where: string[] } => {
  let changed = 0;
  const where: string[] = [];
  for (const table of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [new Set(before.get(table)), new Set(after.get(table))];
    const fresh = [...is].filter((line) => !was.has(line));
    const gone = [...was].filter((line) => !is.has(line));
    if (fresh.length + gone.length === 0) continue;
    changed += Math.max(fresh.length, gone.length);
    where.push(`${table}: ${(fresh[0] ?? gone[0] ?? '').slice(0, 300)}`);
  }
  return { changed, where };
};
