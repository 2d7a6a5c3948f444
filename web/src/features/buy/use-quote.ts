import { quoteOrder } from '#contracts/orders';
import type { PaymentMethod } from '#contracts/shop';
import { call } from '../../lib/api.ts';
import { useQuery } from '../../lib/query.ts';
import type { Line, Totals } from './totals.ts';

/**
 * The shop's own figure where a way of paying costs something: such a fee may depend on the total. Where nothing does,
 * what the page works out itself is exact, and no question is asked.
 */
export const useQuote = (lines: readonly Line[], payment: PaymentMethod | undefined): Totals | undefined => {
  const asked = lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
  const prices = lines.map(({ price }) => price);
  return useQuery({
    queryKey: ['quote', asked, prices, payment?.id],
    queryFn: ({ signal }) => call(quoteOrder, { body: { lines: asked, payment: payment?.id ?? '' }, signal }),
    enabled: lines.length > 0 && payment !== undefined && payment.fee > 0,
  }).data;
};
