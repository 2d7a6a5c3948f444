import type { Address } from '#contracts/accounts';
import type { TrustReason } from '#contracts/trust';
import { type Money, toMoney } from '#contracts/values';
import { Refusal } from '../../kernel/refusal.ts';
import type { OrdersDeps } from './context.ts';
import type { PricedLine } from './domain/order.ts';
import { advanceOf, coinsFor, leastPayment } from './domain/split.ts';

type PlanDeps = Pick<OrdersDeps, 'db' | 'payments' | 'trust' | 'loyalty'>;
type Kind = 'online' | 'on-delivery';

export interface Method {
  id: string;
  title: string;
  kind: Kind;
  fee(total: Money): Money;
}

export const findMethod = ({ payments }: Pick<OrdersDeps, 'payments'>, id: string): Method => {
  const found = payments.find(id);
  if (!found) throw new Refusal('payment.unknown-method', { method: id });
  const kind = found.onDelivery ? 'on-delivery' : 'online';
  return { id, title: found.title, kind, fee: (total) => found.fee(total) };
};

/** What the buyer's coins would pay of a total. */
export const coinsWanted = async (
  { db, loyalty }: PlanDeps,
  { buyerId, total }: { buyerId: string | null; total: number },
): Promise<{ available: number; worth: number }> => {
  const available = buyerId === null ? 0 : await loyalty.available(db, buyerId);
  return { available, worth: coinsFor(total, available) };
};

/** What trust makes of a wish to pay in cash. */
export interface CashAnswer {
  available: boolean;
  reasons: readonly TrustReason[];
  /** Paid beforehand. */
  advance: number;
  code: boolean;
}

export interface CashWish {
  /** The one that is being placed, if it is: it does not count against itself. */
  purchaseId?: string | undefined;
  buyerId: string;
  address: Address;
  lines: readonly PricedLine[];
  /** What is left to pay after coins. */
  left: number;
}

export const askTrust = async ({ db, trust }: PlanDeps, wish: CashWish): Promise<CashAnswer> => {
  const categories = [
    ...new Set(wish.lines.flatMap(({ category }) => (category === null ? [] : [category]))),
  ];
  const { level, reasons, advance, cash } = await trust.assess(db, {
    accountId: wish.buyerId,
    address: wish.address,
    total: toMoney(wish.left),
    categories,
    ...(wish.purchaseId !== undefined && { purchaseId: wish.purchaseId }),
  });
  const isPart = cash && level === 'part-prepaid';
  return {
    available: cash && level !== 'prepaid-only',
    reasons,
    advance: isPart ? advanceOf(advance, wish.left) : 0,
    code: cash && level === 'code',
  };
};

/** Who takes money before it is delivered has to answer now. */
export const mustWork = ({ payments }: Pick<OrdersDeps, 'payments'>, method: string): void => {
  const usable = payments.usable(method);
  if (!usable.on) throw new Refusal('payment.not-now', { method, reason: usable.says });
};

/** How a purchase is going to be paid. */
export interface Plan {
  coins: number;
  prepaid: number;
  /** The way of paying of what is prepaid; null where nothing is. */
  online: string | null;
  code: boolean;
}

export interface Wish extends Omit<CashWish, 'left'> {
  method: Method;
  total: number;
  useCoins: boolean;
  advanceBy: string | undefined;
}

const online = (deps: PlanDeps, method: string, paid: { coins: number; amount: number }): Plan => {
  if (paid.amount < leastPayment) throw new Refusal('payment.too-small', { least: leastPayment });
  mustWork(deps, method);
  return { coins: paid.coins, prepaid: paid.amount, online: method, code: false };
};

const inCash = async (deps: PlanDeps, wish: Wish, paid: { coins: number; left: number }): Promise<Plan> => {
  const answer = await askTrust(deps, { ...wish, left: paid.left });
  const { advance, code, reasons } = answer;
  if (!answer.available)
    throw new Refusal('payment.not-for-these', { reason: reasons[0]?.says ?? null, reasons });
  if (advance === 0) return { coins: paid.coins, prepaid: 0, online: null, code };
  const by = wish.advanceBy === undefined ? undefined : findMethod(deps, wish.advanceBy);
  if (by?.kind !== 'online') throw new Refusal('payment.advance-first', { advance, reasons });
  return online(deps, by.id, { coins: paid.coins, amount: advance });
};

/** Coins first, then the way the buyer chose, as far as trust lets them. */
export const planPurchase = async (deps: PlanDeps, wish: Wish): Promise<Plan> => {
  const { buyerId, total, method } = wish;
  const coins = wish.useCoins ? (await coinsWanted(deps, { buyerId, total })).worth : 0;
  const left = total - coins;
  if (left === 0) return { coins, prepaid: 0, online: null, code: false };
  return method.kind === 'online'
    ? online(deps, method.id, { coins, amount: left })
    : inCash(deps, wish, { coins, left });
};
