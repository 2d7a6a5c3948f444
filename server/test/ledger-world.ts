import { accountOf, type Entry } from '../src/modules/ledger/index.ts';

/** One order's money as somebody with pen and paper would follow it, beside the books and not out of them. */
export interface Life {
  orderId: string;
  sellerId: string;
  buyerId: string;
  state: 'new' | 'held' | 'released';
  /** How it was paid, and what of that has not gone back. */
  cash: number;
  coins: number;
  held: number;
  /** Of a release: what was divided and is not taken back yet. */
  commission: number;
  tax: number;
  net: number;
  earned: number;
  transfer: number;
  withCourier: number;
  unapplied: number;
  /** The provider's name of that late money. */
  lateId: string;
  refunds: { id: string; owed: number; clawed: boolean }[];
  disputes: { id: string; amount: number }[];
}
export interface World {
  at: number;
  prefix: string;
  next: number;
  lives: Life[];
  /** What each account has to be at. */
  wanted: Map<string, number>;
}
/** What happens: an entry, what it does to accounts by the table of the design, and to the lives. */
export interface Event {
  entry: Entry;
  changes: readonly (readonly [account: string, by: number])[];
  after?(): void;
}
export type Action = (world: World, life: Life, n: number) => Event | undefined;

export const part = (n: number, most: number): number => (most <= 0 ? 0 : 1 + (n % most));
export const has = (world: World, account: string): number => world.wanted.get(account) ?? 0;
export const fresh = (world: World, what: string): string => `${world.prefix}${what}${(world.next += 1)}`;
export const wallet = (life: Life): string => accountOf.wallet(life.buyerId);
export const held = (life: Life): string => accountOf.held(life.orderId);
export const payable = (life: Life): string => accountOf.payable(life.sellerId);
export const owes = (life: Life): string => accountOf.recoverable(life.sellerId);
