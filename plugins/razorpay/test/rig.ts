import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OnlinePayments, PaymentProvider, PaymentRequest, Share } from 'leo-live/sdk';
import { testHost } from 'leo-live/sdk/testing';
import { toMoney } from '#contracts/values';
import { startDouble } from '../double/start.ts';
import { plugin } from '../index.ts';
import { openRazorpay } from '../provider.ts';
import { configure } from '../settings.ts';
import type { WireParts } from '../wire/wire.ts';

interface Heard {
  headers: Record<string, string>;
  body: Buffer;
  path: string;
}

/** Some server of another's, which keeps what comes to it. */
export const startListener = async (
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => {
    response.end('{}');
  },
) => {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      heard.push({ headers, body: Buffer.concat(chunks), path: request.url ?? '' });
      answer(request, response);
    });
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<unknown>((stopped) => {
      server.close(stopped);
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, heard, stop };
};

/** Waits for nothing, and writes down what it would have waited. */
export const impatient = () => {
  const waited: number[] = [];
  const parts: WireParts = {
    wait: async (ms) => void waited.push(ms),
    now: Date.now,
    random: () => 0.5,
  };
  return { waited, parts };
};

type Keys = Pick<Awaited<ReturnType<typeof startDouble>>, 'keyId' | 'keySecret'> & {
  url: string;
  webhookSecret?: string;
  accountId?: string;
};

export const secretsOf = ({ keyId, keySecret, webhookSecret = '' }: Keys): Record<string, string> => ({
  RAZORPAY_KEY_ID: keyId,
  RAZORPAY_KEY_SECRET: keySecret,
  RAZORPAY_WEBHOOK_SECRET: webhookSecret,
});

export type Shop = PaymentProvider & { online: OnlinePayments; waited: number[] };

/** The plugin's provider at this address, whose calls may take `limit` ms. */
export const openShop = (
  at: Keys,
  { limit = 10_000, settings = {} }: { limit?: number; settings?: object } = {},
): Shop => {
  const { host } = testHost({ secrets: secretsOf(at) });
  const given = plugin.settings.parse({
    mode: 'test',
    baseUrl: at.url,
    browserUrl: at.url,
    ...(at.accountId === undefined ? {} : { account: at.accountId }),
    ...settings,
  });
  const { waited, parts } = impatient();
  const provider = openRazorpay(configure(given, host.secret), { parts, limit });
  if (!provider.online) throw new Error('Razorpay is online');
  return { ...provider, online: provider.online, waited };
};

/** A double that tells a listener its news. */
export const startRig = async () => {
  const listener = await startListener();
  const webhook = { url: `${listener.url}/webhook`, secret: 'webhook-secret-of-tests' };
  const double = await startDouble({ durable: false, webhook });
  const newsOf = async (paymentId: string): Promise<Heard> => {
    await double.control.webhooks.idle();
    const found = listener.heard.find(({ body }) => body.includes(paymentId));
    if (!found) throw new Error(`The double told nothing of ${paymentId}`);
    return found;
  };
  const stop = async () => {
    await double.stop();
    await listener.stop();
  };
  return { double, control: double.control, listener, newsOf, stop };
};

export const request = (amount: number, shares?: Share[]): PaymentRequest => ({
  orderId: randomUUID(),
  amount: toMoney(amount),
  currency: 'INR',
  number: 'L-1001',
  expiresAt: Date.now() + 600_000,
  shopUrl: 'https://shop.example',
  address: {
    name: 'Asha Rao',
    phone: '+919800000000',
    pin: '411001',
    line: '12 Laxmi Road',
    city: 'Pune',
    state: 'Maharashtra',
  },
  ...(shares ? { shares } : {}),
});

/** What the shop is to pay, opened at the provider. */
export const opened = async (shop: Shop, due: PaymentRequest) => {
  const answer = await shop.authorise(due);
  if (answer.outcome !== 'pending') throw new Error(`authorise answered ${JSON.stringify(answer)}`);
  return answer;
};
