import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process and when it started: its number alone may belong to another program by now. */
export interface ProcessId {
  pid: number;
  start: string;
}

const tryTo = <T>(work: () => T): T | null => {
  try {
    return work();
  } catch {
    return null;
  }
};

/** Ticks since this boot, with the boot's own id; null for a process that is gone or only waits to be collected. */
const startOnLinux = (pid: number): string | null => {
  const stat = tryTo(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is the program's name in brackets and may hold anything; the third is the state, the 22nd the start.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return null;
  const boot = tryTo(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  return `${boot ?? ''}:${fields[19]}`;
};

const startElsewhere = (pid: number): string | null =>
  tryTo(() => execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()) || null;

export const identify = (pid: number): ProcessId | null => {
  const start = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
  return start === null ? null : { pid, start };
};

export const isAlive = (id: ProcessId | null): id is ProcessId =>
  id !== null && identify(id.pid)?.start === id.start;

/** False where the process is gone: a number that was given to another program is never signalled. */
export const signal = (id: ProcessId, name: NodeJS.Signals): boolean =>
  isAlive(id) && tryTo(() => process.kill(id.pid, name)) === true;

/** True when the process has gone within `ms`. */
export const goneWithin = async (id: ProcessId, ms: number): Promise<boolean> => {
  const until = performance.now() + ms;
  while (isAlive(id)) {
    if (performance.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
};

/** Asks it to stop, and ends it if it has not within `ms`. */
export const stopProcess = async (id: ProcessId, ms: number): Promise<void> => {
  signal(id, 'SIGTERM');
  if (await goneWithin(id, ms)) return;
  signal(id, 'SIGKILL');
  await goneWithin(id, 2_000);
};
