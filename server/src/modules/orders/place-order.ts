import type { Address } from '#contracts/accounts';
import type { placeOrder as placeOrderRoute } from '#contracts/orders';
import type { Body } from '#contracts/route';
import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Outcome } from '../../kernel/saga/outcome.ts';
import { type Run, saga } from '../../kernel/saga/saga.ts';
import type { OrdersDeps } from './context.ts';
import type { PricedLine, StoredOrder } from './domain.ts';
import { type PricedOrder, priceOrder } from './price-order.ts';
import { BasketStore } from './store/baskets.ts';
import { OrderStore } from './store/orders.ts';

/** An order that is not placed within a minute is not placed at all. */
const within = 60_000;
/** Units stay held for longer than a run may take, so that a hold never ends under a buyer who pays. */
const holdFor = 10 * 60_000;

type Request = Body<typeof placeOrderRoute>;

interface Placing extends PricedOrder {
  buyerId: string;
  address: Address;
  method: string;
  saleId: string | null;
  fromBasket: boolean;
  remember: boolean;
}
interface Placed {
  number: string;
  placedAt: number;
}

const orderOf = ({ sagaId, ...o }: Run<Placing>, placedAt: number): Omit<StoredOrder, 'number'> => ({
  id: sagaId,
  buyerId: o.buyerId,
  state: 'confirmed',
  lines: o.lines,
  goods: o.goods,
  delivery: o.delivery,
  fee: o.fee,
  total: o.total,
  method: o.method,
  address: o.address,
  saleId: o.saleId,
  placedAt,
  history: [{ state: 'confirmed', at: placedAt }],
});

/** A line as facts tell it. */
export const told = ({ productId, variantId, sellerId, title, options, quantity, price }: PricedLine) => ({
  productId,
  variantId,
  sellerId,
  title,
  options,
  quantity,
  price,
});

/** A basket is bought once, in however many windows its buyer checks out. */
const emptyOf = async ({ buyerId, lines }: Placing, tx: Tx): Promise<void> => {
  const variantIds = lines.map((line) => line.variantId);
  const taken = await new BasketStore(tx).take(buyerId, variantIds);
  if (taken < variantIds.length) throw new Refusal('basket.changed');
};

/** Stock becomes sold, the order is written and told, all in one transaction. */
const confirm = async (
  deps: OrdersDeps,
  o: Run<Placing & { reference: string }>,
  tx: Tx,
): Promise<Placed> => {
  const { accounts, catalog, clock, outbox, payments } = deps;
  const placedAt = clock.now();
  if (o.fromBasket) await emptyOf(o, tx);
  await payments.keep({ ...due(o), reference: o.reference }, tx);
  const { number } = await new OrderStore(tx).add(orderOf(o, placedAt));
  if (o.remember) await accounts.saveAddress(o.buyerId, o.address, tx);
  await outbox.tell(tx, 'order.confirmed', {
    orderId: o.sagaId,
    number,
    buyerId: o.buyerId,
    total: o.total,
    method: o.method,
    city: o.address.city,
    saleId: o.saleId,
    at: placedAt,
    lines: o.lines.map(told),
  });
  // Last, because other buyers of the same variant wait from here until the commit.
  await catalog.take(o.sagaId, tx);
  return { number, placedAt };
};

const due = (o: Run<Placing>) => ({
  orderId: o.sagaId,
  method: o.method,
  amount: o.total,
  address: o.address,
});

/** Stock before money, money before promise. The run's id is the order's. */
export const placeOrderSaga = (deps: OrdersDeps) =>
  saga<Placing>('place-order', { within, failed: 'order.failed' })
    .step(
      'hold stock',
      (o, tx) => {
        const lines = o.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
        return deps.catalog.hold({ holdId: o.sagaId, lines, until: deps.clock.now() + holdFor }, tx);
      },
      (o, tx) => deps.catalog.release(o.sagaId, tx),
    )
    .remote(
      'authorise payment',
      async (o) => {
        const answer = await deps.payments.authorise(due(o));
        if (answer.outcome === 'declined') throw new Refusal('payment.declined', { reason: answer.reason });
        return { reference: answer.reference };
      },
      (o) => deps.payments.void({ orderId: o.sagaId, method: o.method }),
    )
    .step('confirm', (o, tx) => confirm(deps, o, tx))
    .build();

/** Buys: `operation` is the order's id, so a repeated request gets the same order. */
export const placeOrder = (deps: OrdersDeps) => {
  const placing = deps.sagas.add(placeOrderSaga(deps));

  const price = async (asked: Request): Promise<PricedOrder> => {
    const priced = await priceOrder(deps, asked.lines, asked.payment);
    if (priced.total === asked.expectedTotal) return priced;
    const lines = priced.lines.map(({ variantId, price }) => ({ variantId, price }));
    throw new Refusal('order.price-changed', { seen: asked.expectedTotal, now: priced.total, lines });
  };

  const place = async (operation: string, buyerId: string, asked: Request) => {
    const priced = await price(asked).catch(async (refusal: unknown) => {
      // What this order took may be what is missing now: an order that stands is answered, whatever changed since.
      const before = await placing.join(operation, asked);
      if (before) return before;
      throw refusal;
    });
    if ('state' in priced) return priced;
    const { address, fromBasket, payment, remember, saleId = null } = asked;
    const input: Placing = { ...priced, buyerId, address, method: payment, saleId, fromBasket, remember };
    return placing.run({ id: operation, input, asked });
  };

  return async (operation: string, buyerId: string, asked: Request): Promise<StoredOrder> => {
    const { state, result }: Outcome<Placing, Placed> = await place(operation, buyerId, asked);
    if (state === 'waiting') throw new Refusal('key.in-progress');
    return { ...orderOf(result, result.placedAt), number: result.number };
  };
};
