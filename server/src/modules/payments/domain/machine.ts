/** How a provider's payment stands, as the port of payments says it. */
export type SeenState = 'created' | 'failed' | 'authorised' | 'captured' | 'refunded';
/** Where a provider's payment stands in our books: in no account, in 2700, with its orders, or owed back. */
export type Booked = 'none' | 'unapplied' | 'applied' | 'returned';

/** What is new: `lapsed` is an authorisation that went back by itself and was never the shop's. */
export type News = 'created' | 'failed' | 'authorised' | 'captured' | 'lapsed';

/**
 * How our row stands to the payment we hear of.
 * - `unknown`: we asked for no such thing. `open`: our row has no money yet, or lost it.
 * - `counted`: this is the money our row counts on; `claimed`: and stock is sold to it; `captured`: and it is booked.
 * - `other`: our row has other money. `refused`: the shop cannot use money for this row any more.
 */
export type Standing = 'unknown' | 'open' | 'counted' | 'claimed' | 'captured' | 'other' | 'refused';

/**
 * What is done.
 * - `tell`: it becomes the money of our row. `adopt`: so it does, and nobody needs to be told.
 * - `book`: to its orders. `keep`: into 2700 until somebody claims or refuses it.
 * - `second`, `give-back`: into 2700 and back to who paid. `stray`: into 2700, an operator decides.
 * - `lapse`: our row waits for other money. `lose`: what was claimed cannot be had.
 */
export type Ruling =
  | 'nothing'
  | 'tell'
  | 'adopt'
  | 'book'
  | 'keep'
  | 'second'
  | 'give-back'
  | 'stray'
  | 'lapse'
  | 'lose';

const ignored: Record<Standing, Ruling> = {
  unknown: 'nothing',
  open: 'nothing',
  counted: 'nothing',
  claimed: 'nothing',
  captured: 'nothing',
  other: 'nothing',
  refused: 'nothing',
};

/** Which news does what, for every standing there is. */
export const rulings: Record<News, Record<Standing, Ruling>> = {
  created: ignored,
  failed: { ...ignored, counted: 'lapse', claimed: 'lose' },
  authorised: { ...ignored, open: 'tell', claimed: 'adopt' },
  captured: {
    unknown: 'stray',
    open: 'keep',
    counted: 'keep',
    claimed: 'book',
    captured: 'nothing',
    other: 'second',
    refused: 'give-back',
  },
  lapsed: { ...ignored, counted: 'lapse', claimed: 'lose' },
};

/** Later states have a higher rank: what is older news than what we know changes nothing. */
const rank: Record<SeenState, number> = { created: 0, failed: 1, authorised: 2, captured: 3, refunded: 4 };

export const laterOf = (known: SeenState | undefined, heard: SeenState): SeenState =>
  known !== undefined && rank[known] > rank[heard] ? known : heard;

interface Heard {
  state: SeenState;
  amount: number;
  currency: string;
  fee: number;
  refunded: number;
}

/** Whether what is heard is what is known already, to the paisa: then there is nothing to ask the provider. */
export const isKnown = (known: Heard | undefined, heard: Heard): boolean =>
  known !== undefined &&
  rank[known.state] >= rank[heard.state] &&
  known.amount === heard.amount &&
  known.currency === heard.currency &&
  known.refunded >= heard.refunded &&
  (known.fee === heard.fee || rank[known.state] > rank[heard.state]);

export interface Known {
  state: SeenState;
  booked: Booked;
}

/**
 * What a fetched payment tells us. `sure`: the provider has just refused to capture it, so that a failure is no
 * older news than the authorisation we know.
 */
export const newsOf = (
  heard: { state: SeenState; fee: number },
  known: Known | undefined,
  sure: boolean,
): News | 'stale' => {
  if (known && known.booked !== 'none') return 'stale';
  if (heard.state === 'refunded') return heard.fee > 0 || known?.state === 'captured' ? 'captured' : 'lapsed';
  if (known && rank[known.state] > rank[heard.state] && !(sure && heard.state === 'failed')) return 'stale';
  return heard.state;
};

export interface OurRow {
  state: 'pending' | 'authorised' | 'captured' | 'void';
  providerId: string | null;
  claimed: boolean;
  refused: string | null;
}

export const standingOf = (row: OurRow | undefined, providerId: string): Standing => {
  if (!row) return 'unknown';
  const isOther = row.providerId !== null && row.providerId !== providerId;
  if (isOther) return 'other';
  if (row.state === 'captured') return 'captured';
  if (row.refused !== null) return 'refused';
  if (row.claimed) return 'claimed';
  return row.providerId === providerId ? 'counted' : 'open';
};

/** Money of another amount or currency than we asked for is not the money we asked for. */
export const isMismatch = (
  asked: { amount: number; currency: string },
  heard: { amount: number; currency: string },
): boolean => asked.amount !== heard.amount || asked.currency !== heard.currency;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** When to ask about money that may still come: often at first, and not for ever. Providers answer for 180 days. */
export const nextLook = (age: number): number | null => {
  if (age < minute) return 5 * second;
  if (age < 15 * minute) return 20 * second;
  if (age < hour) return minute;
  if (age < day) return 15 * minute;
  return age < 10 * day ? 6 * hour : null;
};

/** When to ask about money that is here: for refunds and disputes nobody told us of. */
export const nextReview = (age: number): number | null =>
  age > 170 * day ? null : Math.min(Math.max(10 * minute, Math.floor(age / 2)), 15 * day);

/** Five seconds, doubling, at most an hour: with some chance in it, so that many do not come back at once. */
export const backOff = (tries: number, chance: number): number =>
  Math.floor(Math.min(5 * second * 2 ** Math.min(tries, 12), hour) * (0.75 + 0.5 * chance));

/** How much of a seller's share goes back when `refunded` of the order's `cash` is; the last refund takes the rest. */
export const reversalOf = (share: {
  transfer: number;
  cash: number;
  refunded: number;
  before: number;
}): number => {
  const { transfer, cash, refunded, before } = share;
  const due = refunded >= cash ? transfer : Number((BigInt(transfer) * BigInt(refunded)) / BigInt(cash));
  return Math.max(0, due - before);
};
