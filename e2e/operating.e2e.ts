import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from './support/ports.ts';

const program = fileURLToPath(new URL('../dist/cli/src/main.js', import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leo-operating-')));

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

const leo = (...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], { cwd: folder }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

interface Service {
  name: string;
  state: string;
  pid: number | null;
  port: number;
  restarts: number;
}
interface Status {
  url: string;
  studio: string;
  supervisor: number | null;
  alreadyUp?: boolean;
  wasUp?: boolean;
  services: Service[];
  error?: { code: string; message: string; help: string };
}

const ask = async (...args: string[]): Promise<Status> => JSON.parse((await leo(...args, '--json')).stdout);
const serverOf = (status: Status): Service => status.services[0]!;

/** A process that has ended and only waits for the system to collect it is gone. */
const isAlive = (pid: number | null): boolean => {
  try {
    if (pid === null || !process.kill(pid, 0)) return false;
    return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })[0] !== 'Z';
  } catch {
    return false;
  }
};

const until = async (name: string, holds: () => Promise<boolean>): Promise<void> => {
  const end = performance.now() + 20_000;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > end) throw new Error(`This never came true: ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

describe('an operator', () => {
  let port = 0;
  const url = (path: string) => `http://127.0.0.1:${port}${path}`;
  const shop = join(folder, 'shop');

  beforeAll(async () => {
    port = await freePorts();
    const owner = ['--email', 'owner@example.org', '--password', 'a long enough one'];
    expect((await leo('init', 'shop', '--yes', '--port', String(port), ...owner)).code).toBe(0);
  });

  afterAll(async () => {
    await leo('down', '--shop', shop);
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts the shop, and its owner can sign in; the password is nowhere in the folder any more', async () => {
    const up = await ask('up', '--shop', shop);
    expect(up).toMatchObject({ url: `http://localhost:${port}`, alreadyUp: false });
    expect(serverOf(up)).toMatchObject({ name: 'server', state: 'running', port });
    const signedIn = await fetch(`${up.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: up.url },
      body: JSON.stringify({ email: 'owner@example.org', password: 'a long enough one' }),
    });
    expect(await signedIn.json()).toMatchObject({
      account: { role: 'operator', email: 'owner@example.org' },
    });
    expect(() => readFileSync(join(shop, 'data/first-owner.json'))).toThrow('ENOENT');
  });

  it('is told that the shop is up already, and nothing is started twice', async () => {
    const before = await ask('status', '--shop', shop);
    const again = await ask('up', '--shop', shop);
    expect(again.alreadyUp).toBe(true);
    expect(again.services.map(({ pid }) => pid)).toEqual(before.services.map(({ pid }) => pid));
  });

  it('finds a killed server running again', async () => {
    const { pid } = serverOf(await ask('status', '--shop', shop));
    process.kill(pid ?? Number.NaN, 'SIGKILL');
    await until('the server answers again', async () => (await fetch(url('/readyz'))).ok);
    await until(
      'the supervisor knows',
      async () => serverOf(await ask('status', '--shop', shop)).state === 'running',
    );
    const server = serverOf(await ask('status', '--shop', shop));
    expect(server.restarts).toBe(1);
    expect(server.pid).not.toBe(pid);
  });

  it('puts a shop right whose supervisor was killed', async () => {
    const before = await ask('status', '--shop', shop);
    process.kill(before.supervisor ?? Number.NaN, 'SIGKILL');
    await until(
      'its supervisor is gone',
      async () => (await ask('status', '--shop', shop)).supervisor === null,
    );
    // The shop goes on selling without it.
    expect((await fetch(url('/readyz'))).ok).toBe(true);
    const up = await ask('up', '--shop', shop);
    expect(serverOf(up).state).toBe('running');
    expect(isAlive(serverOf(before).pid)).toBe(false);
  });

  it('stops the shop, and no process is left', async () => {
    const before = await ask('status', '--shop', shop);
    const { code, stdout } = await leo('down', '--shop', shop, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ wasUp: true, supervisor: null });
    for (const pid of [before.supervisor, ...before.services.map(({ pid }) => pid)])
      expect(isAlive(pid)).toBe(false);
    await expect(fetch(url('/readyz'))).rejects.toThrow();
  });

  it('may stop a shop that does not run', async () => {
    expect(await leo('down', '--shop', shop)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('was not running'),
    });
  });

  it('is told who has the port, and nothing is started', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
    const { code, stdout, stderr } = await leo('up', '--shop', shop);
    taken.close();
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(`Port ${port} is taken by`);
    expect(stderr).toContain('"port" in leo.json');
    expect((await ask('status', '--shop', shop)).supervisor).toBeNull();
  });

  it('is told why the server does not start, and nothing of it is left running', async () => {
    const broken = join(shop, 'data/first-owner.json');
    writeFileSync(broken, 'no JSON');
    const up = await ask('up', '--shop', shop);
    rmSync(broken);
    expect(up.error).toMatchObject({
      code: 'server.not-started',
      message: expect.stringMatching(/exit code 1\n.*could not start.*JSON/),
    });
    expect(await ask('status', '--shop', shop)).toMatchObject({
      supervisor: null,
      services: [{ pid: null }, { pid: null }],
    });
  });

  it('is told why the database is not ready, and nothing is started', async () => {
    const path = join(shop, '.env');
    const secrets = readFileSync(path, 'utf8');
    writeFileSync(path, `${secrets}LEO_DATABASE_URL=postgres://nobody@127.0.0.1:1/none\n`);
    const up = await ask('up', '--shop', shop);
    writeFileSync(path, secrets);
    expect(up.error).toMatchObject({
      code: 'database.not-ready',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    expect((await ask('status', '--shop', shop)).supervisor).toBeNull();
  });

  it('may keep the shop in the foreground: Ctrl-C stops all of it', async () => {
    const child = spawn(process.execPath, [program, 'up', '--foreground', '--json', '--shop', shop]);
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    await until('it is up', async () => printed.endsWith('\n'));
    const up: Status = JSON.parse(printed);
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
    for (const { pid } of up.services) expect(isAlive(pid)).toBe(false);
    expect(printed.trim().split('\n')).toHaveLength(1);
  });

  it('is told what is wrong with a command, with a code for programs', async () => {
    const wrong = await leo('up', '--no-such-option', '--json');
    expect(wrong.code).toBe(2);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'usage.invalid' } });
    const nowhere = await leo('status', '--shop', join(folder, 'nowhere'), '--json');
    expect(nowhere.code).toBe(1);
    expect(JSON.parse(nowhere.stdout)).toMatchObject({ error: { code: 'shop.unknown' } });
    expect(await leo('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('A shop that sells on live video'),
    });
  });
});
