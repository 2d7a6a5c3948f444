import { toMoney } from '#contracts/values';
import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Catalog } from './context.ts';
import { fitsAsLivePrice, priceNow, type StockedVariant } from './domain/prices.ts';
import { refreshCards } from './store/write-products.ts';
import { type LockedVariant, liveIn, lockVariants, setLive } from './store/write-variants.ts';

export interface LivePrice {
  saleId: string;
  productId: string;
  /** One variant; without it, all of the product. */
  variantId?: string | undefined;
  /** Null goes back to the usual price. */
  price: number | null;
}

type Priced = Pick<StockedVariant, 'id' | 'productId' | 'usualPrice' | 'usualCompareAt' | 'livePrice'>;
export interface PriceChange {
  before: Priced;
  after: Priced;
}

/** Tells what buyers pay from now on, in the transaction of the change, and brings the cards in line. */
export const tellPrices = async (
  catalog: Catalog,
  tx: Tx,
  changes: readonly PriceChange[],
): Promise<void> => {
  const facts = changes.flatMap(({ before, after }) => {
    const now = priceNow(after);
    const was = priceNow(before);
    const same = now.price === was.price && now.compareAt === was.compareAt && now.live === was.live;
    const payload = { productId: after.productId, variantId: after.id, ...now };
    return same ? [] : [{ name: 'price.changed' as const, payload }];
  });
  if (facts.length > 0) await catalog.outbox.tellAll(tx, facts);
};

/** Gives variants a price for as long as a sale is live, or takes it back. The sale checks whose product it is. */
export const setLivePrice = async (catalog: Catalog, given: LivePrice, tx: Tx): Promise<void> => {
  const all = await lockVariants(tx, [given.productId]);
  if (all.length === 0) throw new Refusal('product.unknown', { productId: given.productId });
  const chosen = given.variantId === undefined ? all : all.filter((one) => one.id === given.variantId);
  if (chosen.length === 0) throw new Refusal('variant.unknown', { variantId: given.variantId });
  const { price } = given;
  const unfit = price === null ? undefined : chosen.find((one) => !fitsAsLivePrice(price, one.usualPrice));
  if (unfit) throw new Refusal('price.not-lower', { variantId: unfit.id, usualPrice: unfit.usualPrice });
  await setLive(
    tx,
    chosen.map((one) => one.id),
    price === null ? null : { price, saleId: given.saleId },
  );
  await changed(
    catalog,
    tx,
    chosen.map((before) => ({ before, after: withLive(before, price) })),
  );
};

/** A sale is over: its prices are too. */
export const endLivePrices = async (catalog: Catalog, saleId: string, tx: Tx): Promise<void> => {
  const live = await liveIn(tx, saleId);
  if (live.length === 0) return;
  const ids = new Set(live.map((one) => one.variantId));
  const locked = await lockVariants(tx, [...new Set(live.map((one) => one.productId))]);
  await setLive(tx, [...ids], null);
  const ended = locked.filter((one) => ids.has(one.id));
  await changed(
    catalog,
    tx,
    ended.map((before) => ({ before, after: withLive(before, null) })),
  );
};

const withLive = (variant: LockedVariant, price: number | null): Priced => ({
  ...variant,
  livePrice: price === null ? null : toMoney(price),
});

const changed = async (catalog: Catalog, tx: Tx, changes: readonly PriceChange[]): Promise<void> => {
  const productIds = [...new Set(changes.map((one) => one.after.productId))];
  await refreshCards(tx, productIds, catalog.clock.now());
  await tellPrices(catalog, tx, changes);
  catalog.freshness.touchAfter(tx, productIds, { lists: true });
};
