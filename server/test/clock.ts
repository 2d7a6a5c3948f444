import type { Clock } from '../src/kernel/clock.ts';

/** A clock that stands still until told. */
export const fakeClock = (start = Date.UTC(2026, 10, 22)): Clock & { pass(ms: number): void } => {
  let now = start;
  return {
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
  };
};
