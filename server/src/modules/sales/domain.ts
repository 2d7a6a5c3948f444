import type { Role } from '#contracts/accounts';
import type { RefusalCode } from '#contracts/refusals';
import type { SaleState } from '#contracts/sales';

/** A sale as this module keeps it. */
export interface StoredSale {
  id: string;
  sellerId: string;
  title: string;
  state: SaleState;
  coverId: string | null;
  scheduledFor: number;
  startedAt: number | null;
  endedAt: number | null;
  /** The product on screen. */
  featured: string | null;
  /** The seller was sending video when last heard of. */
  onAir: boolean;
}

/** Whether this account runs that seller's sales. */
export const runs = (who: { accountId: string; role: Role } | null, sellerId: string): boolean =>
  who !== null && (who.role === 'operator' || (who.role === 'seller' && who.accountId === sellerId));

/** What may not be done with a sale in this state, and why; undefined where it may. */
const refusals = {
  change: { scheduled: undefined, live: undefined, ended: 'sale.ended' },
  remove: { scheduled: undefined, live: 'sale.already-live', ended: 'sale.ended' },
  start: { scheduled: undefined, live: 'sale.already-live', ended: 'sale.ended' },
  run: { scheduled: 'sale.not-live', live: undefined, ended: 'sale.ended' },
} as const satisfies Record<string, Record<SaleState, RefusalCode | undefined>>;

export const refusalTo = (action: keyof typeof refusals, state: SaleState): RefusalCode | undefined =>
  refusals[action][state];

export const started = (sale: StoredSale, at: number): StoredSale => ({
  ...sale,
  state: 'live',
  startedAt: at,
});

export const ended = (sale: StoredSale, at: number): StoredSale => ({
  ...sale,
  state: 'ended',
  endedAt: at,
  featured: null,
  onAir: false,
});

/** The sale with this product on screen, or why not. */
export const featuring = (
  sale: StoredSale,
  productId: string | null,
  runSheet: readonly string[],
): StoredSale | RefusalCode =>
  refusalTo('run', sale.state) ??
  (productId !== null && !runSheet.includes(productId)
    ? 'sale.not-in-run-sheet'
    : { ...sale, featured: productId });

/** What a buyer typed, without what could break a line or turn its direction. Empty when nothing is left. */
export const chatText = (typed: string): string =>
  typed
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
