#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command as Program } from 'commander';
import type { Command, Context } from './command.ts';
import { codRemit } from './commands/cod-remit.ts';
import { devRazorpay } from './commands/dev-razorpay.ts';
import { down } from './commands/down.ts';
import { importSheet } from './commands/import.ts';
import { init } from './commands/init.ts';
import { ledgerShow } from './commands/ledger-show.ts';
import { ledgerVerify } from './commands/ledger-verify.ts';
import { logs } from './commands/logs.ts';
import { payoutsFile, payoutsList, payoutsPrepare, payoutsSettle } from './commands/payouts.ts';
import { proveStock } from './commands/prove-stock.ts';
import { secretsRotate } from './commands/secrets-rotate.ts';
import { status } from './commands/status.ts';
import { up } from './commands/up.ts';
import { userAdd } from './commands/user-add.ts';
import { asCliError, CliError, usage } from './errors.ts';
import { Output } from './output.ts';
import { packageRoot } from './package-files.ts';

const commands: readonly Command[] = [
  init,
  up,
  down,
  status,
  logs,
  importSheet,
  userAdd,
  proveStock,
  ledgerVerify,
  ledgerShow,
  codRemit,
  payoutsList,
  payoutsPrepare,
  payoutsFile,
  payoutsSettle,
  secretsRotate,
  devRazorpay,
];

const { version, engines } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  version: string;
  engines: { node: string };
};

const argv = process.argv.slice(2);
// Read by hand: how an error is printed must be known before the arguments are understood.
const isJson = argv.includes('--json');
const colours = process.env['NO_COLOR'] ? false : undefined;
const output = new Output({ out: process.stdout, err: process.stderr, json: isJson, colours });

const checkNode = (): void => {
  const [major = 0, minor = 0] = (engines.node.match(/\d+/g) ?? []).map(Number);
  const [hasMajor = 0, hasMinor = 0] = process.versions.node.split('.').map(Number);
  if (hasMajor > major || (hasMajor === major && hasMinor >= minor)) return;
  throw new CliError(`Leo needs Node ${major}.${minor} or newer; this is ${process.version}`, {
    code: 'node.too-old',
    help: 'Get it from https://nodejs.org and run the command again.',
  });
};

/** Ctrl-C and SIGTERM ask a command to end well; a second Ctrl-C does not wait. */
const stopSignal = (): AbortSignal => {
  const stopping = new AbortController();
  const stop = () => {
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  return stopping.signal;
};

const contextOf = (shop: string | undefined): Context => ({
  output,
  cwd: process.cwd(),
  shopDir: resolve(shop ?? '.'),
  interactive: !isJson && process.stdin.isTTY === true && process.stdout.isTTY === true,
  signal: stopSignal(),
});

/** What a first word that has several commands is about. */
const groups: Readonly<Record<string, string>> = {
  user: 'the people of the shop',
  ledger: 'the books',
  cod: 'cash on delivery',
  payouts: 'what sellers are paid',
  secrets: 'the keys in .env',
  prove: 'what Leo promises, tried on this machine',
  dev: 'for those who build on Leo',
};

/** `user add` goes under a `user` that has no work of its own. */
const parentOf = (program: Program, name: string): { parent: Program; own: string } => {
  const [group, own] = name.split(' ');
  if (!group || !own) return { parent: program, own: name };
  const present = program.commands.find((one) => one.name() === group);
  const summary = groups[group] ?? group;
  const about = `${summary[0]?.toUpperCase()}${summary.slice(1)}`;
  return { parent: present ?? program.command(group).summary(summary).description(about), own };
};

const add = (program: Program, { name, summary, argument, options, run }: Command): void => {
  const { parent, own } = parentOf(program, name);
  const built = parent.command(own).summary(summary).description(`leo ${name}: ${summary}.`);
  if (argument) built.argument(argument.name, argument.summary);
  for (const option of Object.values(options)) built.option(option.flags, option.summary);
  built.action(async (...given: unknown[]) => {
    const chosen = built.opts<Parameters<Command['run']>[1]>();
    // `<words...>` are handed on as they were typed, with a space between them.
    const words = Array.isArray(given[0]) ? given[0].join(' ') : given[0];
    const argument = typeof words === 'string' ? words : undefined;
    const answer = await run(contextOf(program.opts<{ shop?: string }>().shop), chosen, argument);
    if (answer) output.answer(answer);
  });
};

const build = async (): Promise<Program> => {
  const { Command: Commander } = await import('commander');
  const program = new Commander('leo')
    .description('A shop that sells on live video.')
    .version(version, '-v, --version', 'say which Leo this is')
    .option('--shop <dir>', 'the shop’s folder, where it is not this one')
    .option('--json', 'one object for programs instead of lines for people')
    .helpOption('-h, --help', 'say how it is used')
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .configureOutput({ writeErr: () => {} })
    .addHelpText('after', '\nExit codes: 0 done, 1 refused with a reason, 2 used wrongly.');
  for (const command of commands) add(program, command);
  return program;
};

const isCommander = (error: unknown): error is { code: string; message: string; exitCode: number } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');

/** What commander throws, as ours; null where it only has shown the help or the version. */
const failureOf = (error: unknown): CliError | null => {
  if (!isCommander(error)) return asCliError(error);
  if (error.exitCode === 0) return null;
  return usage(error.message.replace(/^error: /, ''), 'How it is used: leo --help');
};

// `leo logs | head` closes the pipe before we are done; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  checkNode();
  const program = await build();
  if (argv.length === 0) program.outputHelp();
  else await program.parseAsync(argv, { from: 'user' });
} catch (error) {
  const failure = failureOf(error);
  if (failure) {
    output.failure(failure);
    process.exitCode = failure.exit;
  }
}
// A request that is still open must not keep a command from ending.
if (process.exitCode !== undefined || argv.length > 0) setImmediate(() => process.exit());
