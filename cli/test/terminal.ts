import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../src/command.ts';
import { Output } from '../src/output.ts';
import { packageRoot } from '../src/package-files.ts';

/** A terminal nobody sits at: what was printed can be read, and Ctrl-C can be pressed. */
export interface Terminal {
  context: Context;
  printed(): string;
  failed(): string;
  /** What --json printed: there is one object and nothing else. */
  answer(): Record<string, unknown>;
  pressCtrlC(): void;
}

export const openTerminal = (dir: string, { json = false } = {}): Terminal => {
  const out: string[] = [];
  const err: string[] = [];
  const stopping = new AbortController();
  const collect = (into: string[]) => ({ write: (text: string) => into.push(text) });
  return {
    context: {
      output: new Output({ out: collect(out), err: collect(err), json }),
      shopDir: dir,
      cwd: dir,
      interactive: false,
      signal: stopping.signal,
    },
    printed: () => out.join(''),
    failed: () => err.join(''),
    answer: () => JSON.parse(out.join('')) as Record<string, unknown>,
    pressCtrlC: () => stopping.abort(),
  };
};

const tsx = join(packageRoot, 'node_modules/tsx/dist/loader.mjs');
/** What Node is told to run the command `leo` from its sources. */
export const fromSource: readonly string[] = [
  '--conditions=leo-source',
  '--import',
  tsx,
  join(packageRoot, 'cli/src/main.ts'),
];

const made: string[] = [];

export const temporaryFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leo-cli-')));
  made.push(folder);
  return folder;
};

export const removeTemporaryFolders = (): void => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
};

/** Waits until a condition holds; fails with its name where it never does. */
export const until = async (name: string, holds: () => unknown, ms = 8_000): Promise<void> => {
  const end = performance.now() + ms;
  for (;;) {
    const answer = await holds();
    if (answer) return;
    if (performance.now() > end) throw new Error(`This never came true: ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
