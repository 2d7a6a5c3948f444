import type { NextFunction, Request, Response } from 'express';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from './reply.ts';

const ofExpress: Record<string, 'request.malformed' | 'request.too-large' | 'request.wrong-type'> = {
  'entity.parse.failed': 'request.malformed',
  'entity.too.large': 'request.too-large',
  'encoding.unsupported': 'request.wrong-type',
  'charset.unsupported': 'request.wrong-type',
  'request.size.invalid': 'request.malformed',
  'request.aborted': 'request.malformed',
};

/** The database says it cannot now: too many clients, going down, unreachable, locked for long. */
const isBusy = (name: string): boolean =>
  /^Sequelize(Connection|HostNotFound|ConnectionAcquireTimeout|ConnectionRefused|Timeout)/.test(name);

/** One place turns whatever was thrown into a refusal; what is none is a bug, logged under an id. */
export const refusalOf = (problem: unknown, log: Log): Refusal => {
  if (problem instanceof Refusal) return problem;
  const { type, status, name } = problem as { type?: string; status?: number; name?: string };
  const known = ofExpress[type ?? ''];
  if (known) return new Refusal(known);
  if (problem instanceof URIError || status === 400) return new Refusal('request.malformed');
  const id = newId();
  log.error({ err: problem, id }, 'a request failed');
  return isBusy(name ?? '') ? new Refusal('shop.busy', { id }) : new Refusal('request.failed', { id });
};

/** Express knows an error handler by its four parameters. */
export const answerProblem =
  (log: Log) =>
  (problem: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const refusal = refusalOf(problem, log);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (refusal.status === 503 || refusal.status === 429)
      response.setHeader('Retry-After', String(refusal.details?.['retryAfter'] ?? 2));
    // A body that was refused half read would otherwise be taken for the next request on this connection.
    if (!request.complete) response.setHeader('Connection', 'close');
    void sendJson(request, response, refusal.status, JSON.stringify(refusal.toReply()));
  };
