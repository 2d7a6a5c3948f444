import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { CliError, interrupted } from '../errors.ts';
import { supervisorProgram } from '../package-files.ts';
import type { Shop } from '../shop-folder.ts';
import { lockHolder } from './lock.ts';
import { lastLines, lastWords } from './log-file.ts';
import { identify, type ProcessId, stopProcess } from './process-id.ts';
import { logFile, type ServiceName } from './run-files.ts';
import { nodeArgs } from './services.ts';
import { type ServiceStatus, type ShopStatus, statusOf } from './status.ts';

// The longest a supervisor may need: the server's 15 s, then Janus's 5 s, and a little.
export const stopPatience = 25_000;
const startPatience = 60_000;
/** A service that ended so often before it ever answered is not going to. */
const hopeless = 2;

/** Leaves the supervisor running on its own, outside of this terminal. */
export const leaveSupervisor = (shop: Shop): ProcessId => {
  const child = spawn(process.execPath, nodeArgs(supervisorProgram, shop.dir), {
    cwd: shop.dir,
    detached: true,
    stdio: 'ignore',
  });
  child.unref();
  const id = child.pid === undefined ? null : identify(child.pid);
  if (!id) throw notStarted(shop, 'supervisor', null);
  return id;
};

const titles: Record<ServiceName | 'supervisor', string> = {
  server: 'The server',
  janus: 'Janus',
  payments: 'The double of the payment provider',
  supervisor: 'The supervisor',
};

const notStarted = (
  shop: Shop,
  name: ServiceName | 'supervisor',
  service: ServiceStatus | null,
): CliError => {
  const said = lastWords(lastLines(logFile(shop.dir, name), 30));
  const how = service?.lastEnd ? `: ${service.lastEnd}` : '';
  return new CliError([`${titles[name]} does not start${how}`, ...said].join('\n'), {
    code: `${name}.not-started`,
    help:
      name === 'janus'
        ? 'The shop is up and sells, without video; Janus is tried again and again. All it said: leo logs janus'
        : `All it said: leo logs ${name}`,
  });
};

const isSettled = ({ state }: ServiceStatus): boolean => state === 'running' || state === 'missing';

const isHopeless = ({ state, restarts }: ServiceStatus): boolean =>
  restarts >= hopeless && state !== 'running';

/** Waits until every service answers or is known to be missing. Refuses with the last log lines of the one that does not. */
export const untilHealthy = async (
  shop: Shop,
  supervisor: ProcessId | null,
  signal: AbortSignal,
): Promise<ShopStatus> => {
  const until = performance.now() + startPatience;
  for (;;) {
    if (signal.aborted) throw interrupted('The shop was stopped again.');
    const status = statusOf(shop);
    const late = performance.now() > until;
    // Before the supervisor has the lock, what is reported is of the run before this one.
    const has = status.supervisor !== null;
    const failed = status.services.find((one) => (has && isHopeless(one)) || (late && !isSettled(one)));
    if (has && status.services.every(isSettled)) return status;
    if (failed) throw notStarted(shop, failed.name, failed);
    const isGone = supervisor !== null && identify(supervisor.pid)?.start !== supervisor.start;
    // It also goes where another `leo up` was faster; then the other one's services are waited for.
    if (isGone && !lockHolder(shop.dir)) throw notStarted(shop, 'supervisor', null);
    await pause(50);
  }
};

/** False when the shop was not running. `started`: a supervisor that may not have come as far as the lock yet. */
export const stopShop = async (shop: Shop, started: ProcessId | null = null): Promise<boolean> => {
  if (started) await stopProcess(started, stopPatience);
  const supervisor = lockHolder(shop.dir);
  if (supervisor) await stopProcess(supervisor, stopPatience);
  const { endOrphans } = await import('./supervise.ts');
  const left = await endOrphans(shop.dir);
  return supervisor !== null || left > 0;
};
