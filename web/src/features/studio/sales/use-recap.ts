import { listStudioOrders, type Order } from '#contracts/orders';
import { call } from '../../../lib/api.ts';
import { useQuery } from '../../../lib/query.ts';
import { studioKeys } from '../keys.ts';

/** All orders of one sale, cancelled ones included. */
export const useSaleOrders = (saleId: string) =>
  useQuery({
    queryKey: studioKeys.saleOrders(saleId),
    queryFn: async ({ signal }) => {
      const orders: Order[] = [];
      let cursor: string | undefined;
      do {
        const page = await call(listStudioOrders, { query: { saleId, cursor, limit: 100 }, signal });
        orders.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor);
      return orders;
    },
    staleTime: 5000,
  });

export interface Recap {
  orders: number;
  cancelled: number;
  revenue: number;
  units: number;
  /** What each product brought, the best first. */
  products: { productId: string; title: string; units: number; revenue: number }[];
}

/** What a sale brought, from its orders: those that were cancelled brought nothing. */
export const recapOf = (orders: readonly Order[]): Recap => {
  const standing = orders.filter((order) => order.state !== 'cancelled');
  const products = new Map<string, Recap['products'][number]>();
  for (const { productId, title, quantity, price } of standing.flatMap((order) => order.lines)) {
    const before = products.get(productId) ?? { productId, title, units: 0, revenue: 0 };
    products.set(productId, {
      ...before,
      units: before.units + quantity,
      revenue: before.revenue + quantity * price,
    });
  }
  const list = [...products.values()].sort((one, other) => other.revenue - one.revenue);
  return {
    orders: standing.length,
    cancelled: orders.length - standing.length,
    revenue: standing.reduce((sum, order) => sum + order.total, 0),
    units: list.reduce((sum, product) => sum + product.units, 0),
    products: list,
  };
};
