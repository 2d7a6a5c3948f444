import { type ChildProcess, spawn } from 'node:child_process';
import { isAbsolute, join } from 'node:path';
import { type Context, command } from '../command.ts';
import { CliError, usage } from '../errors.ts';
import type { Output } from '../output.ts';
import { razorpayDouble } from '../package-files.ts';

/** What the double says when it is ready. */
interface Ready {
  url: string;
  keyId: string;
  keySecret: string;
  webhookSecret: string;
  pid: number;
}

const notStarted = (said: string): CliError =>
  new CliError(`The double of Razorpay did not start${said === '' ? '' : `\n${said}`}`, {
    code: 'razorpay-double.not-started',
    help: 'Is the port free, and may the folder of --state be written? Try another --port.',
  });

/** Its first line of output; refused where it ends before it has said it. */
const untilReady = (child: ChildProcess): Promise<Ready> =>
  new Promise((resolve, reject) => {
    let said = '';
    let wrong = '';
    child.stderr?.on('data', (part: Buffer) => {
      wrong += part.toString();
    });
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('\n')) resolve(JSON.parse(said.slice(0, said.indexOf('\n'))) as Ready);
    });
    child.once('error', (error) => reject(notStarted(error.message)));
    child.once('exit', () => reject(notStarted(/^Error: .*$/m.exec(wrong)?.[0] ?? '')));
  });

const show = (
  output: Output,
  { url, keyId, keySecret, webhookSecret }: Ready,
  about: { state: string; webhook: boolean },
): void => {
  output.heading('A Razorpay of your own, for tests', 'no real money');
  output.pairs([
    ['Address', output.paint('bold', url)],
    ['State', about.state],
  ]);
  output.line();
  output.line(output.paint('dim', 'Into leo.json, under "plugins":'));
  const settings = { mode: 'test', baseUrl: url, browserUrl: url };
  output.line(JSON.stringify({ name: 'razorpay', settings }));
  output.line();
  output.line(output.paint('dim', 'Into .env:'));
  output.line(`RAZORPAY_KEY_ID=${keyId}`);
  output.line(`RAZORPAY_KEY_SECRET=${keySecret}`);
  output.line(`RAZORPAY_WEBHOOK_SECRET=${webhookSecret}`);
  output.line();
  if (!about.webhook)
    output.line(
      output.paint(
        'dim',
        'No webhooks: give --webhook http://SHOP/api/payments/razorpay/webhook to have them.',
      ),
    );
  output.line(output.paint('dim', 'Ctrl-C stops it; with the same --state it goes on where it was.'));
  output.line();
};

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once('exit', () => resolve());
  });

const start = (args: readonly string[], signal: AbortSignal): ChildProcess => {
  const child = spawn(process.execPath, [...process.execArgv, razorpayDouble, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  // A second, impatient Ctrl-C ends this process: what it started may not outlive it.
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
};

const argsOf = (
  { cwd }: Context,
  given: { port: string; state: string; webhook: string | undefined; secret: string | undefined },
): string[] => {
  if (!/^\d{1,5}$/.test(given.port)) throw usage(`--port ${given.port} is not a port`);
  const file = isAbsolute(given.state) ? given.state : join(cwd, given.state);
  const args = ['--port', given.port, '--state', file];
  if (given.webhook !== undefined) args.push('--webhook', given.webhook);
  if (given.secret !== undefined) args.push('--webhook-secret', given.secret);
  return args;
};

export const devRazorpay = command({
  name: 'dev razorpay',
  summary: 'a Razorpay of your own on this machine, for tests: it stays until Ctrl-C',
  options: {
    port: { flags: '--port <port>', summary: 'where it listens, on this machine only (4810)' },
    state: { flags: '--state <file>', summary: 'where it keeps what happened (razorpay-double.db)' },
    webhook: { flags: '--webhook <url>', summary: 'where it sends its webhooks' },
    webhookSecret: {
      flags: '--webhook-secret <secret>',
      summary: 'what it signs them with; its own where it is left out',
    },
  },
  run: async (context, options) => {
    const { output, signal } = context;
    const { port = '4810', state = 'razorpay-double.db', webhook, webhookSecret: secret } = options;
    const child = start(argsOf(context, { port, state, webhook, secret }), signal);
    const ready = await untilReady(child);
    show(output, ready, { state, webhook: webhook !== undefined });
    output.answer(ready);
    await ended(child);
    return null;
  },
});
