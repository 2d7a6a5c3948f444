import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../server/src/db/connect.ts';
import { migrations } from '../server/src/db/migrations/index.ts';
import { migrate } from '../server/src/db/migrator.ts';
import { createPostgresDatabase } from '../server/test/postgres.ts';
import type { FreshDatabase } from './promise.ts';

/** A SQLite file on the disk, durable as in a shop. */
export const freshSqlite = async (): Promise<FreshDatabase> => {
  const folder = mkdtempSync(join(tmpdir(), 'leo-promise-'));
  const url = `sqlite:${join(folder, 'leo.sqlite')}`;
  const db = await connect(url);
  await migrate(db, migrations);
  const end = async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { db, url, end };
};

/** A database of its own on a server that runs. */
export const freshPostgres = async (server: string): Promise<FreshDatabase> => {
  const url = await createPostgresDatabase(server);
  const db = await connect(url);
  await migrate(db, migrations);
  return { db, url, end: () => db.close() };
};
