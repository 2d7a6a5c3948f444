import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { clean } from '../output.ts';

export const logLimits = { bytes: 10_000_000, files: 5 };

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

export const openLog = (path: string): number => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return openSync(path, 'a', 0o600);
};

/** Appends lines with their time; nothing is kept open between two of them. */
export const lineLog =
  (path: string) =>
  (line: string): void => {
    const file = openLog(path);
    writeSync(file, `${new Date().toISOString()} ${line}\n`);
    closeSync(file);
  };

/**
 * `server.log` → `server.log.1` → … → `server.log.4`. The service holds the file open and goes on writing at its end,
 * so what it wrote is copied away and the file is cut: it never has to be told, and outlives its supervisor.
 */
export const rotate = (path: string, limits = logLimits): void => {
  if (sizeOf(path) < limits.bytes) return;
  rmSync(`${path}.${limits.files - 1}`, { force: true });
  for (let age = limits.files - 2; age >= 1; age -= 1) {
    if (sizeOf(`${path}.${age}`) > 0) renameSync(`${path}.${age}`, `${path}.${age + 1}`);
  }
  copyFileSync(path, `${path}.1`);
  truncateSync(path);
};

/** What was written from `from` on, at most the last `most` bytes of it, and where it ends. */
export const readFrom = (path: string, from: number, most = 256_000): { text: string; end: number } => {
  const size = sizeOf(path);
  const start = Math.max(from > size ? 0 : from, size - most);
  if (size === start) return { text: '', end: size };
  const buffer = Buffer.alloc(size - start);
  const file = openSync(path, 'r');
  try {
    const read = readSync(file, buffer, 0, buffer.length, start);
    return { text: buffer.toString('utf8', 0, read), end: start + read };
  } finally {
    closeSync(file);
  }
};

export const lastLines = (path: string, count: number): string[] =>
  readFrom(path, 0)
    .text.split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count);

const levels: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

const parse = (line: string): Record<string, unknown> | null => {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
};

const failureIn = ({ err }: Record<string, unknown>): string => {
  if (typeof err !== 'object' || err === null || !('message' in err)) return '';
  return `: ${String(err.message)}`;
};

const dull = new Set(['level', 'time', 'pid', 'hostname', 'msg', 'err']);

/** Janus writes `[Sun Nov 22 10:52:25 2026] [WARN] text`, the supervisor `2026-11-22T10:52:25.142Z text`. */
const plain = (line: string): string => {
  const [, atJanus, level = 'info', said] =
    /^\[\w{3} \w{3} +\d+ (\d\d:\d\d:\d\d) \d{4}\] (?:\[(\w+)\] )?(.*)/.exec(line) ?? [];
  if (atJanus) return `${atJanus} ${level.slice(0, 5).toLowerCase().padEnd(5)} ${said}`;
  const [, at, told] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (.*)/.exec(line) ?? [];
  return at ? `${new Date(at).toTimeString().slice(0, 8)} info  ${told}` : line;
};

/** The server's JSON lines as people read them, and others in the same form. Never more than one line. */
export const readable = (line: string): string => {
  const entry = parse(line);
  if (!entry || typeof entry['msg'] !== 'string') return clean(plain(line));
  const time = new Date(entry['time'] as string | number);
  const at = Number.isNaN(time.getTime()) ? '' : `${time.toTimeString().slice(0, 8)} `;
  const level = (levels[entry['level'] as number] ?? String(entry['level'])).padEnd(5);
  const about = Object.entries(entry)
    .filter(([name, value]) => !dull.has(name) && typeof value !== 'object')
    .map(([name, value]) => ` ${name}=${String(value)}`)
    .join('');
  return clean(`${at}${level} ${entry['msg']}${failureIn(entry)}${about}`);
};

const isError = (line: string): boolean => {
  const level = parse(line)?.['level'];
  return (typeof level === 'number' && level >= 50) || level === 'error' || level === 'fatal';
};

/** Why a program ended, from what it said: its own errors, or the one that ended it without its stack, or its last lines. */
export const lastWords = (said: readonly string[]): string[] => {
  const lines = said.filter((line) => line.trim() !== '');
  // A program that is started again and again says the same each time; once is enough.
  const own = new Map(lines.filter(isError).map((line) => [parse(line)?.['msg'], line]));
  if (own.size > 0) return [...own.values()].slice(-3).map(readable);
  const thrown = lines.findLastIndex((line) => /^(Uncaught )?\w*Error\b/.test(line));
  return (thrown < 0 ? lines.slice(-8) : lines.slice(thrown, thrown + 1)).map(readable);
};
