import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { connect } from '../src/db/connect.ts';
import type { Database } from '../src/db/connection.ts';
import { migrations } from '../src/db/migrations/index.ts';
import { migrate } from '../src/db/migrator.ts';
import { createPostgresDatabase, postgresPrograms, startPostgres } from './postgres.ts';

export type DatabaseName = 'sqlite' | 'postgres';

/** Memory-backed where the machine has it, so that SQLite is a real file with real WAL and costs no disk. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A fresh, migrated SQLite database in memory; `url` opens it once more, as another process would. */
export const openSqlite = async (): Promise<{ db: Database; url: string; end(): Promise<void> }> => {
  const folder = mkdtempSync(join(memory, 'leo-test-'));
  const url = `sqlite:${join(folder, 'leo.sqlite')}`;
  const db = await connect(url, { durable: false });
  await migrate(db, migrations);
  const end = async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { db, url, end };
};

const openPostgres = async (server: string) => {
  const url = await createPostgresDatabase(server);
  const db = await connect(url);
  await migrate(db, migrations);
  return { db, url, end: () => db.close() };
};

export interface TestDatabase {
  /** The database of the running test file; fresh for each `describe` of `eachDatabase`. */
  readonly db: Database;
  readonly url: string;
}

/**
 * Runs the same tests on SQLite and on Postgres: `eachDatabase((name, test) => it(…, () => test.db …))`.
 * Where Postgres is missing, its half is skipped with that reason.
 */
export const eachDatabase = (tests: (name: DatabaseName, test: TestDatabase) => void): void => {
  describe('on SQLite', () => withDatabase(openSqlite, (test) => tests('sqlite', test)));
  const missing = postgresPrograms() ? '' : ' - skipped: postgresql is not installed';
  describe.skipIf(missing !== '')(`on Postgres${missing}`, () => {
    let stop: (() => Promise<void>) | undefined;
    const open = async () => {
      const shared = inject('postgres');
      if (shared) return openPostgres(shared.url);
      const own = await startPostgres();
      stop = own.stop;
      return openPostgres(own.url);
    };
    withDatabase(open, (test) => tests('postgres', test));
    afterAll(() => stop?.());
  });
};

type Opened = { db: Database; url: string; end(): Promise<void> };

const withDatabase = (open: () => Promise<Opened>, tests: (test: TestDatabase) => void): void => {
  let opened: Opened | undefined;
  const now = (): Opened => {
    if (!opened) throw new Error('The database is open inside tests only.');
    return opened;
  };
  beforeAll(async () => {
    opened = await open();
  }, 30_000);
  afterAll(() => opened?.end());
  tests({
    get db() {
      return now().db;
    },
    get url() {
      return now().url;
    },
  });
};

declare module 'vitest' {
  export interface ProvidedContext {
    /** The Postgres all test files share, started once by server/test/global.ts. */
    postgres: { url: string } | undefined;
  }
}
