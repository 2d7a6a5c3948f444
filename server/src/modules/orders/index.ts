import type { AnyServed } from '../../kernel/http/serve.ts';
import type { OrdersDeps } from './context.ts';
import { orderRoutes } from './routes.ts';
import { BasketStore } from './store/baskets.ts';
import { OrderStore } from './store/orders.ts';

export type { OrdersDeps } from './context.ts';

export interface OrdersApi {
  /** A visitor has signed in: what was in their basket is now in that account's. */
  adoptBasket(fromAccount: string, toAccount: string): Promise<void>;
  /** A visitor has signed in: their orders are now that account's. */
  adoptOrders(fromAccount: string, toAccount: string): Promise<void>;
}

/** Baskets, the way from a basket to an order, and the order's way to the buyer. */
export const orders = (
  deps: OrdersDeps,
): { api: OrdersApi; routes: AnyServed[]; jobs: []; reactions: [] } => ({
  api: {
    adoptBasket: (from, to) => deps.db.transaction((tx) => new BasketStore(tx).adopt(from, to)),
    adoptOrders: (from, to) => new OrderStore(deps.db).adopt(from, to),
  },
  routes: orderRoutes(deps),
  jobs: [],
  reactions: [],
});
