import type { Settings } from './settings.ts';

export interface VirtualClock {
  /** ms. */
  now(): number;
  /** Unix seconds, as in the answers. */
  seconds(): number;
  /** Never back: what has happened stays in the past. */
  to(at: number): void;
}

/** The given clock, put forward by what was asked of the control plane. */
export const virtualClock = (settings: Settings, real: { now(): number }): VirtualClock => {
  const now = () => settings.frozenAt ?? real.now() + settings.ahead;
  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    to: (at) => {
      const forward = at - now();
      if (forward <= 0) return;
      if (settings.frozenAt === null) settings.ahead += forward;
      else settings.frozenAt = at;
    },
  };
};

const day = 86_400_000;
// India has one time zone and no summer time.
const india = 5.5 * 3_600_000;

/** The day in India, counted from 1970. */
export const dayOf = (at: number): number => Math.floor((at + india) / day);

// 1 January 1970 was a Thursday.
const isWorkingDay = (days: number): boolean => ![0, 6].includes((days + 4) % 7);

/** Razorpay settles on working days; here at ten in the morning in India. Bank holidays are not known. */
export const nextSettlement = (after: number): number => {
  let days = dayOf(after);
  const at = () => days * day - india + 10 * 3_600_000;
  while (at() <= after || !isWorkingDay(days)) days += 1;
  return at();
};

/** Whether a number of whole working days lie between: T+2 for payments. */
export const workingDaysPassed = (from: number, to: number): number => {
  let passed = 0;
  for (let days = dayOf(from) + 1; days <= dayOf(to); days += 1) if (isWorkingDay(days)) passed += 1;
  return passed;
};
