import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Control, controlOf } from './control/client.ts';
import { controlPlane } from './control/plane.ts';
import { type Double, openDouble } from './double.ts';
import { Api } from './http/api.ts';
import { serverError } from './http/api-error.ts';
import { checkout } from './http/checkout.ts';
import { type Exchange, send } from './http/exchange.ts';
import { openBooks } from './state/books.ts';
import type { Settings } from './state/settings.ts';
import { openStore } from './state/store.ts';
import { virtualClock } from './state/virtual-clock.ts';

export type { Control } from './control/client.ts';
export type { Truth } from './control/truth.ts';
export type { Failure, Outcome, Proof } from './rules/pay.ts';

export interface DoubleOptions {
  /** 0, the default, for any that is free. */
  port?: number;
  /** Where it keeps what happened, to survive its own end; without it all is gone with the process. */
  file?: string;
  /** What is left out stays as it was; at the first start no address, and a secret of its own. */
  webhook?: { url?: string | undefined; secret?: string | undefined };
  /** What its own clock starts from. */
  clock?: { now(): number };
  /** For the faults that strike by chance. */
  seed?: number;
  keys?: { keyId: string; keySecret: string };
  shopName?: string;
  /**
   * True by default: no answer goes out before its effect is written, so that a kill -9 loses nothing that was
   * answered. False answers at once and writes behind.
   */
  durable?: boolean;
}

export interface RunningDouble {
  /** Without a slash at its end; the API is under `/v1`. */
  url: string;
  keyId: string;
  keySecret: string;
  webhookSecret: string;
  accountId: string;
  control: Control;
  stop(): Promise<void>;
}

const serve = (double: Double): Server => {
  const api = new Api(double);
  const route = async (exchange: Exchange): Promise<void> => {
    double.catchUp();
    const { url = '' } = exchange.request;
    if (url.startsWith('/__double/')) return controlPlane(double, exchange);
    if (url.startsWith('/v1/checkout')) return checkout(double, exchange);
    return api.answer(exchange);
  };
  return createServer((request, response) => {
    const exchange = { request, response };
    route(exchange).catch(() => {
      if (response.headersSent) response.destroy();
      else send(exchange, { status: 500, body: serverError().body });
    });
  });
};

const listen = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    // Only from this machine: whoever reaches the control plane makes money.
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${taken}`);
    });
  });

const apply = (settings: Settings, options: DoubleOptions): void => {
  if (options.keys) Object.assign(settings, options.keys);
  if (options.shopName !== undefined) settings.shopName = options.shopName;
  if (options.seed !== undefined) settings.random = options.seed | 0;
  const { url, secret } = options.webhook ?? {};
  if (url !== undefined) settings.webhook.url = url;
  if (secret !== undefined) settings.webhook.secret = secret;
};

/** A Razorpay of our own on this machine. */
export const startDouble = async (options: DoubleOptions = {}): Promise<RunningDouble> => {
  const store = await openStore(options.file);
  const books = await openBooks(store, options.durable ?? true);
  const { settings } = books;
  apply(settings, options);
  const clock = virtualClock(settings, options.clock ?? { now: () => Date.now() });
  const double = openDouble(books, clock);
  double.plan();
  books.saveSettings();
  await store.saved();
  const server = serve(double);
  const url = await listen(server, options.port ?? 0).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  // Requests catch up by themselves; this is for the time in which nobody asks.
  const timer = setInterval(() => double.catchUp(), 1000).unref();
  return {
    url,
    keyId: settings.keyId,
    keySecret: settings.keySecret,
    webhookSecret: settings.webhook.secret,
    accountId: settings.accountId,
    control: controlOf(url),
    stop: async () => {
      clearInterval(timer);
      double.webhooks.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await store.close();
    },
  };
};
