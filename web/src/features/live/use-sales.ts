import { getSale, listSales, type SaleState } from '#contracts/sales';
import { call } from '../../lib/api.ts';
import { keys, useQuery } from '../../lib/query.ts';

/** Sales in one state; the live ones are looked at again every 20 s, as a page left open should not lie. */
export const useSales = (state: SaleState) =>
  useQuery({
    queryKey: keys.sales(state),
    queryFn: async ({ signal }) => (await call(listSales, { query: { state, limit: 12 }, signal })).items,
    staleTime: 10_000,
    refetchInterval: 20_000,
  });

/** One sale with its run sheet and, when it ended, its recap. */
export const useSale = (id: string) =>
  useQuery({
    queryKey: keys.sale(id),
    queryFn: ({ signal }) => call(getSale, { params: { id }, signal }),
  });
