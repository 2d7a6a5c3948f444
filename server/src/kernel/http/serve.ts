import type { Readable } from 'node:stream';
import type { Access, Body, Params, Query, Reply, RouteDefinition } from '#contracts/route';
import type { Who } from '../who.ts';

type WhoFor<A extends Access> = A extends 'public' ? Who | null : Who;

/** A parsed request, as a use case wants it. */
export interface Call<R extends RouteDefinition> {
  params: Params<R>;
  query: Query<R>;
  body: Body<R>;
  who: WhoFor<R['access']>;
  /** A UUID that is the same for the same caller, route and Idempotency-Key; a fresh one on other routes. */
  operation: string;
  ip: string;
  /** The raw body of a route with `stream`. */
  stream: Readable;
  contentType: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  setCookie(name: string, value: string, options: { maxAge: number }): void;
  cookie(name: string): string | undefined;
}

/** An answer that was serialised before: sent as it is, with its ETag. */
export class Prepared {
  readonly json: Buffer;
  readonly etag: string;
  constructor(json: Buffer, etag: string) {
    this.json = json;
    this.etag = etag;
  }
}

type Answer<R extends RouteDefinition> = Reply<R> | Prepared;

export type Handler<R extends RouteDefinition> = (call: Call<R>) => Promise<Answer<R>> | Answer<R>;

/** One route bound to its use case. */
export interface Served<R extends RouteDefinition = RouteDefinition> {
  route: R;
  handler: Handler<R>;
}
/** A list of served routes of different types; each was checked where it was made. */
export type AnyServed = { route: RouteDefinition; handler: Handler<never> };

export const serve = <R extends RouteDefinition>(route: R, handler: Handler<R>): AnyServed =>
  ({ route, handler }) as unknown as AnyServed;
