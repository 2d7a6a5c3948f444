import { getOrder, listStudioOrders, moveOrder, type OrderState } from '#contracts/orders';
import { call, newKey } from '../../../lib/api.ts';
import {
  keepPreviousData,
  keys,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '../../../lib/query.ts';
import { studioKeys } from '../keys.ts';
import type { Move } from './moves.ts';

export interface OrderFilter {
  state?: OrderState;
  saleId?: string;
}

/** Looked at again every few seconds, and at once when the socket tells of an order of the sale that is on. */
export const useStudioOrders = (filter: OrderFilter) =>
  useInfiniteQuery({
    queryKey: studioKeys.orders(filter),
    queryFn: ({ pageParam, signal }) =>
      call(listStudioOrders, { query: { ...filter, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 2000,
    refetchInterval: 8000,
  });

export const useStudioOrder = (id: string) =>
  useQuery({
    queryKey: keys.order(id),
    queryFn: async ({ signal }) => (await call(getOrder, { params: { id }, signal })).order,
    staleTime: 2000,
    refetchInterval: 15_000,
  });

export const useMoveOrder = (id: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ to, key }: { to: Move; key: string }) =>
      call(moveOrder, { params: { id }, body: { to }, key }),
    onSuccess: ({ order }) => {
      queries.setQueryData(keys.order(id), order);
      void queries.invalidateQueries({ queryKey: studioKeys.allOrders });
    },
  });
};

/** One key for each press that is meant: a press that is sent twice moves once. */
export const moveWith = (to: Move): { to: Move; key: string } => ({ to, key: newKey() });
