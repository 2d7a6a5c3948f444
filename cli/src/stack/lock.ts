import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isAlive, type ProcessId } from './process-id.ts';
import { runFolder } from './run-files.ts';

const lockFile = (shopDir: string): string => join(runFolder(shopDir), 'supervisor.lock');

const read = (path: string): ProcessId | null => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessId;
  } catch {
    return null;
  }
};

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** True when `from` now also stands at `to`; false when something stands there already. One step, so only one wins. */
const link = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
};

/** Takes a dead supervisor's lock away; puts it back where a living one took it between our look and our hand. */
const clear = (path: string, aside: string): void => {
  try {
    renameSync(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if (isAlive(read(aside))) link(aside, path);
  rmSync(aside, { force: true });
};

/** The supervisor that works for this shop now, or null. */
export const lockHolder = (shopDir: string): ProcessId | null => {
  const holder = read(lockFile(shopDir));
  return isAlive(holder) ? holder : null;
};

/** Null when this process now is the shop's one supervisor; else the other one. */
export const takeLock = (shopDir: string): ProcessId | null => {
  mkdirSync(runFolder(shopDir), { recursive: true, mode: 0o700 });
  const path = lockFile(shopDir);
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)), { mode: 0o600 });
  try {
    for (;;) {
      if (link(mine, path)) return null;
      const holder = lockHolder(shopDir);
      if (holder) return holder;
      clear(path, `${mine}.stale`);
    }
  } finally {
    rmSync(mine, { force: true });
  }
};

export const dropLock = (shopDir: string): void => {
  if (lockHolder(shopDir)?.pid === process.pid) rmSync(lockFile(shopDir), { force: true });
};
