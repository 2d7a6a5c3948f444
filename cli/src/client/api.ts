import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Reply, RouteDefinition } from '#contracts/route';
import { CliError } from '../errors.ts';
import { clean } from '../output.ts';
import type { Shop } from '../shop-folder.ts';

export interface Request {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | undefined>>;
  body?: unknown;
  /** A file that is sent as it is read. */
  stream?: { content: Readable; type: string; bytes: number };
  signal?: AbortSignal;
}

export interface Client {
  call<R extends RouteDefinition>(route: R, request?: Request): Promise<Reply<R>>;
  download(path: string): Promise<string>;
}

const notRunning = (): CliError =>
  new CliError('The shop does not answer', { code: 'shop.not-running', help: 'Start it with: leo up' });

/** `price: is not a number`, one thing a line. */
const readableDetails = (details: object): string =>
  Object.entries(details)
    .flatMap(([name, value]: [string, unknown]) => {
      if (typeof value !== 'object' || value === null) return `${name}: ${String(value)}`;
      return Object.entries(value).map(([part, about]) => `${part}: ${String(about)}`);
    })
    .map(clean)
    .join('\n');

/** The refusal in a server's answer, in its own words; whatever else came is told as it is. */
const refusalIn = async (reply: Response): Promise<CliError> => {
  const text = await reply.text();
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string; details?: object } };
    const details = readableDetails(error.details ?? {});
    return new CliError(clean(error.message), { code: error.code, ...(details && { help: details }) });
  } catch {
    return new CliError(`The server answered ${reply.status}: ${clean(text).slice(0, 200)}`, {
      code: 'server.unexpected',
      help: 'Look at: leo logs server',
    });
  }
};

const addressOf = (base: string, route: RouteDefinition, { params = {}, query = {} }: Request): URL => {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value);
  return url;
};

const bodyOf = ({ body, stream }: Request): { init: RequestInit; headers: Record<string, string> } => {
  if (stream) {
    const init = { body: Readable.toWeb(stream.content) as ReadableStream, duplex: 'half' } as RequestInit;
    return { init, headers: { 'content-type': stream.type, 'content-length': String(stream.bytes) } };
  }
  if (body === undefined) return { init: {}, headers: {} };
  return { init: { body: JSON.stringify(body) }, headers: { 'content-type': 'application/json' } };
};

/** The shop's API as its operator. */
export const openClient = (shop: Pick<Shop, 'settings' | 'env'>): Client => {
  const base = `http://127.0.0.1:${shop.settings.port}`;
  const authorization = `Bearer ${shop.env['LEO_OPERATOR_TOKEN'] ?? ''}`;
  const send = async (url: URL, init: RequestInit): Promise<Response> => {
    const reply = await fetch(url, init).catch((error: unknown) => {
      if (init.signal?.aborted) throw error;
      throw notRunning();
    });
    if (!reply.ok) throw await refusalIn(reply);
    return reply;
  };
  return {
    call: async (route, request = {}) => {
      const { init, headers } = bodyOf(request);
      const reply = await send(addressOf(base, route, request), {
        ...init,
        method: route.method,
        headers: { ...headers, ...(route.idempotent && { 'idempotency-key': randomUUID() }), authorization },
        ...(request.signal && { signal: request.signal }),
      });
      return (await reply.json()) as Reply<typeof route>;
    },
    download: async (path) => (await send(new URL(path, base), { headers: { authorization } })).text(),
  };
};
