import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RefusalCode } from '#contracts/refusals';
import { Refusal } from './refusal.ts';

/** So many points in so many seconds, by whatever the key names: an account, an address, both. */
export interface Limit {
  /** Takes points, or refuses and says when there will be more (`retryAfter`, seconds). */
  take(key: string, points?: number): Promise<void>;
  /** Refuses when nothing is left, and takes nothing. */
  check(key: string): Promise<void>;
  /** Gives the key all its points back. */
  forget(key: string): Promise<void>;
}

export interface LimitRule {
  points: number;
  seconds: number;
  code: RefusalCode;
}

const refusalFor = (code: RefusalCode, msBeforeNext: number): Refusal =>
  new Refusal(code, { retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1_000)) });

export const limit = ({ points, seconds, code }: LimitRule): Limit => {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    take: async (key, cost = 1) => {
      try {
        await limiter.consume(key, cost);
      } catch (problem) {
        throw problem instanceof RateLimiterRes ? refusalFor(code, problem.msBeforeNext) : problem;
      }
    },
    check: async (key) => {
      const now = await limiter.get(key);
      if (now && now.consumedPoints >= points) throw refusalFor(code, now.msBeforeNext);
    },
    forget: async (key) => void (await limiter.delete(key)),
  };
};
