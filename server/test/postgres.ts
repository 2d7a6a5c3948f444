import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const versions = '/usr/lib/postgresql';

/** Debian keeps Postgres's own programs out of the PATH, one folder a version; the newest comes first. */
export const postgresFolders = (): string[] =>
  (existsSync(versions) ? readdirSync(versions) : [])
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(versions, version, 'bin'));

/** Where Postgres' own programs are; undefined where it is not installed. */
export const postgresPrograms = (): string | undefined =>
  postgresFolders().find((folder) => existsSync(join(folder, 'initdb')));

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Postgres refuses to run as root, so root runs it as the user the package made. */
const asUser = (program: string, args: string[]): [string, string[]] =>
  process.getuid?.() === 0
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...args]]
    : [program, args];

const settings = ['fsync=off', 'max_connections=200', 'log_min_messages=fatal'].flatMap((one) => ['-c', one]);

/** A Postgres of its own in a temp folder: its address, and how to end it. */
export const startPostgres = async (): Promise<{ url: string; pid: number; stop(): Promise<void> }> => {
  const programs = postgresPrograms();
  if (!programs) throw new Error('Postgres is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'leo-postgres-'));
  if (process.getuid?.() === 0) execFileSync('chown', ['postgres', folder]);
  const data = join(folder, 'data');
  execFileSync(
    ...asUser(join(programs, 'initdb'), ['-A', 'trust', '-U', 'leo', '-E', 'UTF8', '--no-sync', '-D', data]),
    {
      stdio: 'ignore',
    },
  );
  const port = await freePort();
  const [program, args] = asUser(join(programs, 'postgres'), [
    '-D',
    data,
    '-p',
    String(port),
    '-k',
    folder,
    ...settings,
  ]);
  const child = spawn(program, args, { stdio: 'ignore' });
  const url = `postgres://leo@127.0.0.1:${port}/postgres`;
  await answering(url);
  const stop = async (): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGQUIT');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, pid: child.pid ?? 0, stop };
};

const answering = async (url: string): Promise<void> => {
  const until = Date.now() + 15_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return await client.end();
    } catch (problem) {
      if (Date.now() > until) throw problem;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

/** Makes an empty database on a running server; answers its address. */
export const createPostgresDatabase = async (url: string): Promise<string> => {
  const name = `leo_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return url.replace(/[^/]*$/, name);
};
