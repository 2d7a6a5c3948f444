import { getShop } from '#contracts/shop';
import type { ShopSettings } from '#contracts/shop-settings';
import { toMoney } from '#contracts/values';
import { type AnyServed, serve } from './kernel/http/serve.ts';
import type { Rtc } from './kernel/rtc.ts';
import type { PaymentsApi } from './modules/payments/index.ts';

/** What every page needs to know of the shop. */
export const shopRoutes = (
  { name, currency, delivery, coins, times }: ShopSettings,
  payments: PaymentsApi,
  rtc: Rtc,
): AnyServed[] => [
  serve(getShop, () => ({
    name,
    currency,
    delivery,
    payments: payments.methods(toMoney(0)),
    test: payments.test(),
    coins: coins.enabled,
    returnDays: times.returnDays,
    completeAfterHours: times.completeAfterHours,
    video: rtc.state() === 'up',
  })),
];
