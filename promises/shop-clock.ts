import { fakeClock } from '../server/test/clock.ts';

/** Stands still until it is told: what is due is done at once, and "within a minute" is a minute of the shop's. */
export const movableClock = () => fakeClock();
export type MovableClock = ReturnType<typeof movableClock>;

/** Lets what waits for the network or a timer of this process have its turn. */
export const breath = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
