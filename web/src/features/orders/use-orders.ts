import { cancelOrder, getOrder, listOrders, type Order, satisfied } from '#contracts/orders';
import { call, newKey } from '../../lib/api.ts';
import { keys, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '../../lib/query.ts';
import { isOpen } from './order-words.ts';

export const useOrders = () =>
  useInfiniteQuery({
    queryKey: keys.orders,
    queryFn: ({ pageParam, signal }) =>
      call(listOrders, { query: { cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Looked at again now and then: the seller moves it along. While a payment is awaited, the bank may be first to know. */
export const useOrder = (id: string) =>
  useQuery({
    queryKey: keys.order(id),
    queryFn: async ({ signal }) => (await call(getOrder, { params: { id }, signal })).order,
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? 2_000 : 30_000),
  });

/** What a buyer does with an order; what comes of it is seen everywhere at once. */
const useAct = (id: string, act: () => Promise<{ order: Order }>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: ({ order }) => {
      queries.setQueryData(keys.order(id), order);
      for (const queryKey of [keys.orders, keys.wallet]) void queries.invalidateQueries({ queryKey });
    },
  });
};

export const useCancel = (id: string) =>
  useAct(id, () => call(cancelOrder, { params: { id }, key: newKey() }));

export const useSatisfied = (id: string) =>
  useAct(id, () => call(satisfied, { params: { id }, key: newKey() }));
