import type { Variant } from '#contracts/catalog';
import { type Money, toMoney } from '#contracts/values';
import type { Options } from './options.ts';

/** A variant as its seller knows it. */
export interface StockedVariant {
  id: string;
  productId: string;
  sku: string | null;
  options: Options;
  usualPrice: number;
  /** The price the seller strikes through, when no live price is on. */
  usualCompareAt: number | null;
  livePrice: number | null;
  available: number;
  held: number;
}

type Priced = Pick<StockedVariant, 'usualPrice' | 'usualCompareAt' | 'livePrice'>;

/** What a buyer pays now, and what is struck through: only ever something dearer. */
export const priceNow = (variant: Priced): { price: Money; compareAt: Money | null; live: boolean } => {
  const live = variant.livePrice !== null;
  const price = variant.livePrice ?? variant.usualPrice;
  const strike = live ? variant.usualPrice : variant.usualCompareAt;
  return {
    price: toMoney(price),
    compareAt: strike !== null && strike > price ? toMoney(strike) : null,
    live,
  };
};

/** A variant as buyers see it. */
export const variantOf = (variant: StockedVariant): Variant => ({
  id: variant.id,
  sku: variant.sku,
  options: variant.options,
  ...priceNow(variant),
  available: variant.available,
});

/** A live price may be raised a little for a bundle, but ten times the usual price is a slip of the finger. */
export const fitsAsLivePrice = (price: number, usualPrice: number): boolean =>
  price > 0 && price <= 10 * usualPrice;
