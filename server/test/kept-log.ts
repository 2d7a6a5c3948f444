import type { Log } from '../src/kernel/log.ts';

export interface KeptLine {
  level: 'debug' | 'info' | 'warn' | 'error';
  about: unknown;
}

/** A log whose lines a test can look at. */
export const keptLog = (): Log & { lines: KeptLine[] } => {
  const lines: KeptLine[] = [];
  const keep = (level: KeptLine['level']) => (about: unknown, message?: unknown) =>
    void lines.push({ level, about: message === undefined ? about : { about, message } });
  const log = { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error'), lines };
  return { ...log, child: () => keptLog() };
};
