import { CliError } from '../errors.ts';
import { KeptService, type Pace, type Service, usualPace } from './keep-running.ts';
import { dropLock, takeLock } from './lock.ts';
import { lineLog, rotate } from './log-file.ts';
import { identify, isAlive, stopProcess } from './process-id.ts';
import { logFile, readState, saveState } from './run-files.ts';

export interface Supervisor {
  /** Stops the services one after the other, as they were given, and lets the lock go. */
  stop(): Promise<void>;
  /** Ends all services at once; for a supervisor that has no time left. */
  end(): void;
}

export interface Supervision {
  shopDir: string;
  services: readonly Service[];
  pace?: Pace;
  /** Hears one line about each change; the supervisor's log file where nothing is said. */
  log?(line: string): void;
}

const rotateEvery = 5_000;

/**
 * Ends what a supervisor that was killed has left running: nobody would restart it, and it holds the ports. Whose they
 * are is read from the one file that names both, so that what a new supervisor has just started is never taken for it.
 */
export const endOrphans = async (shopDir: string): Promise<number> => {
  const run = readState(shopDir);
  if (!run || isAlive(run.supervisor)) return 0;
  const left = run.services.flatMap(({ process }) => (isAlive(process) ? process : []));
  for (const id of left) await stopProcess(id, 15_000);
  return left.length;
};

const alreadyRunning = (pid: number): CliError =>
  new CliError(`The shop is up already, under process ${pid}`, {
    code: 'shop.already-up',
    help: 'Look at it with: leo status',
  });

/** Keeps a shop's services running until it is stopped. Refuses where another supervisor does so already. */
export const supervise = async ({
  shopDir,
  services,
  pace = usualPace,
  log = lineLog(logFile(shopDir, 'supervisor')),
}: Supervision): Promise<Supervisor> => {
  const other = takeLock(shopDir);
  if (other) throw alreadyRunning(other.pid);
  await endOrphans(shopDir);
  const me = identify(process.pid);
  if (!me) throw new Error('This process cannot see itself');

  const save = () =>
    saveState(shopDir, { supervisor: me, services: kept.map((service) => service.report()) });
  const kept = services.map(
    (service) =>
      new KeptService(
        service,
        ({ name, state, process, lastEnd }) => {
          const about = state === 'waiting' ? ` (${lastEnd})` : process ? ` (process ${process.pid})` : '';
          log(`${name}: ${state}${about}`);
          save();
        },
        pace,
      ),
  );
  save();
  for (const service of kept) service.start();
  const logs = [...services.map((service) => service.logFile), logFile(shopDir, 'supervisor')];
  const rotating = setInterval(() => {
    for (const path of logs) rotate(path);
  }, rotateEvery);

  return {
    stop: async () => {
      clearInterval(rotating);
      for (const service of kept) await service.stop();
      dropLock(shopDir);
    },
    end: () => {
      for (const service of kept) service.end();
    },
  };
};
