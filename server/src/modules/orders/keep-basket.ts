import type { Basket } from '#contracts/orders';
import { toMoney } from '#contracts/values';
import { Refusal } from '../../kernel/refusal.ts';
import type { OrdersDeps, Shelves } from './context.ts';
import type { Wanted } from './domain/order.ts';
import { bySeller, deliveryFor } from './domain/split.ts';
import { committed } from './points.ts';
import { exactGoods } from './price-order.ts';
import { BasketStore } from './store/baskets.ts';

const most = 50;

type BasketDeps = Pick<OrdersDeps, 'catalog' | 'clock' | 'db' | 'delivery' | 'probe'>;

/** Today's prices of what is still on sale; what no longer is, is left out. */
const quoteKnown = async (catalog: Shelves, lines: readonly Wanted[]): ReturnType<Shelves['quote']> => {
  try {
    return await catalog.quote(lines);
  } catch (problem) {
    const gone =
      problem instanceof Refusal && problem.code === 'variant.unknown'
        ? problem.details?.['variantId']
        : undefined;
    const rest = lines.filter((line) => line.variantId !== gone);
    if (rest.length === lines.length) throw problem;
    return quoteKnown(catalog, rest);
  }
};

/** The basket, priced now. */
export const showBasket = async (
  { catalog, db, delivery }: BasketDeps,
  accountId: string | null,
): Promise<Basket> => {
  const wanted = accountId ? await new BasketStore(db).lines(accountId) : [];
  const quoted = wanted.length > 0 ? await quoteKnown(catalog, wanted) : [];
  const goods = exactGoods(quoted);
  // A parcel a seller.
  const parcels = [...bySeller(quoted).values()].map((own) => deliveryFor(exactGoods(own), delivery));
  const brought = toMoney(parcels.reduce((sum, fee) => sum + fee, 0));
  const lines = quoted.map(({ sellerId: _seller, sku: _sku, category: _category, ...line }) => line);
  return { lines, goods, delivery: brought, total: toMoney(goods + brought) };
};

/** Sets how many of a variant are in the basket; 0 takes it out. */
export const putInBasket = async (deps: BasketDeps, accountId: string, line: Wanted): Promise<Basket> => {
  const { catalog, clock } = deps;
  if (line.quantity === 0) {
    await new BasketStore(deps.db).take(accountId, [line.variantId]);
    return showBasket(deps, accountId);
  }
  await catalog.quote([line]);
  await committed(deps, 'orders/basket', async (tx) => {
    const store = new BasketStore(tx);
    const others = (await store.lines(accountId)).filter(({ variantId }) => variantId !== line.variantId);
    if (others.length >= most) throw new Refusal('basket.full', { most });
    await store.put(accountId, line, clock.now());
  });
  return showBasket(deps, accountId);
};
