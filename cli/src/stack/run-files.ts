import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessId } from './process-id.ts';

/** `payments` plays the payment provider for a shop that tries things out. */
export type ServiceName = 'server' | 'janus' | 'payments';

/**
 * - `starting`: runs, and does not answer yet. `running`: answers. `unhealthy`: answered once and does not now.
 * - `waiting`: it ended by itself and is started again after a pause. `stopping`, `stopped`: asked to.
 * - `missing`: the program is not installed.
 */
export type ServiceState =
  | 'starting'
  | 'running'
  | 'unhealthy'
  | 'waiting'
  | 'stopping'
  | 'stopped'
  | 'missing';

export interface ServiceReport {
  name: ServiceName;
  state: ServiceState;
  process: ProcessId | null;
  port: number;
  /** How often it was started again since `leo up`. */
  restarts: number;
  /** Since when it is in this state, milliseconds UTC. */
  since: number;
  /** How it ended the last time, `exit code 1`. */
  lastEnd: string | null;
}

export interface RunState {
  supervisor: ProcessId;
  services: ServiceReport[];
}

export const runFolder = (shopDir: string): string => join(shopDir, 'data/run');
export const logFolder = (shopDir: string): string => join(shopDir, 'data/logs');
export const logFile = (shopDir: string, service: string): string =>
  join(logFolder(shopDir), `${service}.log`);

const stateFile = (shopDir: string): string => join(runFolder(shopDir), 'supervisor.json');

/** Whole or not at all: a reader never sees half a file. */
export const writeWhole = (path: string, text: string, mode = 0o600): void => {
  const fresh = `${path}.${process.pid}.tmp`;
  writeFileSync(fresh, text, { mode });
  renameSync(fresh, path);
};

export const saveState = (shopDir: string, state: RunState): void => {
  mkdirSync(runFolder(shopDir), { recursive: true, mode: 0o700 });
  writeWhole(stateFile(shopDir), `${JSON.stringify(state, null, 2)}\n`);
};

/** Null where the shop never ran, or the file is not what we wrote. */
export const readState = (shopDir: string): RunState | null => {
  try {
    const state = JSON.parse(readFileSync(stateFile(shopDir), 'utf8')) as RunState;
    return typeof state.supervisor.pid === 'number' && Array.isArray(state.services) ? state : null;
  } catch {
    return null;
  }
};
