import { useMemo } from 'react';
import { getShop } from '#contracts/shop';
import { call } from './api.ts';
import { moneyFormat } from './format.ts';
import { keys, useQuery } from './query.ts';

/** The shop's name, currency, delivery and ways of paying: asked once a visit. */
export const useShop = () =>
  useQuery({
    queryKey: keys.shop,
    queryFn: ({ signal }) => call(getShop, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Writes minor units in the shop's currency. */
export const useMoney = (): ((minor: number) => string) => {
  const currency = useShop().data?.currency ?? 'INR';
  return useMemo(() => moneyFormat(currency), [currency]);
};
