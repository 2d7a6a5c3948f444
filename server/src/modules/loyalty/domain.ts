/** Coins in one lot: they came together and go together on one day. */
export interface Lot {
  id: string;
  /** Held ones included. */
  coins: number;
  held: number;
  /** A business day; null: never. */
  expiresOn: number | null;
}
/** So many coins of one lot. */
export interface Part {
  lotId: string;
  coins: number;
}

/** Anything else is a bug of the caller. */
export const whole = (coins: number): number => {
  if (!Number.isSafeInteger(coins) || coins < 0) throw new RangeError(`Not a number of coins: ${coins}`);
  return coins;
};

/** As many as are asked for, from the first that have some; fewer where there are not that many. */
export const pick = (from: readonly Part[], coins: number): Part[] => {
  const parts: Part[] = [];
  let left = coins;
  for (const one of from) {
    const taken = Math.min(one.coins, left);
    if (taken > 0) parts.push({ lotId: one.lotId, coins: taken });
    left -= taken;
  }
  return parts;
};

export const sum = (parts: readonly { coins: number }[]): number =>
  parts.reduce((total, { coins }) => total + coins, 0);

/** What is not held of each lot. */
export const free = (lots: readonly Lot[]): Part[] =>
  lots.map(({ id, coins, held }) => ({ lotId: id, coins: coins - held }));

/** What an earning loses when only `keep` of it stay, and how much of that is still in the wallet, not held. */
export const clawed = (
  earning: { coins: number; clawed: number },
  keep: number,
  available: number,
): { taken: number; shortfall: number } => {
  const due = Math.max(0, earning.coins - earning.clawed - keep);
  const taken = Math.min(due, available);
  return { taken, shortfall: due - taken };
};

const day = 86_400_000;
/** Days begin at midnight in India, where the shop's buyers read "expires on 3 March". */
const india = 19_800_000;

export const dayOf = (at: number): number => Math.floor((at + india) / day);
export const startOf = (businessDay: number): number => businessDay * day - india;

/** Coins earned today are good for so many days after it, to the end of the last of them. */
export const expiryOf = (today: number, afterDays: number | null): number | null =>
  afterDays === null ? null : today + afterDays + 1;

/**
 * The business day after a look at the clock: never back, and one day at a time at most, so that a clock that is
 * wrong by a year for an hour takes a day from nobody's coins but one.
 */
export const nextBusinessDay = (before: number, now: number): number =>
  before === 0 ? dayOf(now) : Math.min(Math.max(before, dayOf(now)), before + 1);
