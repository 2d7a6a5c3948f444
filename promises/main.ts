import { parseArgs } from 'node:util';
import type { DatabaseName } from '../server/test/database.ts';
import { postgresPrograms, startPostgres } from '../server/test/postgres.ts';
import { promises } from './all.ts';
import type { FreshDatabase, LeoPromise } from './promise.ts';
import { freshPostgres, freshSqlite } from './rig.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    full: { type: 'boolean', default: false },
    database: { type: 'string' },
    seed: { type: 'string', default: '20261122' },
  },
});

const known = promises.map((one) => one.id).join(' ');
const unknown = positionals.find((id) => !promises.some((one) => one.id === id));
if (unknown !== undefined || !/^\d+$/.test(values.seed)) {
  process.stderr.write(`npm run promise -- [${known}] [--full] [--database sqlite|postgres] [--seed N]\n`);
  process.exit(2);
}

type Open = () => Promise<FreshDatabase>;

const keep = async (one: LeoPromise, database: DatabaseName, open: Open): Promise<boolean> => {
  const started = performance.now();
  const about = { promise: one.id, database, seed: Number(values.seed), full: values.full };
  const tell = (progress: string) => process.stderr.write(`${one.id} ${database}: ${progress}\n`);
  // An experiment that breaks has shown nothing, and says so.
  const { holds, figures } = await one
    .keep({ ...about, open, tell })
    .catch((problem: unknown) => ({ holds: false, figures: { broken: String(problem).slice(0, 300) } }));
  const ms = Math.round(performance.now() - started);
  process.stdout.write(`${JSON.stringify({ ...about, holds, ...figures, ms })}\n`);
  return holds;
};

const chosen = promises.filter((one) => positionals.length === 0 || positionals.includes(one.id));
const wanted = (database: DatabaseName) => values.database === undefined || values.database === database;
const server = wanted('postgres') && postgresPrograms() ? await startPostgres() : undefined;
if (wanted('postgres') && !server) process.stderr.write('Postgres is not installed: only SQLite is tried.\n');
try {
  for (const one of chosen) {
    if (wanted('sqlite') && !(await keep(one, 'sqlite', freshSqlite))) process.exitCode = 1;
    if (server && !(await keep(one, 'postgres', () => freshPostgres(server.url)))) process.exitCode = 1;
  }
} finally {
  await server?.stop();
}
