import { type Basket, getBasket, putBasketLine } from '#contracts/orders';
import { call } from '../../lib/api.ts';
import { keys, useMutation, useQuery, useQueryClient } from '../../lib/query.ts';

export const useBasket = () =>
  useQuery({
    queryKey: keys.basket,
    queryFn: async ({ signal }) => (await call(getBasket, { signal })).basket,
    staleTime: 15_000,
  });

export const unitsIn = (basket: Basket | undefined): number =>
  basket?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0;

interface Line {
  variantId: string;
  quantity: number;
}

/** Sets how many of a variant are in the basket; 0 takes it out. */
export const usePutLine = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ variantId, quantity }: Line) =>
      call(putBasketLine, { params: { variantId }, body: { quantity } }),
    onSuccess: ({ basket }) => queries.setQueryData(keys.basket, basket),
  });
};
