import { useState } from 'react';
import type { Address } from '#contracts/accounts';
import type { PaymentMethod, Shop } from '#contracts/shop';
import { useShop } from '../../lib/shop.ts';
import type { Offer } from './payment-choice.tsx';
import { type Line, totalsOf } from './totals.ts';
import { type Quote, useQuote } from './use-quote.ts';

type Usual = (one: PaymentMethod) => number;

/** The ways of paying as the shop offers them for this; until it has answered, as it offers them to everybody. */
const offersOf = (shop: Shop | undefined, quote: Quote | undefined, usual: Usual): Offer[] =>
  (shop?.payments ?? []).map((method) => {
    const found = quote?.methods.find(({ id }) => id === method.id);
    return found && quote
      ? {
          method,
          total: quote.goods + quote.delivery + found.fee,
          available: found.available,
          reason: found.reason,
          advance: found.advance,
          code: found.code,
        }
      : { method, total: usual(method), available: true, reason: null, advance: 0, code: false };
  });

interface Left {
  /** Of the total, without what coins pay. */
  left: number;
  advance: number;
  kind: PaymentMethod['kind'] | undefined;
}

/** What is due when, until the shop has answered: so that the button follows every choice at once. */
const dueOf = ({ left, advance, kind }: Left): { now: number; later: number } => {
  const now = kind === 'online' ? left : Math.min(advance, left);
  return { now, later: left - now };
};

/** How these lines can be paid: the ways, the one that is chosen, the coins, and what is due when. */
export const useOffers = (lines: readonly Line[], address: Address | undefined) => {
  const shop = useShop().data;
  const [wished, setWished] = useState<string>();
  const [useCoins, setUseCoins] = useState(false);
  const wanted = wished ?? shop?.payments[0]?.id;
  const { quote, isOld } = useQuote({ lines, payment: wanted, address, useCoins });
  const offers = offersOf(shop, quote, (one) => totalsOf(lines, shop?.delivery, one).total);
  const open = offers.filter((one) => one.available);
  const chosen = (open.find((one) => one.method.id === wanted) ?? open[0])?.method;
  // Each seller's parcel has a delivery of its own, which only the shop can add up.
  const isKnown = quote && (!isOld || quote.parcels.length > 1);
  const totals = isKnown ? quote : totalsOf(lines, shop?.delivery, chosen);
  const advance = quote?.methods.find(({ id }) => id === chosen?.id)?.advance ?? 0;
  return {
    offers,
    chosen,
    choose: setWished,
    totals,
    coins: { coins: quote?.coins.available ?? 0, worth: quote?.coins.worth ?? 0, on: useCoins },
    switchCoins: setUseCoins,
    /** What is paid now and what at the door. */
    due:
      quote && !isOld
        ? { now: quote.payNow, later: quote.payOnDelivery }
        : dueOf({
            left: totals.total - (useCoins ? (quote?.coins.worth ?? 0) : 0),
            advance,
            kind: chosen?.kind,
          }),
    /** How a part that is asked for beforehand is paid. */
    advanceBy: advance > 0 ? open.find((one) => one.method.kind === 'online')?.method.id : undefined,
    parcels: quote?.parcels.length ?? 1,
  };
};
