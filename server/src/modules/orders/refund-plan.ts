import { toMoney } from '#contracts/values';
import type { Connection } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { accountOf, type LedgerApi, type Release } from '../ledger/index.ts';
import type { LoyaltyApi } from '../loyalty/index.ts';
import type { PaymentsApi } from '../payments/index.ts';
import { coinsGoWithCash, type StoredOrder } from './domain/order.ts';
import { coinsFor, type Shares, splitRefund, splitWays, type Ways } from './refund-split.ts';
import { RefundStore, type StoredRefund } from './returns/store/refunds.ts';
import { OrderStore } from './store/orders.ts';

/** What a refund needs to know of the neighbours. */
export interface PlanDeps {
  ledger: Pick<LedgerApi, 'releaseOf' | 'balance'>;
  loyalty: Pick<LoyaltyApi, 'wouldClawBack'>;
  payments: Pick<PaymentsApi, 'states' | 'cashOf' | 'transfersOf'>;
}

/** Where an order's money came from. */
export interface Funds {
  /** The order a buyer paid: this one, or where a chain of exchanges began. Providers and wallets know that one. */
  rootId: string;
  /** The order whose earned coins this money earned. */
  earnerId: string;
  /** What has come in. */
  paid: Shares;
  ways: Ways;
  /** Of an exchange: the return it came of. */
  exchange: StoredRefund | undefined;
}

const collected = (state: string | undefined): boolean =>
  state === 'collected' || state === 'remitted' || state === 'written-off';

/** What has come in for an order, by the way it came. What was placed in exchange is paid with what came back. */
export const fundsOf = async (deps: PlanDeps, on: Connection, order: StoredOrder): Promise<Funds> => {
  const exchange = order.exchangeOf === null ? undefined : await new RefundStore(on).thatPaid(order.id);
  if (exchange) {
    const { rootId, cash, coins, online } = exchange;
    const ways = { online: toMoney(online), onDelivery: toMoney(cash - online) };
    const earnerId = exchange.counts ? order.id : exchange.earnerId;
    return { rootId, earnerId, paid: { cash: toMoney(cash), coins }, ways, exchange };
  }
  const { id, purchaseId, prepaid, onDelivery, coins } = order;
  const captured = (await deps.payments.states(on, [purchaseId])).get(purchaseId) === 'captured';
  const atTheDoor = collected((await deps.payments.cashOf(on, [id])).get(id)?.state);
  const ways = { online: captured ? prepaid : toMoney(0), onDelivery: atTheDoor ? onDelivery : toMoney(0) };
  const coinsAreIn = coinsGoWithCash(order) ? atTheDoor : captured || prepaid === 0;
  const paid = { cash: toMoney(ways.online + ways.onDelivery), coins: coinsAreIn ? coins : 0 };
  return { rootId: id, earnerId: id, paid, ways, exchange: undefined };
};

/** How a refund would be made. */
export interface RefundPlan extends Shares {
  funds: Funds;
  /** The money by the way it came. */
  by: Ways;
  release: Release | undefined;
  /** Paise of the release that earlier refunds undid. */
  undone: number;
  /** Coins the earning order may keep; null where it earned none. */
  keep: number | null;
}

const sum = (refunds: readonly StoredRefund[], of: 'online' | 'amount' | 'cash' | 'coins'): number =>
  refunds.reduce((all, one) => all + one[of], 0);

const keepOf = async (
  on: Connection,
  order: StoredOrder,
  { earnerId, cash }: { earnerId: string; cash: number },
): Promise<number | null> => {
  const earner = earnerId === order.id ? order : await new OrderStore(on).find(earnerId);
  if (!earner || earner.earns === 0) return null;
  const taken = await new RefundStore(on).takenFromEarner(earnerId);
  return coinsFor(earner.prepaid + earner.onDelivery - taken - cash);
};

/** What came in, and what of it went back or into an exchange. */
interface Known {
  funds: Funds;
  back: readonly StoredRefund[];
}

/** What can still be given back: what came in, less what went back, and never more than is held for it. */
const leftOf = async (
  { ledger }: PlanDeps,
  on: Connection,
  { order, funds, release, back }: { order: StoredOrder; release: Release | undefined } & Known,
): Promise<number> => {
  const left = funds.paid.cash + funds.paid.coins - sum(back, 'amount');
  return release ? left : Math.min(left, await ledger.balance(on, accountOf.held(order.id)));
};

/** Decides how an amount goes back; changes nothing. Refuses `refund.too-much`. */
export const planRefund = async (
  deps: PlanDeps,
  on: Connection,
  { order, amount }: { order: StoredOrder; amount: number },
): Promise<RefundPlan> => {
  const funds = await fundsOf(deps, on, order);
  const release = await deps.ledger.releaseOf(on, order.id);
  const before = await new RefundStore(on).ofOrder(order.id);
  const left = await leftOf(deps, on, { order, funds, release, back: before });
  const back = { cash: toMoney(sum(before, 'cash')), coins: sum(before, 'coins') };
  const shares = amount > left ? 'too-much' : splitRefund(funds.paid, back, amount);
  if (shares === 'too-much') throw new Refusal('refund.too-much', { amount, left: Math.max(0, left) });
  const online = toMoney(sum(before, 'online'));
  return {
    ...shares,
    funds,
    by: splitWays(funds.ways, { online, onDelivery: toMoney(0) }, shares.cash),
    release,
    undone: sum(
      before.filter((one) => one.afterRelease),
      'amount',
    ),
    keep: await keepOf(on, order, { earnerId: funds.earnerId, cash: shares.cash }),
  };
};

/** What went back of an order so far, or into an exchange, and what can still be given back: coins and money. */
export const refundable = async (
  deps: PlanDeps,
  on: Connection,
  order: StoredOrder,
): Promise<{ gone: number; left: number }> => {
  const funds = await fundsOf(deps, on, order);
  const release = await deps.ledger.releaseOf(on, order.id);
  const back = await new RefundStore(on).ofOrder(order.id);
  const left = await leftOf(deps, on, { order, funds, release, back });
  return { gone: sum(back, 'amount'), left: Math.max(0, left) };
};

/** What the buyer would see of a refund: coins the order earned and that are spent by now are taken off (46). */
export const previewRefund = async (
  deps: PlanDeps,
  on: Connection,
  asked: { order: StoredOrder; amount: number },
): Promise<{ money: number; coins: number; clawedBack: number; plan: RefundPlan }> => {
  const plan = await planRefund(deps, on, asked);
  const { shortfall } =
    plan.keep === null
      ? { shortfall: 0 }
      : await deps.loyalty.wouldClawBack(on, { orderId: plan.funds.earnerId, keep: plan.keep });
  const clawedBack = Math.min(shortfall, plan.cash);
  return { money: plan.cash - clawedBack, coins: plan.coins, clawedBack, plan };
};
