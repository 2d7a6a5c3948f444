import type { Address } from '#contracts/accounts';
import type { Money } from '#contracts/values';
import type { Connection, Tx } from '../../db/connection.ts';
import type { CashTerms, CashWish, NotedOrder } from './api.ts';
import type { TrustDeps } from './context.ts';
import { type History, readHistory } from './domain/history.ts';
import { judge, type Means } from './domain/ladder.ts';
import { phoneHash } from './one-time-code.ts';
import { accountsOf, addOrder, happenedTo, happenedToPhone, openPurchases } from './store/events.ts';
import { findOverride } from './store/standings.ts';

/** A parcel that has not arrived after so long is not on its way any more. */
const onItsWay = 60 * 86_400_000;

/** A buyer's history by their account, and by their phone where it is known. */
export const historyOf = async (
  { clock }: Pick<TrustDeps, 'clock'>,
  on: Connection,
  { accountId, phone }: { accountId: string; phone?: string },
): Promise<{ history: History; accountIds: string[] }> => {
  const accountIds = await accountsOf(on, accountId);
  // One after another: inside a transaction there is one connection.
  const own = await happenedTo(on, accountIds);
  const others = phone === undefined ? [] : await happenedToPhone(on, phone, accountIds);
  const override = await findOverride(on, accountId);
  return { history: readHistory([...own, ...others], { override, now: clock.now() }), accountIds };
};

const meansFor = ({ messages, payments, shop }: TrustDeps, address: Address, total: Money): Means => ({
  code: messages.reaches({ phone: address.phone, email: null }),
  online: payments.methods(total).some(({ kind }) => kind === 'online'),
  india: shop.currency === 'INR',
  write: (amount) =>
    new Intl.NumberFormat(shop.locale, {
      style: 'currency',
      currency: shop.currency,
      minimumFractionDigits: amount % 100 === 0 ? 0 : 2,
    }).format(amount / 100),
});

export const assess = async (deps: TrustDeps, on: Connection, wish: CashWish): Promise<CashTerms> => {
  const { accountId, address, total, categories, purchaseId = '' } = wish;
  const phone = phoneHash(address.phone);
  const { history, accountIds } = await historyOf(deps, on, { accountId, phone });
  const since = deps.clock.now() - onItsWay;
  const open = history.isFirst
    ? await openPurchases(on, { accountIds, phone, since, except: purchaseId })
    : 0;
  const weighed = { history, openPurchases: open, address, total, categories };
  return judge(weighed, deps.settings, meansFor(deps, address, total));
};

export const noteOrder = async ({ clock }: TrustDeps, tx: Tx, order: NotedOrder): Promise<void> => {
  const { orderId, purchaseId, accountId, address, cash } = order;
  const at = clock.now();
  await addOrder(tx, { orderId, purchaseId, accountId, phoneHash: phoneHash(address.phone), cash, at });
};
