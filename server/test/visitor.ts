import { randomUUID } from 'node:crypto';

export interface Answered<T = Record<string, never>> {
  status: number;
  body: T & { error?: { code: string; details?: Record<string, unknown> } };
}

/** One browser or program: it keeps its cookie, and says what it sends. */
export const visitorOf = (url: string, headers: Record<string, string> = {}) => {
  let cookie = '';
  const send = async <T = Record<string, never>>(
    method: string,
    path: string,
    { body, key }: { body?: unknown; key?: string } = {},
  ): Promise<Answered<T>> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie ? { cookie } : {}),
        'idempotency-key': key ?? randomUUID(),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return { status: response.status, body: (await response.json()) as Answered<T>['body'] };
  };
  return { send, cookie: () => cookie };
};
export type Visitor = ReturnType<typeof visitorOf>;

export const address = {
  name: 'Meera',
  phone: '9876543210',
  pin: '411001',
  line: '4 Lakshmi Road',
  city: 'Pune',
  state: 'Maharashtra',
};
