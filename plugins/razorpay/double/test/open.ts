import { type DoubleOptions, type RunningDouble, startDouble } from '../start.ts';

type Json = Record<string, unknown>;

export interface Called {
  status: number;
  body: Json;
  headers: Headers;
}

export interface TestDouble extends RunningDouble {
  /** `call('POST /orders', {…})`, with the keys. */
  call(what: string, body?: unknown, headers?: Record<string, string>): Promise<Called>;
  /** An order that a buyer has paid; captured where not said otherwise. */
  paid(amount: number, order?: Json): Promise<{ order: string; payment: string }>;
  authorised(amount: number, order?: Json): Promise<{ order: string; payment: string }>;
}

const callerOf = (double: Pick<RunningDouble, 'url' | 'keyId' | 'keySecret'>): TestDouble['call'] => {
  const authorization = `Basic ${Buffer.from(`${double.keyId}:${double.keySecret}`).toString('base64')}`;
  return async (what, body, headers = {}) => {
    const [method = 'GET', path = ''] = what.split(' ');
    const answer = await fetch(`${double.url}${path.startsWith('/v2') ? '' : '/v1'}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type') === 'application/json';
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson && text !== '' ? (JSON.parse(text) as Json) : { text },
    };
  };
};

export const handled = (running: RunningDouble): TestDouble => {
  const call = callerOf(running);
  const authorised: TestDouble['authorised'] = async (amount, more = {}) => {
    const order = await call('POST /orders', { amount, currency: 'INR', ...more });
    const id = String(order.body['id']);
    const { razorpay_payment_id: payment } = await running.control.pay({ order_id: id });
    return { order: id, payment };
  };
  return {
    ...running,
    call,
    authorised,
    paid: async (amount, more) => {
      const both = await authorised(amount, more);
      await call(`POST /payments/${both.payment}/capture`, { amount, currency: 'INR' });
      return both;
    },
  };
};

export const openTestDouble = async (options: DoubleOptions = {}): Promise<TestDouble> =>
  handled(await startDouble(options));
