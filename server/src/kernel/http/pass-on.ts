import { request as ask } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../refusal.ts';

/** What a browser may say and hear; cookies of this shop go no further. */
const headersOf = ({ headers }: Request) => ({
  ...(headers['content-type'] && { 'content-type': headers['content-type'] }),
  ...(headers['content-length'] && { 'content-length': headers['content-length'] }),
});

/**
 * Passes requests on to another program on this machine: a browser that reaches the shop, on a phone perhaps, does not
 * reach that one.
 */
export const passOn =
  (port: number): RequestHandler =>
  (request: Request, response: Response, next): void => {
    const asked = ask(
      {
        host: '127.0.0.1',
        port,
        method: request.method,
        path: request.url,
        headers: headersOf(request),
        timeout: 30_000,
      },
      (answer) => {
        response.status(answer.statusCode ?? 502);
        const type = answer.headers['content-type'];
        if (type) response.setHeader('Content-Type', type);
        response.setHeader('Cache-Control', 'no-store');
        answer.pipe(response);
      },
    );
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => next(new Refusal('payment.not-now')));
    request.pipe(asked);
  };
