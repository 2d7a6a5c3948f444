import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { removeTemporaryFolders, temporaryFolder, until } from '../../test/terminal.ts';
import type { Pace, Service } from './keep-running.ts';
import { lockHolder, takeLock } from './lock.ts';
import { identify, isAlive, type ProcessId } from './process-id.ts';
import { logFile, readState, runFolder, saveState } from './run-files.ts';
import { endOrphans, type Supervisor, supervise } from './supervise.ts';

const pace: Pace = { shortest: 20, longest: 80, forgive: 60_000, ask: { early: 10, later: 10 } };
const forEver = 'setInterval(() => {}, 1000)';

/** A program that stands in for the server: it answers once it has written `ready` beside its log. */
const service = (shopDir: string, script: string, about: Partial<Service> = {}): Service => ({
  name: 'server',
  command: process.execPath,
  args: ['-e', script],
  env: process.env,
  cwd: shopDir,
  port: 4000,
  logFile: logFile(shopDir, 'server'),
  answers: () => Promise.resolve(true),
  patience: 2_000,
  ...about,
});

const serverOf = (shopDir: string) => {
  const server = readState(shopDir)?.services[0];
  if (!server) throw new Error('Nothing was reported');
  return server;
};

const isRunning = (shopDir: string) => readState(shopDir)?.services[0]?.state === 'running';

describe('a shop’s supervisor', () => {
  const supervisors: Supervisor[] = [];
  const strangers: ProcessId[] = [];

  const start = async (
    shopDir: string,
    services: Service[],
    at: Partial<{ pace: Pace; log(line: string): void }> = {},
  ) => {
    const supervisor = await supervise({ shopDir, services, pace, ...at });
    supervisors.push(supervisor);
    return supervisor;
  };

  const startStranger = (script = forEver): ProcessId => {
    const id = identify(spawn(process.execPath, ['-e', script], { stdio: 'ignore' }).pid ?? 0);
    if (!id) throw new Error('The stranger did not start');
    strangers.push(id);
    return id;
  };

  afterEach(async () => {
    for (const supervisor of supervisors.splice(0)) await supervisor.stop();
    for (const id of strangers.splice(0)) if (isAlive(id)) process.kill(id.pid, 'SIGKILL');
    removeTemporaryFolders();
  });

  it('starts a killed server again, under a new process', async () => {
    const shop = temporaryFolder();
    await start(shop, [service(shop, forEver)]);
    await until('the server runs', () => isRunning(shop));
    const first = serverOf(shop).process;
    process.kill(first?.pid ?? Number.NaN, 'SIGKILL');
    await until('it runs again', () => isRunning(shop) && serverOf(shop).process?.pid !== first?.pid);
    expect(serverOf(shop)).toMatchObject({ restarts: 1, lastEnd: 'killed by SIGKILL' });
  });

  /** How long each pause between an end and the next start was. */
  const pausesOf = () => {
    const pauses: number[] = [];
    let endedAt: number | null = null;
    const log = (line: string) => {
      if (line.includes('waiting')) endedAt = performance.now();
      else if (line.includes('starting') && endedAt !== null) pauses.push(performance.now() - endedAt);
    };
    return { pauses, log };
  };

  it('starts a server that ended at once, then waits twice as long before each further start, up to a limit', async () => {
    const shop = temporaryFolder();
    const { pauses, log } = pausesOf();
    const broken = service(shop, 'process.exit(3)', { answers: () => Promise.resolve(false) });
    await start(shop, [broken], { pace: { ...pace, shortest: 300, longest: 600 }, log });
    await until('it was started five times', () => pauses.length >= 4);
    // A timer is never early by more than a millisecond; how late it is depends on the machine.
    const [first = 0, second = 0, third = 0, fourth = 0] = pauses;
    expect(first).toBeLessThan(290);
    expect(second).toBeGreaterThan(298);
    expect(third).toBeGreaterThan(598);
    expect(fourth).toBeLessThan(1_190);
    expect(serverOf(shop).lastEnd).toBe('exit code 3');
  });

  it('forgets earlier failures of a server that has been well for a while', async () => {
    const shop = temporaryFolder();
    const { pauses, log } = pausesOf();
    const frail = service(shop, 'setTimeout(() => process.exit(1), 150)');
    await start(shop, [frail], { pace: { ...pace, shortest: 60, longest: 10_000, forgive: 50 }, log });
    await until('it ended five times', () => pauses.length >= 5);
    // The fifth pause would be 480 ms.
    expect(Math.max(...pauses)).toBeLessThan(400);
  });

  it('stops a server that does not listen to being asked, and leaves nothing running', async () => {
    const shop = temporaryFolder();
    const deaf = `process.on('SIGTERM', () => {}); require('node:fs').writeFileSync('deaf', ''); ${forEver}`;
    const supervisor = await start(shop, [service(shop, deaf, { patience: 300 })]);
    await until('it runs and has stopped its ears', () => isRunning(shop) && existsSync(join(shop, 'deaf')));
    const { process: id } = serverOf(shop);
    await supervisor.stop();
    expect(isAlive(id)).toBe(false);
    expect(serverOf(shop)).toMatchObject({ state: 'stopped', process: null });
    expect(lockHolder(shop)).toBeNull();
  });

  it('lets a server finish what it is doing when it is stopped', async () => {
    const shop = temporaryFolder();
    const polite = `process.on('SIGTERM', () => setTimeout(() => { console.log('finished'); process.exit(0) }, 200)); console.log('began'); ${forEver}`;
    const supervisor = await start(shop, [service(shop, polite)]);
    await until(
      'it has begun',
      () =>
        existsSync(logFile(shop, 'server')) &&
        readFileSync(logFile(shop, 'server'), 'utf8').includes('began'),
    );
    await supervisor.stop();
    expect(readFileSync(logFile(shop, 'server'), 'utf8')).toBe('began\nfinished\n');
  });

  it('reports a program that is not installed, and runs the rest', async () => {
    const shop = temporaryFolder();
    await start(shop, [service(shop, forEver), service(shop, '', { name: 'janus', command: null })]);
    await until('the server runs', () => isRunning(shop));
    expect(readState(shop)?.services[1]).toMatchObject({ name: 'janus', state: 'missing', process: null });
  });

  it('does not run twice for one shop', async () => {
    const shop = temporaryFolder();
    await start(shop, [service(shop, forEver)]);
    await expect(supervise({ shopDir: shop, services: [] })).rejects.toMatchObject({
      code: 'shop.already-up',
    });
  });

  it('takes over from a dead supervisor whose number another program has now, and leaves that program alone', async () => {
    const shop = temporaryFolder();
    const stranger = startStranger();
    mkdirSync(runFolder(shop), { recursive: true });
    writeFileSync(
      join(runFolder(shop), 'supervisor.lock'),
      JSON.stringify({ pid: stranger.pid, start: 'earlier' }),
    );
    expect(lockHolder(shop)).toBeNull();
    const { name, port, restarts, since, lastEnd } = {
      name: 'server' as const,
      port: 1,
      restarts: 0,
      since: 1,
      lastEnd: null,
    };
    const old = { pid: stranger.pid, start: 'earlier' };
    saveState(shop, {
      supervisor: old,
      services: [{ name, state: 'running', process: old, port, restarts, since, lastEnd }],
    });
    await start(shop, [service(shop, forEver)]);
    await until('the server runs', () => isRunning(shop));
    expect(isAlive(stranger)).toBe(true);
  });

  it('ends the server that a killed supervisor left behind', async () => {
    const shop = temporaryFolder();
    const left = startStranger();
    const dead = { pid: 999_999, start: 'earlier' };
    const about = {
      name: 'server' as const,
      state: 'running' as const,
      port: 1,
      restarts: 0,
      since: 1,
      lastEnd: null,
    };
    saveState(shop, { supervisor: dead, services: [{ ...about, process: left }] });
    expect(await endOrphans(shop)).toBe(1);
    expect(isAlive(left)).toBe(false);
  });

  it('survives a lock file that is cut off in the middle', () => {
    const shop = temporaryFolder();
    mkdirSync(runFolder(shop), { recursive: true });
    writeFileSync(join(runFolder(shop), 'supervisor.lock'), '{"pid":');
    expect(takeLock(shop)).toBeNull();
    expect(lockHolder(shop)?.pid).toBe(process.pid);
  });
});
