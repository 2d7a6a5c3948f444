import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest } from './api-error.ts';
import { type Fields, isFields } from './input.ts';

/** One request and its answer, as they are on the wire. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

export interface Reply {
  status: number;
  /** An object is sent as JSON. */
  body: object | string;
  headers?: Record<string, string>;
}

// No call of Razorpay needs more; a client that sends more has lost its way.
const longest = 1024 * 1024;

export const readBody = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length <= longest) parts.push(part);
    });
    request.once('end', () => resolve(length > longest ? '\u0000' : Buffer.concat(parts).toString('utf8')));
    request.once('error', reject);
  });

const asForm = (text: string): Fields => Object.fromEntries(new URLSearchParams(text));

export const parseBody = (text: string, type = ''): Fields => {
  if (text.trim() === '') return {};
  if (type.startsWith('application/x-www-form-urlencoded')) return asForm(text);
  const parsed = tryJson(text);
  if (isFields(parsed)) return parsed;
  // PHP sends an empty object as a list.
  if (Array.isArray(parsed) && parsed.length === 0) return {};
  throw badRequest('The request body is not valid JSON.');
};

const tryJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const textOf = (body: Reply['body']): string =>
  typeof body === 'string' ? body : JSON.stringify(body);

export const send = ({ response }: Exchange, { status, body, headers = {} }: Reply): void => {
  const text = textOf(body);
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? 'text/html; charset=UTF-8' : 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
};
