import type { TrustLevel } from '#contracts/trust';

/** What became of one order of a buyer. */
export interface Happened {
  kind: 'delivered' | 'rto' | 'cancelled-late' | 'dispute-lost';
  /** Of `rto`: whose doing it was. */
  cause: string | null;
  /** Some of it was to be paid at the door. */
  cash: boolean;
  at: number;
  /** It was this buyer: their account, or their phone that had confirmed the order. Otherwise only the phone is the same. */
  sure: boolean;
}
/** What an operator has decided. */
export interface Override {
  level: TrustLevel;
  reason: string;
  until: number | null;
  at: number;
}
export interface Counts {
  delivered: number;
  rto: number;
  refused: number;
  disputed: number;
  cancelledLate: number;
}
export interface History {
  points: number;
  counts: Counts;
  /** No order in cash has arrived yet. */
  isFirst: boolean;
  /** The operator's word, where it stands. */
  override: Override | null;
  /** Nothing but good has happened since the override. */
  asOverridden: boolean;
}

export const rungs = ['plain', 'code', 'part-prepaid', 'prepaid-only'] as const satisfies TrustLevel[];
export const rungOf = (level: TrustLevel): number => rungs.indexOf(level);

/** From how many points on a rung begins. */
const from = { plain: 0, code: 1, 'part-prepaid': 3, 'prepaid-only': 6 } as const;
/** An operator's level begins where one good order does not undo it, but some do. */
const set = { plain: 0, code: 2, 'part-prepaid': 4, 'prepaid-only': 6 } as const;
/** A bad year is forgotten after nine good orders at most. */
const most = 9;
/** What is not surely the buyer's doing leads to a code, never further. */
const mostOfDoubt = 2;

export const levelOf = (points: number): TrustLevel =>
  rungs.findLast((level) => points >= from[level]) ?? 'plain';

/** Parcels that came back because of the courier or the seller say nothing about the buyer. */
const ofCause: Record<string, number> = { refused: 4, courier: 0, seller: 0 };

const weightOf = ({ kind, cause, cash }: Happened): number => {
  if (kind === 'cancelled-late') return cause === 'seller' || cause === 'courier' ? 0 : 1;
  if (kind === 'dispute-lost') return 2;
  const weight = kind === 'rto' ? (ofCause[cause ?? ''] ?? 2) : 0;
  // What was paid for came back at the buyer's cost, not at the shop's.
  return cash ? weight : Math.floor(weight / 2);
};

const after = (points: number, one: Happened): number => {
  if (one.kind === 'delivered') return one.sure ? Math.max(0, points - 1) : points;
  const weight = weightOf(one);
  const isDoubtful = !one.sure || one.kind === 'cancelled-late';
  const limit = isDoubtful ? Math.max(points, mostOfDoubt) : most;
  return Math.min(points + weight, limit);
};

const count = (happened: readonly Happened[], wanted: (one: Happened) => boolean): number =>
  happened.filter((one) => one.sure && wanted(one)).length;

const countsOf = (happened: readonly Happened[]): Counts => ({
  delivered: count(happened, ({ kind }) => kind === 'delivered'),
  rto: count(happened, ({ kind }) => kind === 'rto'),
  refused: count(happened, ({ kind, cause }) => kind === 'rto' && cause === 'refused'),
  disputed: count(happened, ({ kind }) => kind === 'dispute-lost'),
  cancelledLate: count(happened, (one) => one.kind === 'cancelled-late' && weightOf(one) > 0),
});

/** All a buyer's orders, oldest first, walked through once; good ones heal, and an override begins anew. */
export const readHistory = (
  happened: readonly Happened[],
  { override, now }: { override: Override | null; now: number },
): History => {
  const standing = override && (override.until === null || override.until > now) ? override : null;
  const told = [...happened].sort((one, other) => one.at - other.at);
  const counted = standing ? told.filter(({ at }) => at > standing.at) : told;
  const start = standing ? set[standing.level] : 0;
  return {
    points: counted.reduce(after, start),
    counts: countsOf(told),
    isFirst: !told.some(({ kind, cash, sure }) => kind === 'delivered' && cash && sure),
    override: standing,
    asOverridden:
      standing !== null && counted.every((one) => one.kind === 'delivered' || weightOf(one) === 0),
  };
};

/** How many good orders lead to a better level; 0 at the top. */
export const goodOrdersToNext = (points: number): number => {
  const level = levelOf(points);
  return level === 'plain' ? 0 : points - from[level] + 1;
};
