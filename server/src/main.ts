import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { firstOwner, shopFiles } from '#contracts/shop-settings';
import { type App, openApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { connect } from './db/connect.ts';
import type { Database } from './db/connection.ts';
import { migrations } from './db/migrations/index.ts';
import { migrate, pending } from './db/migrator.ts';
import { holdSqlite } from './db/single-server.ts';
import { type Address, type Listening, listen } from './kernel/http/listen.ts';
import { type Log, openLog } from './kernel/log.ts';

/** What requests in hand are given to end before the process goes. */
const grace = 10_000;

const addresses = ({ http, https }: Config): Address[] => [
  http,
  ...(https ? [{ host: '0.0.0.0', port: https.port, tls: { key: https.key, cert: https.cert } }] : []),
];

/** `leo init` left the owner's account to the first start, so that the password is kept only as a hash. */
const addOwner = async (app: App, shopDir: string): Promise<void> => {
  const path = join(shopDir, shopFiles.firstOwner);
  if (!existsSync(path)) return;
  await app.owner(z.parse(firstOwner, JSON.parse(readFileSync(path, 'utf8'))));
  rmSync(path);
};

const runMigrations = async (config: Config, log: Log): Promise<void> => {
  const db = await connect(config.databaseUrl);
  const names = await migrate(db, migrations);
  log.info(
    { migrations: names },
    names.length > 0 ? 'the database is up to date now' : 'the database was up to date',
  );
  await db.close();
};

const refusePending = async (db: Database): Promise<void> => {
  const missing = await pending(db, migrations);
  if (missing.length > 0)
    throw new Error(
      `The database needs ${missing.length} migrations first: run leo up, or the server with --role migrate.`,
    );
};

interface Running {
  app: App;
  listening: Listening;
  close(): Promise<void>;
}

const start = async (config: Config, log: Log): Promise<Running> => {
  const letGo = await holdSqlite(config.databaseUrl);
  const db = await connect(config.databaseUrl);
  await refusePending(db);
  const app = await openApp({ config, db, log });
  await addOwner(app, config.shopDir);
  await app.start();
  const listening = await listen(app.http, addresses(config));
  for (const server of listening.servers) app.realtime.attach(server);
  const close = async () => {
    await db.close();
    await letGo();
  };
  return { app, listening, close };
};

/** Says it is going, answers what it was asked, ends its own work, then closes the database. */
const stop = async ({ app, listening, close }: Running, log: Log): Promise<void> => {
  app.leave();
  await Promise.all([app.realtime.stop(), listening.stop(grace)]);
  await app.stop();
  await close();
  log.info({}, 'stopped');
};

const serve = async (config: Config, log: Log): Promise<void> => {
  const running = await start(config, log);
  log.info({ http: config.http, https: config.https?.port }, 'the shop is open');
  let isStopping = false;
  const stopOnce = () => {
    if (isStopping) return;
    isStopping = true;
    stop(running, log).then(
      () => process.exit(0),
      (problem: unknown) => {
        log.error({ err: problem }, 'stopping went wrong');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stopOnce);
};

const { values } = parseArgs({
  options: {
    role: { type: 'string', default: 'all' },
    buyers: { type: 'string', default: '2000' },
    units: { type: 'string', default: '100' },
  },
});
const config = readConfig(process.env);
const log = openLog(config.logLevel);
/** Its answer is one line on stdout; the log goes on as ever. */
const proveIt = async (config: Config, log: Log): Promise<void> => {
  const { proveStock } = await import('./prove-stock.ts');
  const proof = await proveStock(config, log, { buyers: Number(values.buyers), units: Number(values.units) });
  process.stdout.write(`\n${JSON.stringify(proof)}\n`);
};

const roles: Record<string, (config: Config, log: Log) => Promise<void>> = {
  all: serve,
  migrate: runMigrations,
  'prove-stock': proveIt,
};

try {
  const run = roles[values.role];
  if (!run) throw new Error(`There is no role ${values.role}. Roles: ${Object.keys(roles).join(', ')}.`);
  await run(config, log);
} catch (problem) {
  log.error({ err: problem }, 'the server could not start');
  process.exitCode = 1;
  process.exit();
}
