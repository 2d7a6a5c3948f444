import { pooledMoneyAccepted, type ShopSettings } from '#contracts/shop-settings';
import { toMoney } from '#contracts/values';
import { Refusal } from './kernel/refusal.ts';
import type { PaymentsApi } from './modules/payments/index.ts';

interface Parts {
  shop: Pick<ShopSettings, 'pooledMoney'>;
  /** Asked when it is needed: plugins bring ways of paying after the modules are there. */
  payments(): Pick<PaymentsApi, 'methods' | 'find'>;
  /** Some accounts of role seller, and some of those whose products are here: two of them are enough to know. */
  find(): Promise<Iterable<string>>;
}

/** Who sells here, as far as it matters. Everything that makes a seller asks first. */
export interface SeveralSellers {
  /** Refuses `account.needs-route` where one more seller would have their money kept by the shop; null: a new account. */
  admit(sellerId: string | null): void;
  joined(sellerId: string): void;
  /**
   * Where a provider holds sellers' shares: refuses `payment.not-for-these` for goods of one it has no account of, whose
   * money it could not hold.
   */
  mayBePaid(
    sellerIds: readonly string[],
    without: (ids: readonly string[]) => Promise<string[]>,
  ): Promise<void>;
  /** At the start: throws what an operator has to put right. */
  check(): Promise<void>;
}

const why = `This shop has several sellers and takes payments online, and nobody but the shop would hold the sellers' money, \
which the law may forbid. One of three things puts it right: let the provider hold each seller's share (with Razorpay: \
"route": true in the plugin's settings, and a linked account for each seller); take cash on delivery only, without the \
plugin; or accept it in writing, in leo.json: "pooledMoney": "${pooledMoneyAccepted}"`;

/** Money of several sellers on the shop's own account: only where the operator has accepted that in writing. */
export const severalSellers = ({ shop, payments, find }: Parts): SeveralSellers => {
  const known = new Set<string>();
  const wouldPool = (): boolean => {
    if (shop.pooledMoney === pooledMoneyAccepted) return false;
    const online = payments()
      .methods(toMoney(0))
      .filter((one) => one.kind === 'online');
    return online.some(({ id }) => payments().find(id)?.online?.transfers === undefined);
  };
  return {
    admit: (sellerId) => {
      const others = [...known].filter((one) => one !== sellerId);
      if (others.length > 0 && wouldPool()) throw new Refusal('account.needs-route');
    },
    joined: (sellerId) => void known.add(sellerId),
    mayBePaid: async (sellerIds, without) => {
      if (shop.pooledMoney === pooledMoneyAccepted) return;
      for (const id of await find()) known.add(id);
      if (known.size < 2) return;
      const [sellerId] = await without(sellerIds);
      if (sellerId === undefined) return;
      const reason =
        'This seller is not set up for payments online yet. Pay on delivery, or come back later.';
      throw new Refusal('payment.not-for-these', { sellerId, reason });
    },
    check: async () => {
      if (!wouldPool()) return;
      for (const id of await find()) known.add(id);
      if (known.size > 1) throw new Error(why);
    },
  };
};
