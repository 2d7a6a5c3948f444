import type { quoteOrder as quoteRoute } from '#contracts/orders';
import type { Body, Reply } from '#contracts/route';
import { type Money, toMoney } from '#contracts/values';
import type { Who } from '../../kernel/who.ts';
import type { OrdersDeps } from './context.ts';
import { leastPayment, type Parcel, sumOf } from './domain/split.ts';
import { askTrust, type CashAnswer, coinsWanted, findMethod, type Method } from './plan-purchase.ts';
import { parcelsOf, priceLines } from './price-order.ts';

type Asked = Body<typeof quoteRoute>;
type Quote = Reply<typeof quoteRoute>;
type Choice = Quote['methods'][number];

/** Nobody yet: they have no history, for trust or for coins. */
const nobody = '00000000-0000-0000-0000-000000000000';

interface Asking {
  asked: Asked;
  who: Who | null;
  parcels: readonly Parcel[];
}

const offer = (method: Method, fee: Money, more: Partial<Choice> = {}): Choice => ({
  id: method.id,
  title: method.title,
  kind: method.kind,
  fee,
  available: true,
  reason: null,
  advance: toMoney(0),
  code: false,
  ...more,
});

/** What trust says is known only for an address; until then cash is shown as the shop offers it. */
const cashFor = (
  deps: OrdersDeps,
  { asked, who, parcels }: Asking,
  left: number,
): Promise<CashAnswer | null> =>
  asked.address === undefined || left === 0
    ? Promise.resolve(null)
    : askTrust(deps, {
        buyerId: who?.accountId ?? nobody,
        address: asked.address,
        lines: parcels.flatMap((one) => one.lines),
        left,
      });

const firstOf = ({ available, advance, code, reasons }: CashAnswer): string | null =>
  !available || advance > 0 || code ? (reasons[0]?.says ?? null) : null;

/** One way of paying: what it adds to this purchase, and what it asks for. */
const choice = async (deps: OrdersDeps, asking: Asking, method: Method): Promise<Choice> => {
  const parcels = parcelsOf(
    deps.delivery,
    asking.parcels.flatMap((one) => one.lines),
    method.fee,
  );
  const { fee, total } = sumOf(parcels);
  const { worth } = asking.asked.useCoins
    ? await coinsWanted(deps, { buyerId: asking.who?.accountId ?? null, total })
    : { worth: 0 };
  const left = total - worth;
  if (method.kind === 'online') {
    const usable = deps.payments.usable(method.id);
    if (!usable.on) return offer(method, fee, { available: false, reason: usable.says });
    const isTooSmall = left > 0 && left < leastPayment;
    return offer(
      method,
      fee,
      isTooSmall ? { available: false, reason: 'What is left to pay is too small for it.' } : {},
    );
  }
  const answer = await cashFor(deps, asking, left);
  if (!answer) return offer(method, fee);
  const { available, advance, code } = answer;
  return offer(method, fee, { available, reason: firstOf(answer), advance: toMoney(advance), code });
};

/** What these lines cost now, in every way they can be paid. */
export const quoteOrder = async (deps: OrdersDeps, asked: Asked, who: Who | null): Promise<Quote> => {
  const method = findMethod(deps, asked.payment);
  const lines = await priceLines(deps, asked.lines);
  const parcels = parcelsOf(deps.delivery, lines, method.fee);
  const totals = sumOf(parcels);
  const buyerId = who?.accountId ?? null;
  const coins = await coinsWanted(deps, { buyerId, total: totals.total });
  const asking = { asked, who, parcels };
  const ways = deps.payments.methods(toMoney(totals.goods + totals.delivery));
  const [names, methods] = await Promise.all([
    deps.accounts.names(parcels.map((one) => one.sellerId)),
    Promise.all(ways.map((way) => choice(deps, asking, findMethod(deps, way.id)))),
  ]);
  const left = totals.total - (asked.useCoins ? coins.worth : 0);
  const chosen = methods.find((one) => one.id === asked.payment);
  const payNow = method.kind === 'online' ? left : Math.min(left, chosen?.advance ?? 0);
  return {
    ...totals,
    coins: { available: coins.available, worth: toMoney(coins.worth) },
    payNow: toMoney(payNow),
    payOnDelivery: toMoney(left - payNow),
    parcels: parcels.map(({ sellerId, goods, delivery }) => ({
      sellerId,
      seller: names.get(sellerId) ?? 'Seller',
      goods,
      delivery,
    })),
    methods,
  };
};
