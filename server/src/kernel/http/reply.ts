import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import { Prepared } from './serve.ts';

const squeeze = promisify(gzip);
/** Below this, an answer fits into a packet or two and compressing it only costs. */
const worthSqueezing = 1_400;

const squeezed = new WeakMap<Prepared, Buffer>();
const squeezeOnce = (prepared: Prepared): Buffer => {
  const before = squeezed.get(prepared);
  if (before) return before;
  const made = gzipSync(prepared.json, { level: 5 });
  squeezed.set(prepared, made);
  return made;
};

const takesGzip = (request: Request): boolean => /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');

const sendBytes = (response: Response, status: number, bytes: Buffer): void => {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
};

/** Sends what was serialised and squeezed once, for as long as it does not change. */
const sendPrepared = (request: Request, response: Response, prepared: Prepared): void => {
  response.setHeader('ETag', prepared.etag);
  response.setHeader('Cache-Control', 'no-cache');
  if (request.headers['if-none-match'] === prepared.etag) {
    response.statusCode = 304;
    response.end();
    return;
  }
  response.setHeader('Vary', 'Accept-Encoding');
  if (prepared.json.length < worthSqueezing || !takesGzip(request))
    return sendBytes(response, 200, prepared.json);
  response.setHeader('Content-Encoding', 'gzip');
  sendBytes(response, 200, squeezeOnce(prepared));
};

export const sendJson = async (
  request: Request,
  response: Response,
  status: number,
  body: string,
): Promise<void> => {
  response.setHeader('Cache-Control', 'no-store');
  const bytes = Buffer.from(body);
  if (bytes.length < worthSqueezing * 4 || !takesGzip(request)) return sendBytes(response, status, bytes);
  response.setHeader('Content-Encoding', 'gzip');
  sendBytes(response, status, await squeeze(bytes, { level: 3 }));
};

export const sendReply = async (request: Request, response: Response, reply: unknown): Promise<void> =>
  reply instanceof Prepared
    ? sendPrepared(request, response, reply)
    : sendJson(request, response, 200, JSON.stringify(reply));
