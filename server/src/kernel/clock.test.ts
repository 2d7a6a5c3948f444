import { describe, expect, it } from 'vitest';
import { steadyClock } from './clock.ts';

const hour = 3_600_000;
const day = 24 * hour;

const machine = () => {
  const time = { wall: 1_800_000_000_000, steady: 5_000 };
  const clock = steadyClock({ wall: () => time.wall, steady: () => time.steady });
  return {
    clock,
    pass: (ms: number) => {
      time.wall += ms;
      time.steady += ms;
    },
    set: (by: number) => {
      time.wall += by;
    },
  };
};

describe('the clock of the shop', () => {
  it('says what the machine says', () => {
    const { clock, pass } = machine();
    const before = clock.now();
    pass(90_000);
    expect(clock.now() - before).toBe(90_000);
  });

  it.each([-hour, -day, day, hour])(
    'when the machine is set by %i ms, ten minutes stay about ten minutes',
    (by) => {
      const { clock, pass, set } = machine();
      const before = clock.now();
      set(by);
      let last = before;
      for (let minute = 0; minute < 10; minute++) {
        pass(60_000);
        const now = clock.now();
        expect(now).toBeGreaterThan(last);
        last = now;
      }
      expect(last - before).toBeGreaterThanOrEqual(9 * 60_000);
      expect(last - before).toBeLessThanOrEqual(11 * 60_000);
    },
  );

  it('comes back to the right time by and by', () => {
    const { clock, pass, set } = machine();
    const before = clock.now();
    set(hour);
    for (let minute = 0; minute < 700; minute++) {
      pass(60_000);
      clock.now();
    }
    expect(Math.abs(clock.now() - (before + hour + 700 * 60_000))).toBeLessThan(1_001);
  });
});
