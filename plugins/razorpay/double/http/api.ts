import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../world.ts';
import { ApiError, badRequest, inProgress, notAuthenticated, serverError, unknownPath } from './api-error.ts';
import { instead, spoil } from './apply-fault.ts';
import { type Exchange, parseBody, type Reply, readBody, send } from './exchange.ts';
import { strikeOf } from './faults.ts';
import { type Fields, only } from './input.ts';
import { type Match, match } from './router.ts';

const idempotencyHeaders = ['x-refund-idempotency', 'x-transfer-idempotency'];

const isAllowed = ({ books }: World, { request }: Exchange): boolean => {
  const { keyId, keySecret } = books.settings;
  const expected = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;
  return request.headers.authorization === expected;
};

const queryOf = (url: string): Fields => {
  const at = url.indexOf('?');
  return at < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(at + 1)));
};

/** `/v1`, as Razorpay's clients reach it. */
export class Api {
  readonly #world: World;
  /** Idempotency keys of calls that are under way (F10). */
  readonly #underWay = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  async answer(exchange: Exchange): Promise<void> {
    const { method = '', url = '' } = exchange.request;
    const found = match(method, url.split('?')[0] ?? '');
    const strike = strikeOf(this.#world, found?.name ?? `${method} ${url}`);
    const early = strike && instead(strike, url);
    // A request that is dropped unread would leave its body in the line.
    const text = await readBody(exchange.request);
    if (early === 'drop') return void exchange.response.destroy();
    if (early) {
      await this.#world.books.saved();
      send(exchange, early);
      if (strike?.fault === 'F10' && found)
        await this.#later(exchange, { found, text, ms: strike.rule.ms ?? 50 });
      return;
    }
    const reply = this.#reply(exchange, found, text);
    await this.#world.books.saved();
    if (strike) await spoil(strike, exchange, reply);
    else send(exchange, reply);
  }

  /** F10: answered with 409 while the work is under way; whoever asks with its key meanwhile hears the same. */
  async #later(exchange: Exchange, of: { found: Match; text: string; ms: number }): Promise<void> {
    const keys = this.#keys(exchange);
    for (const key of keys) this.#underWay.add(key);
    await pause(of.ms, undefined, { ref: false });
    for (const key of keys) this.#underWay.delete(key);
    this.#reply(exchange, of.found, of.text);
    await this.#world.books.saved();
  }

  #keys({ request }: Exchange): string[] {
    return idempotencyHeaders.flatMap((name) => request.headers[name] ?? []);
  }

  #reply(exchange: Exchange, found: Match | null, text: string): Reply {
    try {
      return { status: 200, body: this.#run(exchange, found, text) };
    } catch (error) {
      const known = error instanceof ApiError ? error : serverError();
      return { status: known.status, body: known.body };
    }
  }

  #run(exchange: Exchange, found: Match | null, text: string): object {
    const { headers, url = '' } = exchange.request;
    const query = queryOf(url);
    const isPublic = found?.name === 'GET /methods' && query['key_id'] === this.#world.books.settings.keyId;
    if (!isPublic && !isAllowed(this.#world, exchange)) throw notAuthenticated();
    if (!found) throw unknownPath();
    if (headers['x-razorpay-account'] !== undefined)
      throw badRequest('Access to linked accounts with this key is not enabled.');
    only(query, found.route.query ?? []);
    const keys = this.#keys(exchange);
    if (keys.some((key) => this.#underWay.has(key))) throw inProgress();
    const header = (name: string) => {
      const value = headers[name.toLowerCase()];
      return typeof value === 'string' ? value : undefined;
    };
    const body = parseBody(text, headers['content-type']);
    return found.route.run(this.#world, { ids: found.ids, query, body, header });
  }
}
