import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { route } from '#contracts/route';
import { quantity } from '#contracts/values';
import { openSqlite } from '../../../test/database.ts';
import { systemClock } from '../clock.ts';
import { newId } from '../ids.ts';
import { openLog } from '../log.ts';
import { openMetrics } from '../metrics.ts';
import { Refusal } from '../refusal.ts';
import type { Who } from '../who.ts';
import { keepAnswers } from './answers.ts';
import { type Listening, listen } from './listen.ts';
import { serve } from './serve.ts';
import { webApp } from './web-app.ts';

const buy = route({
  method: 'POST',
  path: '/api/buy',
  summary: 'Buy',
  access: 'visitor',
  idempotent: true,
  body: z.object({ quantity }),
  reply: z.object({ bought: z.int(), operation: z.string() }),
});
const slow = route({
  method: 'GET',
  path: '/api/slow',
  summary: 'Slow',
  access: 'public',
  reply: z.object({ done: z.boolean() }),
});
const broken = route({
  method: 'GET',
  path: '/api/broken',
  summary: 'Broken',
  access: 'public',
  reply: z.object({}),
});
const desk = route({
  method: 'GET',
  path: '/api/desk',
  summary: 'Desk',
  access: 'operator',
  reply: z.object({}),
});

let shop: Listening;
let url = '';
let bought = 0;
let finishSlow: () => void = () => undefined;
let end: () => Promise<void>;

beforeAll(async () => {
  const { db, end: close } = await openSqlite();
  const visitors = new Map<string, Who>();
  const app = webApp({
    title: 'Test',
    served: [
      serve(buy, async ({ body, operation }) => {
        bought += body.quantity;
        if (body.quantity === 13) throw new Refusal('stock.sold-out');
        return { bought: body.quantity, operation };
      }),
      serve(slow, () => new Promise((resolve) => void (finishSlow = () => resolve({ done: true })))),
      serve(broken, () => Promise.reject(new Error('secret password=hunter2'))),
      serve(desk, () => ({})),
    ],
    doorman: {
      identify: async ({ cookie }) => visitors.get(cookie ?? '') ?? null,
      admit: async () => {
        const who: Who = { accountId: newId(), role: 'buyer', name: null };
        visitors.set(`__Host-leo=${who.accountId}`, who);
        return { who, cookie: { name: '__Host-leo', value: who.accountId, maxAge: 60 } };
      },
    },
    answers: keepAnswers(db, systemClock),
    metrics: openMetrics(),
    log: openLog('silent'),
    trustedProxies: 'loopback',
    pages: { folder: '/nowhere', card: async () => undefined, paying: [] },
    health: { database: { vital: true, state: () => 'up' }, video: { vital: false, state: () => 'down' } },
    isStopping: () => false,
    files: {
      media: async () => undefined,
      importErrors: async () => undefined,
      invoice: () => Promise.reject(new Refusal('invoice.unknown')),
    },
    testPayments: undefined,
    returned: async ({ method, id }, form) => `/orders/${id}?${method}=${form['razorpay_payment_id']}`,
  });
  shop = await listen(app, [{ host: '127.0.0.1', port: 0 }]);
  const address = shop.servers[0]?.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  end = async () => {
    await shop.stop(1_000);
    await close();
  };
});
afterAll(() => end());

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/buy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': newId(), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const codeOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe('a request that is not right', () => {
  it.each([
    ['malformed JSON', '{"quantity":', 400, 'request.malformed'],
    ['no object', '"two"', 422, 'request.invalid'],
    ['a word for a number', { quantity: '2' }, 422, 'request.invalid'],
    ['half a piece', { quantity: 1.5 }, 422, 'request.invalid'],
    ['none', { quantity: 0 }, 422, 'request.invalid'],
    ['a query for a number', { quantity: { $ne: 1 } }, 422, 'request.invalid'],
    ['10 MB', { quantity: 1, note: 'x'.repeat(10_000_000) }, 413, 'request.too-large'],
  ])('is answered with a code: %s', async (_what, body, status, code) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await codeOf(response)).toBe(code);
  });

  it('of another type, from another site, without a key or to nowhere is refused', async () => {
    expect(await codeOf(await post('quantity=1', { 'content-type': 'text/plain' }))).toBe(
      'request.wrong-type',
    );
    expect(await codeOf(await post({ quantity: 1 }, { origin: 'https://evil.example' }))).toBe(
      'request.forged',
    );
    expect(await codeOf(await post({ quantity: 1 }, { 'sec-fetch-site': 'cross-site' }))).toBe(
      'request.forged',
    );
    expect(await codeOf(await post({ quantity: 1 }, { 'idempotency-key': '' }))).toBe('key.missing');
    expect(await codeOf(await fetch(`${url}/api/nothing`))).toBe('route.unknown');
    expect(await codeOf(await fetch(`${url}/media/%E0%A4%A/x`))).toBe('request.malformed');
    expect(await codeOf(await fetch(`${url}/api/desk`))).toBe('account.sign-in-first');
  });

  it('that meets a bug is answered with an id and nothing of what went wrong', async () => {
    const response = await fetch(`${url}/api/broken`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('hunter2');
  });
});

describe('the same Idempotency-Key', () => {
  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';

  it('gets the same answer byte for byte, fifty times at once, and the work is done once', async () => {
    const cookie = cookieOf(await post({ quantity: 1 }));
    const before = bought;
    const headers = { cookie, 'idempotency-key': 'key-of-fifty' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => (await post({ quantity: 2 }, headers)).text()),
    );
    const late = await (await post({ quantity: 2 }, headers)).text();
    expect(new Set([...answers, late]).size).toBe(1);
    expect(bought - before).toBe(2);
  });

  it('with another body is refused; of another buyer it is another key; a refusal is kept too', async () => {
    const cookie = cookieOf(await post({ quantity: 1 }));
    const headers = { cookie, 'idempotency-key': 'my-own-key' };
    const first = await (await post({ quantity: 13 }, headers)).text();
    expect(await (await post({ quantity: 13 }, headers)).text()).toBe(first);
    expect(await codeOf(await post({ quantity: 2 }, headers))).toBe('key.reused');
    expect((await post({ quantity: 2 }, { 'idempotency-key': 'my-own-key' })).status).toBe(200);
  });
});

describe('the shop', () => {
  it('gives a visitor who acts a cookie that only this host gets', async () => {
    const cookie = (await post({ quantity: 1 })).headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-leo=.+; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Lax$/);
  });

  it('is ready though a part that is not vital is down, and describes its routes', async () => {
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ ready: true, parts: { database: 'up', video: 'down' } });
    const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(document.paths)).toContain('/api/buy');
  });

  it('shows its figures to this machine and not to who comes through a proxy', async () => {
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('leo_http_request_seconds');
    const outside = await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(outside.status).toBe(403);
  });

  it('takes a buyer who comes back with a provider’s form from another site on to their order', async () => {
    const reply = await fetch(`${url}/pay/razorpay/return/7`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://elsewhere.example' },
      body: 'razorpay_payment_id=pay_1&razorpay_payment_id=pay_2&extra[]=1',
    });
    expect(reply.status).toBe(303);
    expect(reply.headers.get('location')).toMatch(/^\/orders\/7/);
  });

  it('answers what it was asked before it stops', async () => {
    const asked = fetch(`${url}/api/slow`);
    await expect.poll(() => finishSlow.toString()).toContain('resolve');
    const stopped = shop.stop(5_000);
    finishSlow();
    expect(await (await asked).json()).toEqual({ done: true });
    await stopped;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
});
