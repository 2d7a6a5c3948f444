import {
  getOrder,
  listStudioOrders,
  moveOrder,
  moveOrders,
  type Order,
  type OrderState,
  packingList,
} from '#contracts/orders';
import { refundOrder } from '#contracts/returns';
import type { BodyInput } from '#contracts/route';
import { call } from '../../../lib/api.ts';
import { keepPreviousData, keys, useInfiniteQuery, useQuery } from '../../../lib/query.ts';
import { studioKeys } from '../keys.ts';
import { useDo } from '../parts/use-do.ts';
import type { MoveBody } from './moves.ts';

export interface OrderFilter {
  state?: OrderState;
  saleId?: string;
  paid?: 'cod' | 'prepaid';
  q?: string;
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

export const usePackingList = (saleId: string | undefined) =>
  useQuery({
    queryKey: studioKeys.packing(saleId ?? ''),
    queryFn: ({ signal }) => call(packingList, { query: { saleId }, signal }),
    staleTime: 2000,
  });

/** What comes of it is known everywhere: on the order's own screen, in the lists, and in the balance. */
const useOrderDeed = <Input>(
  id: string,
  act: (input: Input, key: string) => Promise<{ order: Order }>,
  done?: () => void,
) =>
  useDo({
    act,
    keep: ({ order }, queries) => queries.setQueryData(keys.order(id), order),
    touches: [studioKeys.allOrders, studioKeys.money, [...keys.order(id), 'invoices']],
    done,
  });

export const useMoveOrder = (id: string, done?: () => void) =>
  useOrderDeed(id, (body: MoveBody, key: string) => call(moveOrder, { params: { id }, body, key }), done);

export const useRefundOrder = (id: string, done: () => void) =>
  useOrderDeed(
    id,
    (body: BodyInput<typeof refundOrder>, key: string) => call(refundOrder, { params: { id }, body, key }),
    done,
  );

export const useMoveOrders = () =>
  useDo({
    act: (body: BodyInput<typeof moveOrders>, key: string) => call(moveOrders, { body, key }),
    touches: [studioKeys.allOrders, studioKeys.money, ['orders', 'one']],
  });
