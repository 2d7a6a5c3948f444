import type { Money } from '#contracts/values';
import { Refusal } from '../../kernel/refusal.ts';
import type { OrdersDeps } from './context.ts';
import {
  deliveryFor,
  goodsOf,
  mergeLines,
  type PricedLine,
  type Totals,
  totalsOf,
  type Wanted,
} from './domain.ts';

export interface PricedOrder extends Totals {
  lines: PricedLine[];
}

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
  image: line.image && { ...line.image, placeholder: null },
  quantity: line.quantity,
  price: line.price,
});

/** What these lines cost now; refuses what is not there to be sold. */
export const priceOrder = async (
  { catalog, delivery, payments }: Pick<OrdersDeps, 'catalog' | 'delivery' | 'payments'>,
  wanted: readonly Wanted[],
  payment: string,
): Promise<PricedOrder> => {
  const method = payments.find(payment);
  if (!method) throw new Refusal('payment.unknown-method', { method: payment });
  const lines = await catalog.quote(mergeLines(wanted));
  const short = lines.find((line) => line.available < line.quantity);
  if (short) {
    const { variantId, title, available } = short;
    throw new Refusal('stock.sold-out', { variantId, title, available });
  }
  const goods = exactGoods(lines);
  return {
    lines: lines.map(kept),
    ...totalsOf(goods, deliveryFor(goods, delivery), (total) => method.fee(total)),
  };
};
