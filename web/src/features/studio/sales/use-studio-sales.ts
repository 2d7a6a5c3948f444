import type { BodyInput } from '#contracts/route';
import {
  cancelSale,
  editSale,
  endSale,
  getSale,
  listStudioSales,
  type RunSheetEntry,
  scheduleSale,
  setRunSheet,
  startSale,
} from '#contracts/sales';
import { call } from '../../../lib/api.ts';
import { keys, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '../../../lib/query.ts';
import { studioKeys } from '../keys.ts';

export const useStudioSales = () =>
  useInfiniteQuery({
    queryKey: studioKeys.sales,
    queryFn: ({ pageParam, signal }) =>
      call(listStudioSales, { query: { cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 5000,
    refetchInterval: 30_000,
  });

export const useStudioSale = (id: string) =>
  useQuery({
    queryKey: keys.sale(id),
    queryFn: ({ signal }) => call(getSale, { params: { id }, signal }),
    staleTime: 2000,
  });

/** What any screen knows of sales is asked for again. */
const useForget = () => {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: studioKeys.sales }),
      queries.invalidateQueries({ queryKey: ['sales'] }),
    ]);
};

export const useSchedule = () => {
  const forget = useForget();
  return useMutation({
    mutationFn: (body: BodyInput<typeof scheduleSale>) => call(scheduleSale, { body }),
    onSuccess: forget,
  });
};

export const useEditSale = (id: string) => {
  const forget = useForget();
  return useMutation({
    mutationFn: (body: BodyInput<typeof editSale>) => call(editSale, { params: { id }, body }),
    onSuccess: forget,
  });
};

export const useCancelSale = (id: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(cancelSale, { params: { id } }),
    onSuccess: () => {
      queries.removeQueries({ queryKey: keys.sale(id) });
      void queries.invalidateQueries({ queryKey: studioKeys.sales });
    },
  });
};

export const useStartSale = (id: string) => {
  const forget = useForget();
  return useMutation({ mutationFn: () => call(startSale, { params: { id } }), onSuccess: forget });
};

export const useEndSale = (id: string) => {
  const forget = useForget();
  return useMutation({ mutationFn: () => call(endSale, { params: { id } }), onSuccess: forget });
};

type SaleReply = Awaited<ReturnType<typeof call<typeof getSale>>>;

/** The list moves at once; when the shop refuses, it goes back to how it was and the refusal is shown. */
export const useRunSheet = (id: string) => {
  const queries = useQueryClient();
  const key = keys.sale(id);
  const put = (runSheet: RunSheetEntry[]) =>
    queries.setQueryData<SaleReply>(key, (known) => known && { ...known, runSheet });
  return useMutation({
    mutationFn: (entries: readonly RunSheetEntry[]) =>
      call(setRunSheet, {
        params: { id },
        body: { productIds: entries.map((entry) => entry.productId) },
      }),
    // One after the other: two quick moves must not overtake each other on the way.
    scope: { id: `run-sheet:${id}` },
    onMutate: async (entries) => {
      await queries.cancelQueries({ queryKey: key });
      const before = queries.getQueryData<SaleReply>(key)?.runSheet;
      put([...entries]);
      return before;
    },
    onError: (_failure, _entries, before) => before && put(before),
    onSettled: () => {
      if (queries.isMutating() <= 1) void queries.invalidateQueries({ queryKey: key });
      void queries.invalidateQueries({ queryKey: studioKeys.sales });
    },
  });
};
