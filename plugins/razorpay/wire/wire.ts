import { ProviderRefusal, UnknownOutcome } from 'leo-live/sdk';
import * as z from 'zod/mini';
import { type Failure, judge } from './outcome.ts';
import { type Access, type Call, openSdk, type Sdk } from './sdk.ts';

/** One question to the provider. */
export interface Asked<S extends z.core.$ZodType> {
  /** For people: "capture pay_…". */
  what: string;
  /** Whether it may be sent again though it may have been done: reading, or under a key the provider knows it by. */
  repeatable: boolean;
  headers?: Readonly<Record<string, string>>;
  send(sdk: Sdk): Promise<unknown>;
  answer: S;
  /** What the answer must also be, e.g. about the same payment and amount; false is "not known". */
  fits?(answer: z.output<S>): boolean;
}

export interface Wire {
  ask<S extends z.core.$ZodType>(asked: Asked<S>): Promise<z.output<S>>;
  now(): number;
}

export interface WireParts {
  wait(ms: number): Promise<void>;
  now(): number;
  random(): number;
}

export const realParts: WireParts = {
  wait: (ms) => new Promise((done) => void setTimeout(done, ms)),
  now: Date.now,
  random: Math.random,
};

/** Tries after the first. */
const budget = 3;
/** No try begins later than this after the first: somebody waits for the answer. */
const patience = 20_000;
/** What is asked to wait longer than this is given back to whoever asks again later. */
const longestWait = 10_000;

const pauseBefore = (tries: number, parts: WireParts): number =>
  Math.round(250 * 2 ** tries * (0.5 + parts.random()));

const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text);

/** A new error, so that nothing of the request (its keys are in there) hangs on to what is logged. */
const clean = (error: Error, secrets: readonly string[]): Error => {
  const message = withoutSecrets(error.message, secrets);
  if (message === error.message) return error;
  return error instanceof ProviderRefusal
    ? new ProviderRefusal(withoutSecrets(error.code, secrets), message)
    : new UnknownOutcome(message);
};

const secretsOf = ({ keyId, keySecret }: Access): string[] => [
  keySecret,
  Buffer.from(`${keyId}:${keySecret}`).toString('base64'),
];

const mayTryAgain = ({ kind }: Failure, repeatable: boolean): boolean =>
  kind === 'again' || (kind === 'unknown' && repeatable);

type Result<S extends z.core.$ZodType> = { answer: z.output<S> } | { failure: Failure };

/** One try. */
const trying =
  ({ sdk, run }: ReturnType<typeof openSdk>, { now }: WireParts) =>
  async <S extends z.core.$ZodType>(asked: Asked<S>): Promise<Result<S>> => {
    const call: Call = { headers: asked.headers ?? {}, seen: {} };
    try {
      const raw = await run(call, async () => asked.send(sdk));
      const parsed = z.safeParse(asked.answer, raw);
      if (parsed.success && (asked.fits?.(parsed.data) ?? true)) return { answer: parsed.data };
      const why = `Razorpay was asked to ${asked.what}, and its answer is about something else or unreadable`;
      return { failure: { kind: 'unknown', error: new UnknownOutcome(why) } };
    } catch (thrown) {
      return { failure: judge(thrown, call.seen, { what: asked.what, now: now() }) };
    }
  };

/** Asks the provider, again where that is safe, and answers only what was checked. Throws the sdk's errors alone. */
export const openWire = (access: Access, parts: WireParts = realParts): Wire => {
  const once = trying(openSdk(access), parts);
  const secrets = secretsOf(access);
  return {
    now: parts.now,
    ask: async (asked) => {
      const began = parts.now();
      for (let tries = 0; ; tries += 1) {
        const result = await once(asked);
        if ('answer' in result) return result.answer;
        const { failure } = result;
        const wait = (failure.wait ?? 0) + pauseBefore(tries, parts);
        const tooLate = wait > longestWait || parts.now() + wait - began > patience;
        if (tries >= budget || tooLate || !mayTryAgain(failure, asked.repeatable))
          throw clean(failure.error, secrets);
        await parts.wait(wait);
      }
    },
  };
};
