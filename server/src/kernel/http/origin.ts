import type { Request } from 'express';
import { Refusal } from '../refusal.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site makes a buyer's browser send. Browsers name the origin of every request that
 * changes something; programs that are no browser carry no cookies to abuse and need not.
 */
export const refuseForgery = (request: Request): void => {
  if (reading.has(request.method)) return;
  const from = request.headers['sec-fetch-site'];
  if (from === 'same-origin' || from === 'none') return;
  const origin = request.headers.origin;
  if (origin === undefined && from === undefined) return;
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host) return;
  throw new Refusal('request.forged');
};
