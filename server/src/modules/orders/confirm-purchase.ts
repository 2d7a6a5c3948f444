import type { Tx } from '../../db/connection.ts';
import { together } from '../../db/together.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { postings } from '../ledger/index.ts';
import type { OrdersDeps } from './context.ts';
import { move } from './domain/moves.ts';
import { coinsGoWithCash, type StoredOrder } from './domain/order.ts';
import { inTurn, orderOf, type Purchase, waits } from './purchase.ts';
import { BasketStore } from './store/baskets.ts';
import { OrderStore } from './store/orders.ts';
import { confirmedFact } from './tell-order.ts';

const linesOf = ({ lines }: StoredOrder) => lines.map(({ variantId, quantity }) => ({ variantId, quantity }));

/** Orders that coins pay whole: their money is there at once. */
const payByCoins = async (
  { ledger, loyalty }: OrdersDeps,
  orders: readonly StoredOrder[],
  { at, tx }: { at: number; tx: Tx },
): Promise<void> => {
  const whole = orders.filter((one) => one.coins > 0 && one.prepaid === 0 && one.onDelivery === 0);
  const [first] = whole;
  if (!first) return;
  const shares = whole.map(({ id, coins }) => ({ orderId: id, coins }));
  await loyalty.spend(tx, { purchaseId: first.purchaseId, shares });
  const { buyerId, purchaseId } = first;
  const booked = shares.map((one) => ({ ...one, cash: 0, buyerId }));
  await ledger.post(tx, postings.coinsOnly({ purchaseId, at, shares: booked }));
};

const promiseCash = async ({ payments }: OrdersDeps, order: StoredOrder, tx: Tx): Promise<void> => {
  if (order.onDelivery === 0) return;
  const { id, onDelivery, method, buyerId } = order;
  const coins = coinsGoWithCash(order) ? order.coins : 0;
  await payments.promise(tx, { orderId: id, amount: onDelivery, method, buyerId, coins });
};

/** Coins for buying of oneself are money made of nothing but fees: an operator should look. */
const suspicion = ({ buyerId, sellerId }: StoredOrder): { flagged?: string } =>
  buyerId === sellerId ? { flagged: 'The seller bought their own goods.' } : {};

/** Everything but the stock that comes with an order that stands; the orders are of one purchase. */
export const makeStand = async (
  deps: OrdersDeps,
  orders: readonly StoredOrder[],
  { at, tx }: { at: number; tx: Tx },
): Promise<void> => {
  const { loyalty, outbox, payments, trust } = deps;
  const [first] = orders;
  if (!first) return;
  const { purchaseId, buyerId: accountId } = first;
  const coins = orders.reduce((sum, one) => sum + one.coins, 0);
  // From now on they wait for the money beside them, however long that takes.
  if (coins > 0) await loyalty.hold(tx, { purchaseId, accountId, coins, until: null });
  await payByCoins(deps, orders, { at, tx });
  if (orders.some((one) => one.prepaid > 0)) await payments.claim(tx, purchaseId);
  const facts = orders.map((order) => confirmedFact(order, at));
  const each = (order: StoredOrder) => {
    const { id: orderId, address, earns } = order;
    const cash = order.onDelivery > 0;
    return [
      () => promiseCash(deps, order, tx),
      ...(earns > 0
        ? [() => loyalty.expect(tx, { orderId, accountId, coins: earns, ...suspicion(order) })]
        : []),
      () => trust.noteOrder(tx, { orderId, purchaseId, accountId, address, cash }),
    ];
  };
  await together(tx, [...orders.flatMap(each), () => outbox.tellAll(tx, facts)]);
};

/** A basket is bought once, in however many windows its buyer checks out. */
const emptyBasket = async (o: Purchase, buyerId: string, tx: Tx): Promise<void> => {
  const variantIds = o.orders.flatMap((one) => one.lines.map((line) => line.variantId));
  const taken = await new BasketStore(tx).take(buyerId, variantIds);
  // Whoever has paid meanwhile gets what they paid for, whatever became of the basket.
  if (taken < variantIds.length && !waits(o)) throw new Refusal('basket.changed');
};

/** The orders that waited for their buyer, confirmed. */
export const confirmWaiting = async (purchaseId: string, at: number, tx: Tx): Promise<StoredOrder[]> => {
  const store = new OrderStore(tx);
  const confirmed: StoredOrder[] = [];
  for (const order of await store.ofPurchase(purchaseId, { lock: true })) {
    const moved = move(order, 'confirmed', { by: 'system', at });
    if (moved === 'here' || moved === 'wrong-move') throw new Refusal('order.failed');
    const stands = { ...moved, expiresAt: null, cancelledBy: null, reason: null };
    if (!(await store.move(stands, order.state))) throw new Refusal('order.failed');
    confirmed.push(stands);
  }
  return confirmed;
};

const writeOrders = async (o: Purchase, tx: Tx): Promise<StoredOrder[]> => {
  const store = new OrderStore(tx);
  const written: StoredOrder[] = [];
  for (const one of inTurn(o.orders)) written.push(await store.add(orderOf(o, one, 'confirmed')));
  return written;
};

/** Numbers that are not the ones everybody expects of these ids. */
export const longNumbers = (
  orders: readonly StoredOrder[],
  usual: (id: string) => string,
): Record<string, string> | undefined => {
  const long = orders.filter(({ id, number }) => number !== usual(id));
  return long.length > 0 ? Object.fromEntries(long.map(({ id, number }) => [id, number])) : undefined;
};

/** Stock becomes sold, the orders stand, and it is told: all in one transaction. */
export const confirmPurchase = async (deps: OrdersDeps, o: Purchase, tx: Tx): Promise<StoredOrder[]> => {
  const { accounts, catalog, clock } = deps;
  const at = waits(o) ? clock.now() : o.placedAt;
  const orders = waits(o) ? await confirmWaiting(o.sagaId, at, tx) : await writeOrders(o, tx);
  const buyerId = orders[0]?.buyerId ?? o.buyerId;
  if (o.fromBasket) await emptyBasket(o, buyerId, tx);
  await makeStand(deps, orders, { at, tx });
  if (o.remember) await accounts.saveAddress(buyerId, o.address, tx);
  // Last, because other buyers of the same variant wait from here until the commit.
  for (const order of orders)
    await (waits(o)
      ? catalog.take(order.id, tx)
      : catalog.sell({ holdId: order.id, lines: linesOf(order) }, tx));
  return orders;
};
