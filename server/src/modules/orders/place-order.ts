import type { Order, placeOrder as placeOrderRoute } from '#contracts/orders';
import type { Body } from '#contracts/route';
import { toMoney } from '#contracts/values';
import { Refusal } from '../../kernel/refusal.ts';
import type { OrdersDeps } from './context.ts';
import { type Parcel, payingOf, sumOf } from './domain/split.ts';
import { orderIdOf } from './order-id.ts';
import { asNotForSale, placeOrderSaga } from './place-order-saga.ts';
import { findMethod, type Method, type Plan, planPurchase } from './plan-purchase.ts';
import { parcelsOf, priceLines } from './price-order.ts';
import { answerOf, type Placing, type Planned, type Purchase, waits } from './purchase.ts';

type Request = Body<typeof placeOrderRoute>;
type Answer = { order: Order; orders: Order[] };

const minute = 60_000;

/** The price the buyer saw is the price they pay, or they are asked again with both. */
const mustBeSeen = (asked: Request, parcels: readonly Parcel[]): void => {
  const { total } = sumOf(parcels);
  if (total === asked.expectedTotal) return;
  const lines = parcels.flatMap((one) => one.lines.map(({ variantId, price }) => ({ variantId, price })));
  throw new Refusal('order.price-changed', { seen: asked.expectedTotal, now: total, lines });
};

const ordersOf = (
  { coins }: Pick<OrdersDeps, 'coins'>,
  purchase: { operation: string; parcels: readonly Parcel[]; plan: Plan; names: Map<string, string> },
): Planned[] => {
  const { operation, parcels, plan, names } = purchase;
  const totals = parcels.map((one) => one.total);
  const paying = payingOf(totals, plan);
  return parcels.map((parcel, place) => {
    const paid = paying[place] ?? { coins: 0, prepaid: toMoney(0), onDelivery: toMoney(0) };
    const cash = paid.prepaid + paid.onDelivery;
    return {
      ...parcel,
      ...paid,
      id: parcels.length === 1 ? operation : orderIdOf(operation, parcel.sellerId),
      sellerName: names.get(parcel.sellerId) ?? 'Seller',
      earns: coins.enabled ? Math.floor(cash / 100) : 0,
    };
  });
};

interface Asking {
  operation: string;
  buyerId: string;
  asked: Request;
}

/** Everything that is decided before the first step. */
const prepare = async (
  deps: OrdersDeps,
  { operation, buyerId, asked }: Asking,
  method: Method,
): Promise<Placing> => {
  const { address, useCoins, advanceBy } = asked;
  const lines = await priceLines(deps, asked.lines).catch(asNotForSale);
  const parcels = parcelsOf(deps.delivery, lines, method.fee);
  mustBeSeen(asked, parcels);
  const { total } = sumOf(parcels);
  const [plan, names] = await Promise.all([
    planPurchase(deps, {
      purchaseId: operation,
      buyerId,
      address,
      lines,
      method,
      total,
      useCoins,
      advanceBy,
    }),
    deps.accounts.names(parcels.map((one) => one.sellerId)),
  ]);
  const placedAt = deps.clock.now();
  return {
    buyerId,
    address,
    method: method.id,
    title: method.title,
    coins: plan.coins,
    online: plan.online,
    code: plan.code,
    saleId: asked.saleId ?? null,
    fromBasket: asked.fromBasket,
    remember: asked.remember,
    placedAt,
    expiresAt: waits(plan) ? placedAt + deps.times.holdMinutes * minute : null,
    returnDays: deps.times.returnDays,
    orders: await withShares(deps, plan.online, ordersOf(deps, { operation, parcels, plan, names })),
  };
};

/** Where the provider holds what is the sellers', each order says how much and for which account there. */
const withShares = async (
  { db, payments, shares }: OrdersDeps,
  online: string | null,
  planned: Planned[],
): Promise<Planned[]> => {
  const holds = online !== null && payments.find(online)?.online?.transfers !== undefined;
  if (!holds || !shares) return planned;
  const held = await shares(
    db,
    planned.map((one) => ({ ...one, orderId: one.id })),
  );
  return planned.map((one) => {
    const transfer = held.get(one.id);
    return transfer ? { ...one, transfer: { ...transfer, amount: toMoney(transfer.amount) } } : one;
  });
};

/** Buys: `operation` is the purchase's id, so a repeated request gets the same orders. */
export const placeOrder = (deps: OrdersDeps) => {
  const placing = deps.sagas.add(placeOrderSaga(deps));

  const place = async (asking: Asking) => {
    const { operation, asked } = asking;
    try {
      const method = findMethod(deps, asked.payment);
      const input = await prepare(deps, asking, method);
      return await placing.run({ id: operation, input, asked });
    } catch (refusal) {
      // What this purchase took may be what is missing now: one that stands is answered, whatever changed since.
      const before = refusal instanceof Refusal && (await placing.join(operation, asked));
      if (before) return before;
      throw refusal;
    }
  };

  return async (operation: string, buyerId: string, asked: Request): Promise<Answer> => {
    try {
      const { result } = await place({ operation, buyerId, asked });
      return answerOf(result as Purchase);
    } catch (refusal) {
      // Its buyer was answered before its time ran out; the same request gets that answer again.
      const before = refusal instanceof Refusal ? await placing.recall(operation, asked) : undefined;
      if (before && 'action' in before) return answerOf(before as Purchase);
      throw refusal;
    }
  };
};
