import type { Log } from '../src/kernel/log.ts';

/** A log that keeps what was said instead of printing it: what tests provoke on purpose is no news. */
export const quietLog = (): Log & { lines: unknown[][] } => {
  const lines: unknown[][] = [];
  const keep = (...said: unknown[]) => void lines.push(said);
  const log = { debug: keep, info: keep, warn: keep, error: keep, child: () => log, lines };
  return log;
};

export const silentLog: Log = quietLog();
