import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { shopFiles } from '#contracts/shop-settings';
import { CliError } from '../errors.ts';
import { freshDataKey } from './secrets.ts';

/** An edit takes milliseconds: what is older than this was left by a process that died. */
const stale = 10_000;

/** A line of .env set, added at its end, or taken out; every other line stays as it is. */
export const withLine = (text: string, name: string, value: string | null): string => {
  const lines = text.split('\n').filter((line) => !new RegExp(`^\\s*(export\\s+)?${name}\\s*=`).test(line));
  if (value === null) return lines.join('\n');
  const end = lines.at(-1) === '' ? lines.pop() : undefined;
  return [...lines, `${name}=${value}`, end ?? ''].join('\n');
};

const beingEdited = (): CliError =>
  new CliError('Another command is changing .env', {
    code: 'secrets.being-changed',
    help: 'Wait a moment and run the command again.',
  });

/** Made by one process at a time; its content is on the disk before it takes the place of .env. */
const writeDurably = (path: string, text: string): void => {
  const fresh = `${path}.leo-new`;
  const left = statSync(fresh, { throwIfNoEntry: false });
  if (left && Date.now() - left.mtimeMs > stale) rmSync(fresh, { force: true });
  let file: number;
  try {
    file = openSync(fresh, 'wx', 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw beingEdited();
    throw error;
  }
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
};

/** Changes lines of a shop's .env, all of them or none; what it held is never lost, and nobody else can read it. */
export const editEnv = (shopDir: string, lines: Readonly<Record<string, string | null>>): void => {
  const path = join(shopDir, shopFiles.env);
  let text = readFileSync(path, 'utf8');
  for (const [name, value] of Object.entries(lines)) text = withLine(text, name, value);
  writeDurably(path, text);
};

/** A shop made before there were data keys gets one; true where it did. */
export const ensureDataKey = (shopDir: string): boolean => {
  const { LEO_DATA_KEY: key } = parseEnv(readFileSync(join(shopDir, shopFiles.env), 'utf8'));
  if (key) return false;
  editEnv(shopDir, { LEO_DATA_KEY: freshDataKey() });
  return true;
};
