import { Umzug } from 'umzug';
import type { Connection, Database } from './connection.ts';

/** One step of the schema: statements that both databases understand, or a pair where they differ. */
export interface Migration {
  /** `YYYYMMDD-HHMM-what`; they run in this order. */
  name: string;
  up: readonly Statement[];
  down: readonly Statement[];
}
export type Statement = string | { sqlite: string; postgres: string };

const table = 'db_migrations';

const runAll = async (db: Connection, statements: readonly Statement[]): Promise<void> => {
  for (const one of statements) await db.run(typeof one === 'string' ? one : one[db.dialect]);
};

const done = async (db: Connection): Promise<string[]> =>
  (await db.rows<{ name: string }>(`SELECT name FROM ${table} ORDER BY name`)).map((row) => row.name);

const umzug = (tx: Connection, migrations: readonly Migration[]) =>
  new Umzug({
    migrations: migrations.map(({ name, up, down }) => ({
      name,
      up: () => runAll(tx, up),
      down: () => runAll(tx, down),
    })),
    storage: {
      executed: () => done(tx),
      logMigration: async ({ name }) =>
        void (await tx.run(`INSERT INTO ${table} (name) VALUES ($1)`, [name])),
      unlogMigration: async ({ name }) => void (await tx.run(`DELETE FROM ${table} WHERE name = $1`, [name])),
    },
    logger: undefined,
  });

const ensureTable = (db: Connection) => db.run(`CREATE TABLE IF NOT EXISTS ${table} (name TEXT PRIMARY KEY)`);

/** All or nothing, one migrating process at a time; answers the names of what was done. */
export const migrate = async (db: Database, migrations: readonly Migration[]): Promise<string[]> => {
  await ensureTable(db);
  return db.transaction(async (tx) => {
    if (tx.dialect === 'postgres') await tx.run(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    await refuseNewer(tx, migrations);
    return (await umzug(tx, migrations).up()).map((one) => one.name);
  });
};

/** Takes every migration back, newest first. */
export const unmigrate = async (db: Database, migrations: readonly Migration[]): Promise<void> => {
  await db.transaction(async (tx) => void (await umzug(tx, migrations).down({ to: 0 })));
};

/** The migrations this database still needs. */
export const pending = async (db: Database, migrations: readonly Migration[]): Promise<string[]> => {
  await ensureTable(db);
  await refuseNewer(db, migrations);
  const have = new Set(await done(db));
  return migrations.map((one) => one.name).filter((name) => !have.has(name));
};

const refuseNewer = async (db: Connection, migrations: readonly Migration[]): Promise<void> => {
  const known = new Set(migrations.map((one) => one.name));
  const strange = (await done(db)).filter((name) => !known.has(name));
  if (strange.length > 0)
    throw new Error(
      `The database is newer than this Leo (it has ${strange.join(', ')}). Run the newer version.`,
    );
};
