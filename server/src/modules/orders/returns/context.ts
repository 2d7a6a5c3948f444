import type { Order } from '#contracts/orders';
import type { ShopSettings } from '#contracts/shop-settings';
import type { Database, Tx } from '../../../db/connection.ts';
import type { Probe } from '../../../kernel/saga/saga.ts';
import type { Who } from '../../../kernel/who.ts';
import type { LoyaltyApi } from '../../loyalty/index.ts';
import type { PaymentsApi } from '../../payments/index.ts';
import type { PricedLine, StoredOrder, Wanted } from '../domain/order.ts';
import type { RefundDeps } from '../refund-order.ts';

/** What returns need of catalog: a variant for another, and units that come back. */
export interface ReturnShelves {
  quote(lines: readonly Wanted[]): Promise<(PricedLine & { available: number })[]>;
  hold(request: { holdId: string; lines: readonly Wanted[]; until: number }, tx: Tx): Promise<void>;
  release(holdId: string, tx: Tx): Promise<void>;
  take(holdId: string, tx: Tx): Promise<void>;
  restock(units: { restockId: string; lines: readonly Wanted[] }, tx: Tx): Promise<void>;
}

export interface ReturnDeps extends RefundDeps {
  db: Database;
  catalog: ReturnShelves;
  loyalty: RefundDeps['loyalty'] & Pick<LoyaltyApi, 'expect' | 'pendingOf'>;
  payments: RefundDeps['payments'] & Pick<PaymentsApi, 'refundsOf'>;
  times: Pick<ShopSettings['times'], 'returnDays'>;
  /** Hears of every point where this module might die. */
  probe?: Probe;
}

/** Shows an order as its seller and buyer see it. */
export type ShowOrder = (order: StoredOrder, who: Who) => Promise<Order>;
