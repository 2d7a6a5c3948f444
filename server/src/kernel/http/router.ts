import express, { type NextFunction, type Request, type Response, Router } from 'express';
import type { Access, RouteDefinition } from '#contracts/route';
import { fingerprintOf } from '../fingerprint.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { HttpMetrics } from '../metrics.ts';
import { Refusal } from '../refusal.ts';
import type { Who } from '../who.ts';
import { type Answers, operationId } from './answers.ts';
import { readCookie, sendCookie } from './cookies.ts';
import type { Doorman } from './doorman.ts';
import { refuseForgery } from './origin.ts';
import { parseWith } from './parse.ts';
import { refusalOf } from './problem.ts';
import { sendJson, sendReply } from './reply.ts';
import type { AnyServed, Call } from './serve.ts';

export interface RouterDeps {
  doorman: Doorman;
  answers: Answers;
  metrics: HttpMetrics;
  log: Log;
}

type AnyCall = Call<RouteDefinition>;

/** JSON bodies are at most 1 MB; larger things are streams. */
const readJson = express.json({ limit: '1mb', strict: false, type: 'application/json' });

const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

const takes = (accepted: readonly string[], type: string): boolean =>
  accepted.some((one) => one === type || (one.endsWith('/*') && type.startsWith(one.slice(0, -1))));

const contentType = (request: Request): string =>
  (request.headers['content-type'] ?? 'application/octet-stream').split(';')[0]?.trim().toLowerCase() ?? '';

const readBody = (route: RouteDefinition) => (request: Request, response: Response, next: NextFunction) => {
  const type = contentType(request);
  if (route.stream) return next(takes(route.stream, type) ? undefined : new Refusal('request.wrong-type'));
  if (!hasBody(request)) return next();
  if (type !== 'application/json') return next(new Refusal('request.wrong-type'));
  return readJson(request, response, next);
};

const rank: Record<Who['role'], number> = { buyer: 0, seller: 1, operator: 2 };
const least: Record<Access, Who['role']> = {
  public: 'buyer',
  visitor: 'buyer',
  account: 'buyer',
  seller: 'seller',
  operator: 'operator',
};

/** The caller, if the route lets them in; a visitor who acts is given an account on the way. */
const admit = async (
  deps: RouterDeps,
  access: Access,
  request: Request,
  response: Response,
): Promise<Who | null> => {
  const { cookie, authorization } = request.headers;
  const known = await deps.doorman.identify({ cookie, authorization });
  if (access === 'public') return known;
  if (!known && access === 'visitor') {
    const key = request.headers['idempotency-key'];
    const { who, cookie: session } = await deps.doorman.admit(request.ip ?? '', key?.toString());
    sendCookie(response, session);
    return who;
  }
  if (!known) throw new Refusal('account.sign-in-first');
  if (rank[known.role] < rank[least[access]]) throw new Refusal('account.not-allowed');
  return known;
};

const keyOf = (request: Request): string => {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,128}$/.test(key)) throw new Refusal('key.missing');
  return key;
};

const readCall = async (
  route: RouteDefinition,
  request: Request,
  response: Response,
): Promise<Omit<AnyCall, 'who' | 'operation'>> => ({
  params: (await parseWith(route.params, request.params, 'request.bad-query')) as never,
  query: (await parseWith(route.query, request.query, 'request.bad-query')) as never,
  body: (await parseWith(route.body, request.body ?? {}, 'request.invalid')) as never,
  ip: request.ip ?? '',
  stream: request,
  contentType: contentType(request),
  headers: request.headers,
  setCookie: (name, value, { maxAge }) => sendCookie(response, { name, value, maxAge }),
  cookie: (name) => readCookie(request.headers.cookie, name),
});

const answer =
  (deps: RouterDeps, { route, handler }: AnyServed) =>
  async (request: Request, response: Response) => {
    if (!route.foreign) refuseForgery(request);
    const key = route.idempotent ? keyOf(request) : undefined;
    const read = await readCall(route, request, response);
    const who = await admit(deps, route.access, request, response);
    const run = async (operation: string) => handler({ ...read, who, operation } as never);
    if (!key) return sendReply(request, response, await run(newId()));

    const operation = operationId(who?.accountId ?? request.ip ?? '', `${route.method} ${request.path}`, key);
    if (route.idempotent === 'by-operation') return sendReply(request, response, await run(operation));
    const kept = await deps.answers.once(operation, fingerprintOf(read.body), async () => {
      try {
        return { status: 200, body: JSON.stringify(await run(operation)) };
      } catch (problem) {
        const refusal = refusalOf(problem, deps.log);
        // What is said about the key is no answer to the request: with the same key it may still come.
        if (refusal.code.startsWith('key.')) throw refusal;
        return { status: refusal.status, body: JSON.stringify(refusal.toReply()) };
      }
    });
    return sendJson(request, response, kept.status, kept.body);
  };

/** Binds every route to its path, and tells the metrics what each request cost. */
export const apiRouter = (served: readonly AnyServed[], deps: RouterDeps): Router => {
  const router = Router();
  for (const one of served) {
    const { method, path } = one.route;
    const bind = router[method.toLowerCase() as 'get'].bind(router);
    const timed = (_request: Request, response: Response, next: NextFunction): void => {
      deps.metrics.follow(response, method, path);
      next();
    };
    bind(path, timed, readBody(one.route), answer(deps, one));
  }
  return router;
};
