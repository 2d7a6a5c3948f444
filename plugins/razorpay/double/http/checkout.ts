import { readFile } from 'node:fs/promises';
import { findOrder } from '../rules/orders.ts';
import { outcomes, pay } from '../rules/pay.ts';
import type { World } from '../world.ts';
import { ApiError, badRequest, unknownPath } from './api-error.ts';
import { type Exchange, parseBody, type Reply, readBody, send } from './exchange.ts';
import * as input from './input.ts';
import { expandOrder } from './lists.ts';

// The page that asks is the shop's, from another origin; the key id is all it has, as with the real checkout.
const open = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '600',
  'cache-control': 'no-store',
};

const read = (name: string): Promise<string> => readFile(new URL(`../${name}`, import.meta.url), 'utf8');

const wholeScript = async (): Promise<string> => {
  const css = JSON.stringify(await read('checkout.css'));
  return `(() => {\nconst css = ${css};\n${await read('checkout.js')}})();\n`;
};
const methods = ['upi', 'card', 'netbanking', 'wallet'] as const;

const checkKey = ({ books }: World, given: unknown): void => {
  if (given !== books.settings.keyId)
    throw new ApiError(401, {
      code: 'BAD_REQUEST_ERROR',
      description: 'The api key provided is invalid',
      source: 'NA',
      step: 'NA',
      reason: 'NA',
      metadata: {},
    });
};

/** What the dialog shows before the buyer does anything. */
const preferences = (world: World, query: URLSearchParams): object => {
  checkKey(world, query.get('key_id'));
  const order = findOrder(world, query.get('order_id') ?? '');
  return { order: expandOrder(world, order, {}), name: world.books.settings.shopName, mode: 'test' };
};

const attempt = (world: World, body: input.Fields): object => {
  input.only(body, [
    'key_id',
    'order_id',
    'method',
    'outcome',
    'vpa',
    'email',
    'contact',
    'description',
    'notes',
  ]);
  checkKey(world, body['key_id']);
  const outcome = input.choice(body, 'outcome', outcomes);
  const method = input.choice(body, 'method', methods);
  if (outcome === null || method === null) throw badRequest('The method field is required.');
  return pay(world, {
    orderId: input.text(body, 'order_id') ?? '',
    outcome,
    attempt: {
      method,
      vpa: input.text(body, 'vpa'),
      email: input.text(body, 'email'),
      contact: input.text(body, 'contact'),
      description: input.text(body, 'description'),
      notes: input.notes(body),
    },
  });
};

const answer = async (world: World, { request }: Exchange): Promise<Reply> => {
  const { method = '', url = '' } = request;
  const { pathname, searchParams } = new URL(url, 'http://double');
  const text = await readBody(request);
  if (method === 'OPTIONS') return { status: 204, body: '' };
  const call = `${method} ${pathname}`;
  if (call === 'GET /v1/checkout.js') {
    const body = await wholeScript();
    return { status: 200, body, headers: { 'content-type': 'text/javascript; charset=UTF-8' } };
  }
  if (call === 'GET /v1/checkout/preferences') return { status: 200, body: preferences(world, searchParams) };
  if (call === 'POST /v1/checkout/attempt')
    return { status: 200, body: attempt(world, parseBody(text, request.headers['content-type'])) };
  throw unknownPath();
};

/** What the buyer's browser asks: the script, and what its dialog needs. */
export const checkout = async (world: World, exchange: Exchange): Promise<void> => {
  try {
    const reply = await answer(world, exchange);
    await world.books.saved();
    send(exchange, { ...reply, headers: { ...open, ...reply.headers } });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    send(exchange, { status: error.status, body: error.body, headers: open });
  }
};
