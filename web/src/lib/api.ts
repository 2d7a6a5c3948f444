import type { RefusalCode, RefusalReply } from '#contracts/refusals';
import type { BodyInput, Params, QueryInput, Reply, RouteDefinition } from '#contracts/route';

/** A refusal of the shop, or the one the browser adds: the shop was not reached at all. */
export type ApiCode = RefusalCode | 'network.unreachable';

/** The shop said no: a code to decide by and a sentence to show. */
export class ApiRefusal extends Error {
  readonly code: ApiCode;
  readonly status: number;
  readonly details: Record<string, unknown>;

  constructor(
    code: ApiCode,
    message: string,
    more: { status?: number; details?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = 'ApiRefusal';
    this.code = code;
    this.status = more.status ?? 0;
    this.details = more.details ?? {};
  }
}

/** What is missing from a route's definition may not be sent; what is there must be. */
type Part<Name extends string, Given> = [Given] extends [undefined]
  ? { [K in Name]?: undefined }
  : Record<never, never> extends Given
    ? { [K in Name]?: Given }
    : { [K in Name]: Given };

export type CallInput<R extends RouteDefinition> = Part<'params', Params<R>> &
  Part<'query', QueryInput<R>> &
  Part<'body', BodyInput<R>> & {
    /** A picture or a sheet, for routes that take a stream. */
    file?: Blob;
    /** The Idempotency-Key of a request that moves money or stock: one per thing the person means to do. */
    key?: string;
    signal?: AbortSignal;
  };

const fill = (path: string, params: Record<string, unknown>) =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));

/** `{ q: 'kurta', size: ['M', 'L'] }` as `?q=kurta&size=M&size=L`; what is empty is left out. */
export const toQueryString = (query: Record<string, unknown>): string => {
  const search = new URLSearchParams();
  for (const [name, given] of Object.entries(query)) {
    for (const value of Array.isArray(given) ? given : [given]) {
      if (value !== undefined && value !== null && value !== '') search.append(name, String(value));
    }
  }
  const text = search.toString();
  return text && `?${text}`;
};

const unreachable = () =>
  new ApiRefusal('network.unreachable', 'The shop cannot be reached. Check your connection and try again.');

/** Whatever a proxy or a crash answers becomes a refusal, so that screens have one way to fail. */
export const toRefusal = async (response: Response): Promise<ApiRefusal> => {
  const answer = (await response.json().catch(() => null)) as Partial<RefusalReply> | null;
  if (answer?.error?.code)
    return new ApiRefusal(answer.error.code, answer.error.message, {
      status: response.status,
      details: answer.error.details,
    });
  const code = response.status === 503 ? 'shop.busy' : 'request.failed';
  return new ApiRefusal(code, 'The shop did not answer as it should. Try again in a moment.', {
    status: response.status,
  });
};

interface Sent {
  params?: object;
  query?: object;
  body?: unknown;
  file?: Blob;
  key?: string;
  signal?: AbortSignal;
}

const headersOf = ({ body, file, key }: Sent): Record<string, string> => ({
  accept: 'application/json',
  // A page of another origin cannot send this header without being asked first, which the shop never allows.
  'x-leo-csrf': '1',
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...(file ? { 'content-type': file.type || 'application/octet-stream' } : {}),
  ...(key ? { 'idempotency-key': key } : {}),
});

/** Calls a route of the contracts and gives its reply, or throws an ApiRefusal. */
export const call = async <R extends RouteDefinition>(route: R, input: CallInput<R>): Promise<Reply<R>> => {
  const sent = input as Sent;
  const address = fill(route.path, { ...sent.params }) + toQueryString({ ...sent.query });
  const response = await fetch(address, {
    method: route.method,
    headers: headersOf(sent),
    body: sent.file ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body)),
    credentials: 'same-origin',
    signal: sent.signal,
  }).catch((failure: unknown) => {
    throw failure instanceof DOMException && failure.name === 'AbortError' ? failure : unreachable();
  });
  if (!response.ok) throw await toRefusal(response);
  return (await response.json()) as Reply<R>;
};

/** What to tell the person, whatever was thrown. */
export const sentenceOf = (failure: unknown): string =>
  failure instanceof ApiRefusal
    ? failure.message
    : 'Something went wrong on this page. Reload it and try again.';

/** The fields the shop did not take, by name: `{ phone: 'is not a phone number' }`. */
export const fieldErrorsOf = (failure: unknown): Record<string, string> => {
  const fields = failure instanceof ApiRefusal ? failure.details['fields'] : undefined;
  if (typeof fields !== 'object' || fields === null) return {};
  const named = Array.isArray(fields)
    ? fields.map((field: { path?: string; field?: string; message?: string }) => [
        field.path ?? field.field ?? '',
        field.message,
      ])
    : Object.entries(fields);
  return Object.fromEntries(
    named.map(([path, message]) => [String(path).split('.').at(-1) ?? '', String(message)]),
  );
};

export const codeOf = (failure: unknown): ApiCode | undefined =>
  failure instanceof ApiRefusal ? failure.code : undefined;

/** One key per thing a person means to do; `randomUUID` is missing where the page is not secure. */
export const newKey = (): string => {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
};
