import type { Address } from '#contracts/accounts';
import { quoteOrder } from '#contracts/orders';
import type { Reply } from '#contracts/route';
import { call } from '../../lib/api.ts';
import { keepPreviousData, useQuery } from '../../lib/query.ts';
import type { Line } from './totals.ts';

export type Quote = Reply<typeof quoteOrder>;

interface Asked {
  lines: readonly Line[];
  payment: string | undefined;
  /** Where it goes, once that is known: some ways of paying depend on it. */
  address: Address | undefined;
  useCoins: boolean;
}

/** What the shop says this comes to, every way of paying it, and the coins that could pay a part. */
export const useQuote = ({ lines, payment, address, useCoins }: Asked) => {
  const asked = lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
  const prices = lines.map(({ price }) => price);
  const { data: quote, isPlaceholderData: isOld } = useQuery({
    queryKey: ['quote', asked, prices, payment, address, useCoins],
    queryFn: ({ signal }) =>
      call(quoteOrder, { body: { lines: asked, payment: payment ?? '', address, useCoins }, signal }),
    enabled: lines.length > 0 && payment !== undefined,
    placeholderData: keepPreviousData,
  });
  /** An old one is of what was chosen a moment ago; the answer to the present choice is on its way. */
  return { quote, isOld };
};
