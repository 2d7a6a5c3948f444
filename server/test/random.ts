/** Chance that comes out the same for the same seed (mulberry32). */
export const seeded = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    /** From 0 to 1, 1 not included. */
    next,
    /** A whole number from 0 to `limit`, which is not included. */
    below,
    chance: (share: number): boolean => next() < share,
    one: <T>(from: readonly T[]): T => from[below(from.length)]!,
  };
};
export type Chance = ReturnType<typeof seeded>;
