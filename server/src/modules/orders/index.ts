import type { RefundTo } from '#contracts/returns';
import type { Money } from '#contracts/values';
import type { Connection, Tx } from '../../db/connection.ts';
import type { AnyReaction } from '../../kernel/events/outbox.ts';
import type { AnyServed } from '../../kernel/http/serve.ts';
import type { AnyJob } from '../../kernel/jobs/job.ts';
import { addOrderChecks } from './check-books.ts';
import { completeOrder } from './complete-order.ts';
import type { OrdersDeps } from './context.ts';
import type { StoredOrder } from './domain/order.ts';
import { orderJobs } from './jobs.ts';
import { orderReactions } from './reactions.ts';
import { refundOrder } from './refund-order.ts';
import { orderRoutes } from './routes.ts';
import { BasketStore } from './store/baskets.ts';
import { OrderStore } from './store/orders.ts';
import { type Story, storyOf } from './tell-story.ts';

export type { OrdersDeps } from './context.ts';
export type { PricedLine, Shipment, StoredOrder } from './domain/order.ts';

import { pointsOf } from '../../kernel/saga/saga.ts';
import { placeOrderSaga } from './place-order-saga.ts';
import { committed, places } from './points.ts';

export { type GivenBack, givenBack } from './returns/index.ts';
export type { Story } from './tell-story.ts';

const anyTimes = { holdMinutes: 10, completeAfterHours: 48, returnDays: 7 };
/** Every point at which this module may die, for tests that kill there. Steps are named here, and none is run. */
export const points: readonly string[] = [
  ...pointsOf(placeOrderSaga({ times: anyTimes } as OrdersDeps)),
  ...places,
];

export interface OrdersApi {
  /** A visitor has signed in: what was in their basket is now in that account's. */
  adoptBasket(fromAccount: string, toAccount: string): Promise<void>;
  /** A visitor has signed in: their orders, coins and standing are now that account's. */
  adoptOrders(fromAccount: string, toAccount: string): Promise<void>;
  find(on: Connection, orderId: string): Promise<StoredOrder | undefined>;
  findByNumber(on: Connection, number: string): Promise<StoredOrder | undefined>;
  findMany(on: Connection, orderIds: readonly string[]): Promise<StoredOrder[]>;
  /** What people call these orders. */
  numbers(on: Connection, orderIds: readonly string[]): Promise<Map<string, string>>;
  /** Ids of orders that are completed or came back after this one, in the order of ids. */
  completedAfter(on: Connection, orderId: string | null, limit: number): Promise<string[]>;
  /** Takes a delivered order to `completed` and tells `order.completed`; a ruling also ends its dispute. False where it was not to be. */
  complete(tx: Tx, order: { orderId: string; by: 'buyer' | 'time' | 'ruling'; at: number }): Promise<boolean>;
  /** While an order is disputed it does not complete, and its money waits. */
  setDisputed(tx: Tx, orderId: string, disputed: boolean): Promise<void>;
  /** Gives a part or all back: coins, claw-back, books and the payment in one. Refuses `refund.too-much`, `refund.no-destination`. */
  refund(
    tx: Tx,
    refund: { orderId: string; refundId: string; amount: Money; reason: string; to: RefundTo },
  ): Promise<void>;
  /** What happened to an order, by its id or number; undefined where there is none. */
  story(idOrNumber: string): Promise<Story | undefined>;
}

const apiOf = (deps: OrdersDeps): OrdersApi => ({
  adoptBasket: (from, to) =>
    committed(deps, 'orders/adopt basket', (tx) => new BasketStore(tx).adopt(from, to)),
  adoptOrders: (from, to) =>
    committed(deps, 'orders/adopt', async (tx) => {
      const mine = await new OrderStore(tx).adopt(from, to);
      await deps.payments.adopt(tx, { orders: mine, buyerId: to });
      await deps.loyalty.adopt(tx, from, to);
      await deps.trust.adopt(tx, from, to);
    }),
  find: (on, orderId) => new OrderStore(on).find(orderId),
  findByNumber: (on, number) => new OrderStore(on).findByNumber(number.toUpperCase()),
  findMany: (on, orderIds) => new OrderStore(on).findMany(orderIds),
  numbers: (on, orderIds) => new OrderStore(on).numbers(orderIds),
  completedAfter: (on, orderId, limit) => new OrderStore(on).completedAfter(orderId, limit),
  complete: (tx, completion) => completeOrder(deps, tx, completion),
  setDisputed: (tx, orderId, disputed) => new OrderStore(tx).setDisputed(orderId, disputed),
  refund: async (tx, request) => void (await refundOrder(deps, tx, request)),
  story: (idOrNumber) => storyOf(deps, idOrNumber),
});

/** Baskets, the way from a basket to an order, the order's way to the buyer, and back. */
export const orders = (
  deps: OrdersDeps,
): { api: OrdersApi; routes: AnyServed[]; jobs: AnyJob[]; reactions: AnyReaction[] } => {
  addOrderChecks(deps);
  return {
    api: apiOf(deps),
    routes: orderRoutes(deps),
    jobs: orderJobs(deps),
    reactions: orderReactions(deps),
  };
};
