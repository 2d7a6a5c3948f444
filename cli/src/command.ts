import type { Output } from './output.ts';

export interface OptionSpec {
  /** `--port <port>`: with a value; `--yes`: without. */
  readonly flags: string;
  readonly summary: string;
}

type Values<S extends Record<string, OptionSpec>> = {
  readonly [K in keyof S]: S[K]['flags'] extends `${string}<${string}`
    ? string | undefined
    : boolean | undefined;
};

export interface Context {
  readonly output: Output;
  /** The folder of --shop, or where the command was typed. */
  readonly shopDir: string;
  readonly cwd: string;
  /** True where a person can be asked: a terminal, and no --json. */
  readonly interactive: boolean;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

/** A command: what it takes, and what it does. What `run` answers is what --json prints; null where it printed by itself. */
export interface Command<S extends Record<string, OptionSpec> = Record<string, OptionSpec>> {
  readonly name: string;
  readonly summary: string;
  /** `[dir]` may be left out, `<file>` may not; `<words...>` are several, handed on as one text. */
  readonly argument?: { readonly name: string; readonly summary: string };
  /** By the name commander gives the value: `--db-url` is `dbUrl`. */
  readonly options: S;
  run(context: Context, options: Values<S>, argument?: string): Promise<object | null>;
}

export const command = <const S extends Record<string, OptionSpec>>(definition: Command<S>): Command<S> =>
  definition;
