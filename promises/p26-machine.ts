import { steadyClock } from '../server/src/kernel/clock.ts';
import type { Chance } from '../server/test/random.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** What somebody, or a server of the time, does to a machine's clock: a leap second is a second that comes twice. */
const jumps = [day, -day, hour, -hour, -hour, 90_000, 1_000, -1_000] as const;

/** A machine whose time of day is set at moments of chance while the shop runs on it. Its true time only goes on. */
export const lyingMachine = (chance: Chance) => {
  const time = { wall: Date.UTC(2026, 10, 22, 9), steady: 0, jumps: 0 };
  const pass = (ms: number): void => {
    time.wall += ms;
    time.steady += ms;
  };
  return {
    /** The clock of a process that is started now: it believes the machine once. */
    boot: () => ({ ...steadyClock({ wall: () => time.wall, steady: () => time.steady }), pass }),
    pass,
    set: (by: number): void => {
      time.wall += by;
      time.jumps += 1;
    },
    jump: (): void => {
      time.wall += chance.one(jumps);
      time.jumps += 1;
    },
    /** True time since the beginning. */
    elapsed: (): number => time.steady,
    jumps: (): number => time.jumps,
  };
};
export type LyingMachine = ReturnType<typeof lyingMachine>;
