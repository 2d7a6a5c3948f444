import type { Money } from '#contracts/values';
import { Refusal } from '../../kernel/refusal.ts';
import type { OrdersDeps } from './context.ts';
import type { PricedLine, Wanted } from './domain/order.ts';
import { bySeller, deliveryFor, goodsOf, mergeLines, type Parcel, totalsOf } from './domain/split.ts';

/** Goods whose price cannot be summed exactly are beyond what anybody pays. */
export const exactGoods = (lines: readonly { price: Money; quantity: number }[]): Money => {
  const goods = goodsOf(lines);
  if (goods === undefined)
    throw new Refusal('request.invalid', { fields: [{ path: 'lines', message: 'the total is too large' }] });
  return goods;
};

/** A line keeps its picture without the placeholder, which is larger than all the rest. */
const kept = (line: PricedLine): PricedLine => ({
  variantId: line.variantId,
  productId: line.productId,
  sellerId: line.sellerId,
  slug: line.slug,
  title: line.title,
  options: line.options,
  sku: line.sku,
  category: line.category,
  image: line.image && { ...line.image, placeholder: null },
  quantity: line.quantity,
  price: line.price,
});

/** Lines at today's prices, all of them there to be sold. */
export const priceLines = async (
  { catalog }: Pick<OrdersDeps, 'catalog'>,
  wanted: readonly Wanted[],
): Promise<PricedLine[]> => {
  const lines = await catalog.quote(mergeLines(wanted));
  const free = lines.find((line) => line.price === 0);
  if (free) throw new Refusal('order.not-for-sale', { variantId: free.variantId, title: free.title });
  const short = lines.find((line) => line.available < line.quantity);
  if (short) {
    const { variantId, title, available } = short;
    throw new Refusal('stock.sold-out', { variantId, title, available });
  }
  exactGoods(lines);
  return lines.map(kept);
};

/** A parcel a seller, each with its delivery and what the way of paying adds to it. */
export const parcelsOf = (
  delivery: OrdersDeps['delivery'],
  lines: readonly PricedLine[],
  feeOf: (total: Money) => Money,
): Parcel[] =>
  [...bySeller(lines)].map(([sellerId, own]) => {
    const goods = exactGoods(own);
    return { sellerId, lines: own, ...totalsOf(goods, deliveryFor(goods, delivery), feeOf) };
  });
