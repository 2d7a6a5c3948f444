import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../state/ids.ts';
import type { Fault, FaultRule } from '../state/settings.ts';
import { inProgress, notAuthenticated } from './api-error.ts';
import { type Exchange, type Reply, send, textOf } from './exchange.ts';
import type { Strike } from './faults.ts';

const html = (title: string): string =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;

const error = (code: string, description: string): object => ({
  error: { code, description, source: 'NA', step: 'NA', reason: 'NA', metadata: {} },
});

const tooMany = ({ retryAfter }: FaultRule): Reply => ({
  status: 429,
  body: error('BAD_REQUEST_ERROR', 'Too many requests'),
  headers: typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {},
});

/** What is answered instead of doing anything; `drop` for nothing at all. Null where the call is to be done. */
export const instead = ({ fault, rule }: Strike, url: string): Reply | 'drop' | null => {
  if (fault === 'F1') return 'drop';
  if (fault === 'F4') return rule.effect ? null : { status: 500, body: '' };
  if (fault === 'F5') return tooMany(rule);
  if (fault === 'F10') return { status: 409, body: inProgress().body };
  if (fault === 'F11') return { status: 401, body: notAuthenticated().body };
  if (fault === 'F13')
    return {
      status: 302,
      body: html('302 Found'),
      headers: { location: rule.location ?? `http://another-host.invalid${url}` },
    };
  if (fault === 'F15')
    return { status: 503, body: error('SERVER_ERROR', 'The server is down for maintenance.') };
  return null;
};

const wrong = (body: object, field: FaultRule['field']): object => {
  const { id, amount } = body as { id?: string; amount?: number };
  if (field === 'amount') return { ...body, amount: (amount ?? 0) + 100 };
  if (field === 'currency') return { ...body, currency: 'USD' };
  return { ...body, id: newId(id?.split('_')[0] ?? 'order') };
};

/** Every time in an answer, wrong by the same span. */
const skewed = (value: unknown, by: number, name = ''): unknown => {
  if (typeof value === 'number') return name.endsWith('_at') ? value + by : value;
  if (Array.isArray(value)) return value.map((one) => skewed(one, by));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, skewed(one, by, key)]));
};

const withSkew = (reply: Reply, { skew = 86_400 }: FaultRule): Reply => ({
  ...reply,
  body: skewed(reply.body, skew) as object,
  headers: { ...reply.headers, date: new Date(Date.now() + skew * 1000).toUTCString() },
});

const half = (text: string): string => text.slice(0, Math.floor(text.length / 2));

/** Begins a whole answer and cuts the line in the middle of it. */
const reset = ({ response }: Exchange, reply: Reply): void => {
  const text = textOf(reply.body);
  response.writeHead(reply.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.write(half(text), () => response.socket?.resetAndDestroy());
};

const drip = async ({ response }: Exchange, reply: Reply, ms: number): Promise<void> => {
  const text = textOf(reply.body);
  response.writeHead(reply.status, { 'content-type': 'application/json' });
  for (const letter of text) {
    if (response.destroyed) return;
    response.write(letter);
    await pause(ms, undefined, { ref: false });
  }
  response.end();
};

type Spoiler = (exchange: Exchange, reply: Reply, rule: FaultRule) => void | Promise<void>;

const truncated = (reply: Reply): Reply => ({
  status: 200,
  body: half(textOf(reply.body)),
  headers: { 'content-type': 'application/json' },
});

const isAnswer = ({ status, body }: Reply): boolean => status < 300 && typeof body === 'object';

const spoilers: Partial<Record<Fault, Spoiler>> = {
  F2: ({ response }) => void response.destroy(),
  F3: (exchange) => send(exchange, { status: 502, body: html('502 Bad Gateway') }),
  F4: (exchange) => send(exchange, { status: 500, body: '' }),
  F6: async (exchange, reply, { ms = 60_000 }) => {
    await pause(ms, undefined, { ref: false });
    send(exchange, reply);
  },
  F7: (exchange, reply, { ms = 1000 }) => drip(exchange, reply, ms),
  F8: (exchange, reply) => send(exchange, truncated(reply)),
  F9: (exchange, reply, { field }) =>
    send(exchange, isAnswer(reply) ? { ...reply, body: wrong(reply.body as object, field) } : reply),
  F12: reset,
  F14: (exchange, reply, rule) => send(exchange, withSkew(reply, rule)),
};

/** The answer of a call that was done, spoiled. */
export const spoil = async ({ fault, rule }: Strike, exchange: Exchange, reply: Reply): Promise<void> => {
  await (spoilers[fault] ?? send)(exchange, reply, rule);
};
