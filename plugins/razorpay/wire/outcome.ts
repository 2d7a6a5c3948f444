import { KeysRefused, ProviderRefusal, UnknownOutcome } from 'leo-live/sdk';
import * as z from 'zod/mini';
import type { Call } from './sdk.ts';

/** What became of one try. `again`: it is certain that nothing was done, so that any call may be tried again. */
export interface Failure {
  kind: 'unknown' | 'refused' | 'keys' | 'again';
  error: Error;
  /** ms the provider asked to wait. */
  wait?: number;
}

const refusal = z.object({
  statusCode: z.int(),
  error: z.object({ code: z.string(), description: z.string() }),
});

/** Seconds, or a date; undefined where it is neither. */
const waitOf = (retryAfter: string | undefined, now: number): number | undefined => {
  if (retryAfter === undefined) return undefined;
  if (/^\d{1,6}$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
};

/** 409 is said while the same request is still being worked on: with its key, it may be asked again. */
const unsure = new Set([408, 409, 425, 429]);

/**
 * What a failed call means. Only a 4xx that carries the provider's own error is a "no"; a reset, a timeout, a page of
 * a proxy, an empty 500, a redirect leave open whether it was done.
 */
export const judge = (thrown: unknown, seen: Call['seen'], asked: { what: string; now: number }): Failure => {
  const status = seen.status;
  const says = refusal.safeParse(thrown);
  const how = status === undefined ? (seen.failure ?? 'no answer') : `status ${status}`;
  const unknown = new UnknownOutcome(
    `Razorpay was asked to ${asked.what}; whether it did is not known (${how})`,
  );
  if (status === 401)
    return {
      kind: 'keys',
      error: new KeysRefused('Razorpay does not take the keys in .env: are they still valid?'),
    };
  if (status === 429) {
    const wait = waitOf(seen.retryAfter, asked.now);
    return { kind: 'again', error: unknown, ...(wait === undefined ? {} : { wait }) };
  }
  const isNo = status !== undefined && status >= 400 && status < 500 && !unsure.has(status);
  if (isNo && says.success && says.data.statusCode === status)
    return { kind: 'refused', error: new ProviderRefusal(says.data.error.code, says.data.error.description) };
  return { kind: 'unknown', error: unknown };
};
