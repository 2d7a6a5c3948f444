import type { Address } from '#contracts/accounts';
import type { Image } from '#contracts/media';
import type { Order, OrderState } from '#contracts/orders';
import { type Money, toMoney } from '#contracts/values';

/** Where an order may go from where it is. */
export const next = {
  reserved: ['confirmed', 'cancelled'],
  confirmed: ['packed', 'cancelled'],
  packed: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  cancelled: [],
} as const satisfies Record<OrderState, readonly OrderState[]>;

/** A buyer changes their mind until the parcel is made up; a seller may give up until it has left. */
const cancellableBy = {
  buyer: ['reserved', 'confirmed'],
  seller: ['reserved', 'confirmed', 'packed'],
} as const satisfies Record<'buyer' | 'seller', readonly OrderState[]>;
export type Mover = keyof typeof cancellableBy;

export interface Wanted {
  variantId: string;
  quantity: number;
}

/** A line at today's price. */
export interface PricedLine extends Wanted {
  productId: string;
  sellerId: string;
  slug: string;
  title: string;
  options: Record<string, string>;
  sku: string | null;
  image: Image | null;
  /** Of one unit. */
  price: Money;
}

export interface Totals {
  goods: Money;
  delivery: Money;
  fee: Money;
  total: Money;
}

/** What the shop asks for bringing an order. */
export interface Delivery {
  fee: Money;
  /** Orders of goods for this much or more are brought free; null: never. */
  freeFrom: Money | null;
}

export interface StoredOrder extends Totals {
  id: string;
  number: string;
  buyerId: string;
  state: OrderState;
  lines: PricedLine[];
  method: string;
  address: Address;
  saleId: string | null;
  placedAt: number;
  history: Order['history'];
}

/** One line a variant, in the order they came. */
export const mergeLines = (lines: readonly Wanted[]): Wanted[] => {
  const merged = new Map<string, number>();
  for (const { variantId, quantity } of lines) merged.set(variantId, (merged.get(variantId) ?? 0) + quantity);
  return [...merged].map(([variantId, quantity]) => ({ variantId, quantity }));
};

/** Undefined where the sum is beyond what can be counted exactly. */
export const goodsOf = (lines: readonly { price: Money; quantity: number }[]): Money | undefined => {
  const sum = lines.reduce((total, { price, quantity }) => total + price * quantity, 0);
  return Number.isSafeInteger(sum) ? toMoney(sum) : undefined;
};

export const deliveryFor = (goods: Money, { fee, freeFrom }: Delivery): Money =>
  freeFrom !== null && goods >= freeFrom ? toMoney(0) : fee;

/** Goods and delivery, and what the way of paying adds to both. */
export const totalsOf = (goods: Money, delivery: Money, feeOf: (total: Money) => Money): Totals => {
  const fee = feeOf(toMoney(goods + delivery));
  return { goods, delivery, fee, total: toMoney(goods + delivery + fee) };
};

/** Crockford's alphabet: no letter that is read as a digit, so that a number can be told on the phone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What people call an order: from the last 48 bits of its id, `letters` (at most 9) of them. */
export const orderNumber = (id: string, letters: number): string => {
  let rest = Number.parseInt(id.replaceAll('-', '').slice(-12), 16);
  let number = '';
  for (let place = 0; place < letters; place++) {
    number = `${alphabet[rest % 32]}${number}`;
    rest = Math.floor(rest / 32);
  }
  return `LEO-${number}`;
};

const allowed = (from: OrderState, to: OrderState, by: Mover): boolean => {
  if (!next[from].some((state) => state === to)) return false;
  return to === 'cancelled' ? cancellableBy[by].some((state) => state === from) : by === 'seller';
};

/** The order a step further; `here` where it is there already, so that a repeated request changes nothing. */
export const move = (
  order: StoredOrder,
  to: OrderState,
  { by, at }: { by: Mover; at: number },
): StoredOrder | 'here' | 'wrong-move' => {
  if (order.state === to) return 'here';
  if (!allowed(order.state, to, by)) return 'wrong-move';
  return { ...order, state: to, history: [...order.history, { state: to, at }] };
};
