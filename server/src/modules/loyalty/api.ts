import type { Connection, Tx } from '../../db/connection.ts';

export interface HoldCoins {
  purchaseId: string;
  accountId: string;
  coins: number;
  /** When they are free again by themselves; null: when they are spent or released. Holding again sets it anew. */
  until: number | null;
}

/** A part of a purchase's coins, and the order it pays. */
export interface CoinShare {
  orderId: string;
  coins: number;
}

export interface Earning {
  orderId: string;
  accountId: string;
  /** May only become fewer; 0 forgets the earning for good. */
  coins: number;
  /** A sentence that says why an operator should look, e.g. a seller who buys from themselves. */
  flagged?: string;
}

/** What an order earns. */
export interface Earned {
  coins: number;
  vested: boolean;
}

/**
 * Coins of buyers. Everything is idempotent: by the purchase, the order or the refund it is about. The ledger's
 * entry of a change is the caller's and belongs into the same `tx`; only expiry and adoption post by themselves.
 */
export interface LoyaltyApi {
  /** What can be spent now: without what is held, and none where the shop has no coins. */
  available(on: Connection, accountId: string): Promise<number>;
  /** Refuses `coins.not-enough`. A hold that ended without being spent is taken anew. */
  hold(tx: Tx, hold: HoldCoins): Promise<void>;
  /** Held coins are free again: all that is left of the purchase's, or the share of one order of it. */
  release(tx: Tx, purchaseId: string, share?: CoinShare): Promise<void>;
  /**
   * Held coins are spent, on all of the purchase's orders or on some. Where the hold ran out, free ones are taken;
   * refuses `coins.not-enough` where there are none.
   */
  spend(tx: Tx, spending: { purchaseId: string; shares: readonly CoinShare[] }): Promise<void>;
  expect(tx: Tx, earning: Earning): Promise<void>;
  /** How many coins are the buyer's now; the same number again when it is told again. 0 where they were forgotten. */
  vest(tx: Tx, order: { orderId: string; at: number }): Promise<number>;
  /** Coins that paid an order come back, with the expiry they had. More than it took is a bug and throws. */
  giveBack(tx: Tx, back: { orderId: string; refundId: string; coins: number }): Promise<void>;
  /** Of what an order earned, only `keep` stay. `shortfall`: coins that are spent or held already. */
  clawBack(
    tx: Tx,
    claw: { orderId: string; refundId: string; keep: number },
  ): Promise<{ taken: number; shortfall: number }>;
  /** What `clawBack` would answer, for showing it before the buyer or seller agrees. */
  wouldClawBack(
    on: Connection,
    claw: { orderId: string; keep: number },
  ): Promise<{ taken: number; shortfall: number }>;
  /** A refund taken as coins: they never expire, because they were money. */
  credit(tx: Tx, credit: { refundId: string; accountId: string; coins: number }): Promise<void>;
  /** A visitor has signed in: their coins, holds and earnings are that account's. Move their orders first, in the same `tx`. */
  adopt(tx: Tx, fromAccount: string, toAccount: string): Promise<void>;
  /** What these orders earn. An order that earns nothing is not in it. */
  pendingOf(on: Connection, orderIds: readonly string[]): Promise<Map<string, Earned>>;
}
