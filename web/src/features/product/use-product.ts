import { getProduct } from '#contracts/catalog';
import { call } from '../../lib/api.ts';
import { keys, useQuery } from '../../lib/query.ts';

export const useProduct = (slugOrId: string) =>
  useQuery({
    queryKey: keys.product(slugOrId),
    queryFn: async ({ signal }) =>
      (await call(getProduct, { params: { product: slugOrId }, signal })).product,
  });
