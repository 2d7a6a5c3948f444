import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from '../src/db/connect.ts';
import type { Database } from '../src/db/connection.ts';
import { migrations } from '../src/db/migrations/index.ts';
import { migrate } from '../src/db/migrator.ts';
import { freePort } from './postgres.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const settings = (port: number) => ({
  name: 'Mela',
  currency: 'INR',
  port,
  delivery: { fee: 4_900, freeFrom: null },
  plugins: [{ name: 'cash-on-delivery', settings: {} }],
  janus: { port: 1, rtpPorts: '20000-20100' },
});

const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + 60_000;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > end) throw new Error(`Waited a minute for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

interface Shop {
  /** Over the usual leo.json. */
  settings?: Record<string, unknown>;
  /** What is in .env: plugins' secrets, the operator's token. */
  env?: Record<string, string>;
  /** As `leo init` leaves them for the first start. */
  firstOwner?: { name: string; email: string; password: string };
}

/** The server as a process of its own, on a shop's folder of its own; SQLite unless told otherwise. */
export const realServer = async (databaseUrl?: string, shop: Shop = {}) => {
  const dir = mkdtempSync(join(tmpdir(), 'leo-server-'));
  mkdirSync(join(dir, 'data'));
  const port = await freePort();
  writeFileSync(join(dir, 'leo.json'), JSON.stringify({ ...settings(port), ...shop.settings }));
  if (shop.firstOwner) writeFileSync(join(dir, 'data', 'first-owner.json'), JSON.stringify(shop.firstOwner));
  const database = databaseUrl ?? `sqlite:${join(dir, 'data', 'leo.sqlite')}`;
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let said = '';

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill(signal);
    await gone;
  };
  return {
    url,
    async start(): Promise<void> {
      const env = {
        PATH: process.env['PATH'],
        LEO_SHOP_DIR: dir,
        LEO_PORT: `${port}`,
        LEO_DATABASE_URL: database,
        LEO_LOG_LEVEL: 'warn',
        ...shop.env,
      };
      child = spawn(process.execPath, ['--import', 'tsx', '--conditions=leo-source', main], {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const hear = (piece: Buffer) => {
        said = `${said}${piece}`.slice(-4_000);
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      const ready = async () => (await fetch(`${url}/readyz`)).ok;
      await until('the server to be ready', ready).catch((problem: Error) => {
        throw new Error(`${problem.message}. It said: ${said}`);
      });
    },
    /** As a power cut ends it. */
    kill: () => end('SIGKILL'),
    /** As its supervisor ends it. */
    stop: () => end('SIGTERM'),
    said: () => said,
    /** The database while no server runs. */
    async database<T>(work: (db: Database) => Promise<T>): Promise<T> {
      const db = await connect(database);
      await migrate(db, migrations);
      try {
        return await work(db);
      } finally {
        await db.close();
      }
    },
    async remove(): Promise<void> {
      await end('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
export type RealServer = Awaited<ReturnType<typeof realServer>>;
