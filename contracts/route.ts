import type * as z from 'zod/mini';

type Schema = z.core.$ZodType;

/**
 * Who may call a route.
 * - `public`: anyone, and no session is opened.
 * - `visitor`: anyone; a visitor without a session gets an account of role buyer and a cookie on the way.
 * - `account`: whoever has a session. `seller`: sellers and operators. `operator`: operators.
 */
export type Access = 'public' | 'visitor' | 'account' | 'seller' | 'operator';

export interface RouteDefinition {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express form, `/api/products/:slug`. */
  path: string;
  summary: string;
  access: Access;
  /**
   * True where money or stock moves: the caller sends `Idempotency-Key`, and the same key gets the same answer.
   * `by-operation`: so does this route, and its use case keeps the outcome itself, under the call's `operation`.
   */
  idempotent?: boolean | 'by-operation';
  /** True where other programs and other sites' pages call it: it believes nothing but what is signed. */
  foreign?: boolean;
  params?: Schema;
  query?: Schema;
  body?: Schema;
  /** The content types of a body that is no JSON and is handed to the handler as a stream. */
  stream?: readonly string[];
  reply: Schema;
}

type Out<S> = S extends Schema ? z.core.output<S> : undefined;
type In<S> = S extends Schema ? z.core.input<S> : undefined;

export type Params<R extends RouteDefinition> = Out<R['params']>;
export type Query<R extends RouteDefinition> = Out<R['query']>;
export type Body<R extends RouteDefinition> = Out<R['body']>;
export type Reply<R extends RouteDefinition> = Out<R['reply']>;
/** What a client may send: optional and defaulted fields may be left out. */
export type QueryInput<R extends RouteDefinition> = In<R['query']>;
export type BodyInput<R extends RouteDefinition> = In<R['body']>;

/** One route, used three times: `serve` in the server, `call` in web and CLI, and the OpenAPI document. */
/* @__NO_SIDE_EFFECTS__ */
export const route = <const R extends RouteDefinition>(definition: R): R => definition;
