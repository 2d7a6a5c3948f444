import { cancelOrder, getOrder, listOrders } from '#contracts/orders';
import { call, newKey } from '../../lib/api.ts';
import { keys, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '../../lib/query.ts';

export const useOrders = () =>
  useInfiniteQuery({
    queryKey: keys.orders,
    queryFn: ({ pageParam, signal }) =>
      call(listOrders, { query: { cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Looked at again now and then: the seller moves it along. */
export const useOrder = (id: string) =>
  useQuery({
    queryKey: keys.order(id),
    queryFn: async ({ signal }) => (await call(getOrder, { params: { id }, signal })).order,
    refetchInterval: 30_000,
  });

export const useCancel = (id: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(cancelOrder, { params: { id }, key: newKey() }),
    onSuccess: ({ order }) => {
      queries.setQueryData(keys.order(id), order);
      void queries.invalidateQueries({ queryKey: keys.orders });
    },
  });
};
