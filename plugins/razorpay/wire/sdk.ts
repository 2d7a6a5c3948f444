import { AsyncLocalStorage } from 'node:async_hooks';
import Razorpay from 'razorpay';

/** Where Razorpay is; the SDK has it too, and takes no other. */
export const realBaseUrl = 'https://api.razorpay.com';

/** What one call takes along, and what was seen of its answer: the SDK keeps neither headers nor the kind of failure. */
export interface Call {
  headers: Readonly<Record<string, string>>;
  seen: { status?: number; retryAfter?: string; failure?: string };
}

type Answer = Promise<unknown>;
type Query = Record<string, unknown>;

/** The methods Leo uses. Their answers are not believed: each has a schema of its own. */
export interface Sdk {
  api: { get(params: { url: string; data?: Query }): Answer };
  orders: { create(body: Query): Answer; all(query: Query): Answer; fetchPayments(orderId: string): Answer };
  payments: {
    fetch(id: string): Answer;
    all(query: Query): Answer;
    capture(id: string, amount: number, currency: string): Answer;
    refund(id: string, body: Query): Answer;
    fetchMultipleRefund(id: string, query: Query): Answer;
  };
  transfers: {
    all(query: Query): Answer;
    fetch(id: string): Answer;
    edit(id: string, body: Query): Answer;
    reverse(id: string, body: Query): Answer;
  };
  settlements: { reports(query: Query): Answer; fetch(id: string): Answer };
  disputes: { all(query: Query): Answer };
  accounts: { fetch(id: string): Answer };
}

export interface Access {
  baseUrl: string;
  keyId: string;
  keySecret: string;
  /** For one call, in ms. */
  timeout: number;
}

/** The SDK's own class; another in tests of what a new version could be like. */
export type Maker = new (keys: { key_id: string; key_secret: string }) => object;

interface Sent {
  baseURL?: string;
  url?: string;
  timeout?: number;
  maxRedirects?: number;
  auth?: { username?: string; password?: string };
  headers: { set(name: string, value: string): unknown; get(name: string): unknown };
  signal?: AbortSignal;
}
interface Failed {
  code?: unknown;
  response?: { status?: number; headers?: Record<string, unknown> };
}
/** The part of the SDK's HTTP client that it does not offer, and that Leo cannot do without. */
interface Client {
  defaults: Record<string, unknown>;
  interceptors: {
    request: { use(change: (sent: Sent) => Sent): unknown };
    response: { use(ok: (answer: unknown) => unknown, no: (problem: Failed) => never): unknown };
  };
}

const changed = (what: string) =>
  new Error(`The razorpay package is not as Leo knows it: ${what}. Install the version Leo was made for`);

const clientOf = (razorpay: object): Client => {
  const client = (razorpay as { api?: { rq?: Partial<Client> } }).api?.rq;
  if (!client?.defaults || !client.interceptors) throw changed('its HTTP client is not to be found');
  return client as Client;
};

/** A page of a thousand settlement lines is some 600 KiB. */
const largestAnswer = 8 * 1024 * 1024;

const note = (calls: AsyncLocalStorage<Call>) => (problem: Failed) => {
  const seen = calls.getStore()?.seen;
  if (seen) {
    const retryAfter = problem.response?.headers?.['retry-after'];
    Object.assign(seen, {
      ...(problem.response?.status === undefined ? {} : { status: problem.response.status }),
      ...(typeof retryAfter === 'string' ? { retryAfter } : {}),
      ...(typeof problem.code === 'string' ? { failure: problem.code } : {}),
    });
  }
  throw problem;
};

/**
 * The one place that opens the SDK and changes what it does not let one choose: where it calls, how long it waits
 * (it waits for ever), that it follows redirects with the keys in hand, and that it drops the headers it is given.
 */
export const openSdk = (access: Access, Made: Maker = Razorpay) => {
  const razorpay = new Made({ key_id: access.keyId, key_secret: access.keySecret });
  const client = clientOf(razorpay);
  const calls = new AsyncLocalStorage<Call>();
  Object.assign(client.defaults, {
    baseURL: access.baseUrl,
    timeout: access.timeout,
    maxRedirects: 0,
    maxContentLength: largestAnswer,
    // A double on this machine is not behind the proxy that leads to the internet.
    ...(access.baseUrl === realBaseUrl ? {} : { proxy: false }),
  });
  client.interceptors.request.use((sent) => {
    for (const [name, value] of Object.entries(calls.getStore()?.headers ?? {}))
      sent.headers.set(name, value);
    // The client's own timeout starts anew with every byte that trickles in.
    sent.signal = AbortSignal.timeout(access.timeout);
    return sent;
  });
  client.interceptors.response.use((answer) => answer, note(calls));
  return { sdk: razorpay as unknown as Sdk, client, run: calls.run.bind(calls) as typeof calls.run };
};

const expected = (holds: boolean, what: string): void => {
  if (!holds) throw changed(what);
};

/**
 * Sends one call into a dead end instead of the network, with keys that are nobody's, and looks at what would have
 * gone out. An SDK that no longer does as it is told is found at the start, not with a buyer's money.
 */
export const proveSdk = async (baseUrl: string, timeout: number, Made: Maker = Razorpay): Promise<void> => {
  const keys = { keyId: 'rzp_test_00000000000000', keySecret: 'nobodys-secret-of-24-cha' };
  const { sdk, client, run } = openSdk({ baseUrl, timeout, ...keys }, Made);
  const went: Sent[] = [];
  client.defaults['adapter'] = async (sent: Sent) => {
    went.push(sent);
    return {
      data: '{"id":"order_00000000000000"}',
      status: 200,
      statusText: 'OK',
      headers: {},
      config: sent,
    };
  };
  const create = () => sdk.orders.create({ amount: 100, currency: 'INR' });
  const call: Call = { headers: { 'X-Refund-Idempotency': 'probe-0000' }, seen: {} };
  const late = new Promise<never>((_, fail) => {
    setTimeout(() => fail(changed('a call did not reach its HTTP client')), 2_000).unref();
  });
  const answer = await Promise.race([run(call, create), late]).catch((problem: unknown) => {
    throw problem instanceof Error ? problem : changed('a call failed');
  });
  const [sent] = went;
  if (!sent || went.length !== 1) throw changed('a call did not reach its HTTP client');
  expected(sent.baseURL === baseUrl && sent.url === '/v1/orders', 'it does not call the address it is given');
  expected(sent.timeout === timeout && sent.signal !== undefined, 'it does not take a time limit');
  expected(sent.maxRedirects === 0, 'it follows redirects');
  expected(sent.auth?.username === keys.keyId, 'it does not send the keys');
  expected(sent.headers.get('X-Refund-Idempotency') === 'probe-0000', 'it does not send a header');
  expected((answer as { id?: unknown }).id === 'order_00000000000000', 'it does not hand on the answer');
};
