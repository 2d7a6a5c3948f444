import { connect } from 'node:net';
import { join } from 'node:path';
import { shopFiles } from '#contracts/shop-settings';
import { razorpayDouble, serverProgram } from '../package-files.ts';
import { type Shop, serverEnv } from '../shop-folder.ts';
import { findJanus, janusFolder } from './janus.ts';
import type { Service } from './keep-running.ts';
import { logFile } from './run-files.ts';

/** True when something takes connections there. */
export const listens = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .once('connect', () => end(true))
      .once('timeout', () => end(false))
      .once('error', () => end(false));
  });

const isReady = async (port: number): Promise<boolean> => {
  const reply = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3_000) });
  await reply.body?.cancel();
  return reply.ok;
};

/** How a program of this package is started: the way this one was. */
export const nodeArgs = (program: string, ...args: string[]): string[] => [
  ...process.execArgv,
  program,
  ...args,
];

const server = (shop: Shop): Service => {
  const { port } = shop.settings;
  return {
    name: 'server',
    command: process.execPath,
    args: nodeArgs(serverProgram),
    env: serverEnv(shop, { installed: findJanus() !== null }),
    cwd: shop.dir,
    port,
    logFile: logFile(shop.dir, 'server'),
    answers: () => isReady(port),
    patience: 15_000,
  };
};

const janus = (shop: Shop): Service => {
  const { port } = shop.settings.janus;
  return {
    name: 'janus',
    command: findJanus(),
    args: ['-F', janusFolder(shop.dir)],
    env: process.env,
    cwd: shop.dir,
    port,
    logFile: logFile(shop.dir, 'janus'),
    answers: () => listens(port),
    patience: 5_000,
  };
};

/** Plays the payment provider for a shop that tries things out; its state is as old as the shop's. */
const testPayments = (shop: Shop): Service[] => {
  const { port } = shop.settings.testPayments ?? {};
  if (port === undefined) return [];
  const { RAZORPAY_KEY_ID = '', RAZORPAY_KEY_SECRET = '', RAZORPAY_WEBHOOK_SECRET = '' } = shop.env;
  const given = {
    port: `${port}`,
    state: join(shop.dir, shopFiles.testPayments),
    name: shop.settings.name,
    webhook: `http://127.0.0.1:${shop.settings.port}/api/payments/razorpay/webhook`,
    'key-id': RAZORPAY_KEY_ID,
    'key-secret': RAZORPAY_KEY_SECRET,
    'webhook-secret': RAZORPAY_WEBHOOK_SECRET,
  };
  return [
    {
      name: 'payments',
      command: process.execPath,
      args: nodeArgs(razorpayDouble, ...Object.entries(given).map(([name, value]) => `--${name}=${value}`)),
      env: process.env,
      cwd: shop.dir,
      port,
      logFile: logFile(shop.dir, 'payments'),
      answers: () => listens(port),
      patience: 5_000,
    },
  ];
};

/** What runs on this machine for a shop, in the order it starts; it stops the other way round but for the server, first. */
export const nativeServices = (shop: Shop): Service[] => [server(shop), janus(shop), ...testPayments(shop)];
