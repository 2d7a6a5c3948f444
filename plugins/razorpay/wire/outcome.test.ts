import { KeysRefused, ProviderRefusal, UnknownOutcome } from 'leo-live/sdk';
import { describe, expect, it } from 'vitest';
import { judge } from './outcome.ts';
import type { Call } from './sdk.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const asked = { what: 'capture payment pay_1', now };
const refused = (statusCode: number) => ({
  statusCode,
  error: { code: 'BAD_REQUEST_ERROR', description: 'No.' },
});
const judged = (thrown: unknown, seen: Call['seen']) => judge(thrown, seen, asked);

describe('what a failed call means', () => {
  it.each([400, 403, 404, 422])('%i with Razorpay’s own error is a no, in its words', (status) => {
    const { kind, error } = judged(refused(status), { status });
    expect(kind).toBe('refused');
    expect(error).toBeInstanceOf(ProviderRefusal);
    expect(error).toMatchObject({ code: 'BAD_REQUEST_ERROR', message: 'No.' });
  });

  it.each([408, 409, 425, 500, 502, 503, 504, 302])('%i is not known, whatever it says', (status) => {
    const { kind, error } = judged(refused(status), { status });
    expect(kind).toBe('unknown');
    expect(error).toBeInstanceOf(UnknownOutcome);
  });

  it.each([
    [
      'what the SDK throws without an answer',
      new TypeError("Cannot read properties of undefined (reading 'status')"),
    ],
    ['an error without a description', { statusCode: 400, error: undefined }],
    ['text', 'no'],
    ['nothing', undefined],
  ])('%s is not known', (_, thrown) => {
    expect(judged(thrown, {}).kind).toBe('unknown');
    expect(judged(thrown, { status: 400 }).kind).toBe('unknown');
  });

  it('an error of another status than was seen is not known', () => {
    expect(judged(refused(400), { status: 404 }).kind).toBe('unknown');
    expect(judged(refused(400), {}).kind).toBe('unknown');
  });

  it('401 is about the keys, with and without a reason', () => {
    expect(judged(refused(401), { status: 401 }).error).toBeInstanceOf(KeysRefused);
    expect(judged(undefined, { status: 401 }).kind).toBe('keys');
  });

  it.each([
    ['5', 5_000],
    ['0', 0],
    ['Sun, 22 Nov 2026 10:00:07 GMT', 7_000],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('429 with Retry-After %j is waited for %j ms', (retryAfter, wait) => {
    const seen = { status: 429, ...(retryAfter === undefined ? {} : { retryAfter }) };
    const failure = judged(refused(429), seen);
    expect([failure.kind, failure.wait]).toEqual(['again', wait]);
  });
});
