import { randomUUID } from 'node:crypto';
import type { Order } from '#contracts/orders';
import type { Chance } from '../server/test/random.ts';
import type { Visitor } from '../server/test/visitor.ts';
import { buyerAt, type Placed, referenceOf, type ShopAt } from './money-shop.ts';
import { breath } from './shop-clock.ts';

/** How a buyer pays, or does not. */
export const habits = [
  'plain',
  'closes the window',
  'sends everything twice',
  'pays twice',
  'fails first',
  'cancels when it is paid',
  'pays late',
  'never pays',
] as const;
export type Habit = (typeof habits)[number];

export interface Buyer {
  index: number;
  habit: Habit;
  visitor: Visitor;
  order: Order | undefined;
  /** Refused for good, and why. */
  end: string;
}

/** Half of them just buy; the others do what buyers do. */
export const habitOf = (chance: Chance): Habit => (chance.chance(0.4) ? 'plain' : chance.one(habits));

/** Until there is an answer: a server that is away, or busy with this very request, is asked again with the same key. */
export const insist = async <T extends { status: number }>(
  ask: () => Promise<T>,
  patience = 240_000,
): Promise<T> => {
  const until = Date.now() + patience;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    const isAnswer = answer && answer.status < 500 && answer.status !== 409 && answer.status !== 429;
    if (isAnswer || (answer && Date.now() > until)) return answer;
    if (Date.now() > until) throw new Error('No answer came in four minutes');
    await breath(150);
  }
};

const isBusy = ({ end }: Placed): boolean => end === 'key.in-progress';

const place = async (shop: ShopAt, { visitor, index }: Buyer, variantId: string): Promise<Placed> => {
  const wish = { lines: [{ variantId, quantity: 1 }], person: index, key: randomUUID() };
  return insist(async () => {
    const placed = await shop.place(visitor, wish);
    // 409 is also a final answer here, for what is sold out.
    return placed.status === 409 && !isBusy(placed) ? { ...placed, status: 422 } : placed;
  });
};

const pay = async (shop: ShopAt, order: Order, outcome: 'success' | 'failure' | 'lost' = 'success') => {
  const asked = { order_id: referenceOf(order), outcome };
  const answer = await shop.double.control.pay(asked).catch(() => undefined);
  return answer && 'razorpay_signature' in answer ? { ...answer } : undefined;
};

const bring = (shop: ShopAt, visitor: Visitor, { order, proof }: { order: Order; proof: object }) =>
  insist(async () => {
    const answer = await shop.bring(visitor, order, proof as Record<string, string>);
    // What the provider does not say just now, its own messages or the reconciler say later.
    return answer.status === 409 ? { ...answer, status: 202 } : answer;
  });

const cancel = (visitor: Visitor, order: Order) => {
  const key = randomUUID();
  return insist(async () => {
    const answer = await visitor.send('POST', `/api/orders/${order.id}/cancel`, { body: {}, key });
    return answer.status === 409 ? { ...answer, status: 202 } : answer;
  });
};

const paying: Partial<Record<Habit, (shop: ShopAt, visitor: Visitor, order: Order) => Promise<unknown>>> = {
  plain: async (shop, visitor, order) => {
    const proof = await pay(shop, order);
    if (proof) await bring(shop, visitor, { order, proof });
  },
  'closes the window': (shop, _, order) => pay(shop, order, 'lost'),
  'sends everything twice': async (shop, visitor, order) => {
    const proof = await pay(shop, order);
    if (proof) await Promise.all([1, 2].map(() => bring(shop, visitor, { order, proof })));
  },
  'pays twice': async (shop, visitor, order) => {
    const proofs = await Promise.all([pay(shop, order), pay(shop, order)]);
    for (const proof of proofs) if (proof) await bring(shop, visitor, { order, proof });
  },
  'fails first': async (shop, visitor, order) => {
    await pay(shop, order, 'failure');
    const proof = await pay(shop, order);
    if (proof) await bring(shop, visitor, { order, proof });
  },
  'cancels when it is paid': async (shop, visitor, order) => {
    const proof = await pay(shop, order);
    if (proof) await bring(shop, visitor, { order, proof });
    await cancel(visitor, order);
  },
};

/** One checkout, as far as this buyer takes it. */
export const checkOut = async (
  shop: ShopAt,
  asked: { index: number; habit: Habit; variantId: string },
): Promise<Buyer> => {
  const { index, habit, variantId } = asked;
  const buyer: Buyer = { index, habit, visitor: buyerAt(shop.url, index), order: undefined, end: '' };
  const { order, end } = await place(shop, buyer, variantId);
  buyer.end = end;
  buyer.order = order;
  if (order?.payment.action?.kind === 'checkout') await paying[habit]?.(shop, buyer.visitor, order);
  return buyer;
};

/** Those who come with their money when their time is over. */
export const comeLate = async (shop: ShopAt, buyers: readonly Buyer[]): Promise<number> => {
  let late = 0;
  for (const { habit, order } of buyers) {
    if (habit !== 'pays late' || order?.payment.action?.kind !== 'checkout') continue;
    await pay(shop, order, 'lost');
    late += 1;
  }
  return late;
};
