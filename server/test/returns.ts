import type { Address } from '#contracts/accounts';
import type { Order } from '#contracts/orders';
import type { BodyInput, Reply, RouteDefinition } from '#contracts/route';
import { toMoney } from '#contracts/values';
import type { Connection, Database, Tx } from '../src/db/connection.ts';
import { parseWith } from '../src/kernel/http/parse.ts';
import type { AnyServed } from '../src/kernel/http/serve.ts';
import { newId } from '../src/kernel/ids.ts';
import type { Who } from '../src/kernel/who.ts';
import { accountOf, postings } from '../src/modules/ledger/index.ts';
import { loyalty } from '../src/modules/loyalty/index.ts';
import type { StoredOrder } from '../src/modules/orders/index.ts';
import type { AskedRefund, CashOf, RefundOf } from '../src/modules/payments/index.ts';
import { openCatalog, sheetProduct, sheetVariant } from './catalog.ts';
import { openLedger } from './ledger.ts';
import { silentLog } from './log.ts';

const day = 86_400_000;
const pune: Address = {
  name: 'Asha Rao',
  phone: '+919800000000',
  pin: '411001',
  line: '12 Laxmi Road',
  city: 'Pune',
  state: 'Maharashtra',
};
const person = (): Who => ({ accountId: newId(), role: 'buyer', name: null });

/** Payments as far as returns ask them: what came in is set, what is to go out is remembered. */
const fakePayments = () => {
  const captured = new Set<string>();
  const cash = new Map<string, CashOf>();
  const bound = new Set<string>();
  const sent: AskedRefund[] = [];
  const states = new Map<string, RefundOf['state']>();
  const refundOf = (asked: AskedRefund): RefundOf => ({
    refundId: asked.refundId,
    orderId: asked.orderId,
    amount: asked.amount,
    state: states.get(asked.refundId) ?? 'owed',
    to: asked.to.kind as RefundOf['to'],
    foreign: false,
    owedAt: 0,
    processedAt: null,
  });
  return {
    captured,
    cash,
    bound,
    sent,
    refundStates: states,
    states: async (_on: Connection, ids: readonly string[]) =>
      new Map(ids.filter((id) => captured.has(id)).map((id) => [id, 'captured' as const])),
    cashOf: async (_on: Connection, ids: readonly string[]) =>
      new Map(ids.flatMap((id) => (cash.has(id) ? [[id, cash.get(id)!] as const] : []))),
    transfersOf: async (_on: Connection, ids: readonly string[]) =>
      new Map(ids.filter((id) => bound.has(id)).map((id) => [id, {} as never])),
    refund: async (_tx: Connection, asked: AskedRefund) => void sent.push(asked),
    refundsOf: async (_on: Connection, ids: readonly string[]) =>
      new Map(ids.map((id) => [id, sent.filter((one) => one.orderId === id).map(refundOf)])),
  };
};

export interface Bought {
  /** Paid with: paise through a provider, and coins. What is left of the total is cash at the door. */
  online?: number;
  coins?: number;
  units?: number;
  price?: number;
  delivery?: number;
  /** How many of the second variant there are. */
  other?: number;
  earns?: boolean;
}

/** What is inside of orders: their tests bring it, for everybody else there is the module's door. */
export interface Inside<Deps, Request, Refund> {
  OrderStore: new (
    on: Connection,
  ) => {
    add(order: Omit<StoredOrder, 'number'>): Promise<StoredOrder>;
    find(id: string, options?: { lock?: boolean }): Promise<StoredOrder | undefined>;
    move(order: StoredOrder, from: StoredOrder['state']): Promise<boolean>;
  };
  refundOrder(deps: Deps, tx: Tx, request: Request): Promise<Refund>;
  returnRoutes(deps: Deps, show: (order: StoredOrder) => Promise<Order>): AnyServed[];
}

/** Refunds and returns over the real books, wallets and shelves. */
export const openReturns = <Deps, Request, Refund>(
  db: Database,
  { OrderStore, refundOrder, returnRoutes }: Inside<Deps, Request, Refund>,
) => {
  const shop = openCatalog(db);
  const { clock, outbox, inTx } = shop;
  const books = openLedger(db, { clock });
  const wallets = loyalty({
    db,
    clock,
    log: silentLog,
    ledger: books.api,
    settings: { enabled: true, expireAfterDays: null },
    orderNumbers: async () => new Map(),
  });
  const payments = fakePayments();
  // The tests' own types say whether these are what orders need.
  const deps = {
    db,
    clock,
    outbox,
    ledger: books.api,
    loyalty: wallets.api,
    payments,
    catalog: shop.api,
    times: { returnDays: 7 },
  } as Deps;
  const routes = returnRoutes(deps, async (order) => order as unknown as Order);
  const seller: Who = { accountId: shop.sellerId, role: 'seller', name: 'Meera' };
  const found = async (id: string): Promise<StoredOrder> => (await new OrderStore(db).find(id))!;

  const ask = async <R extends RouteDefinition>(
    route: R,
    asked: { who: Who; params?: object; query?: object; body?: BodyInput<R>; operation?: string },
  ): Promise<Reply<R>> => {
    const served = routes.find((one) => one.route === route)!;
    const call = {
      params: await parseWith(route.params, asked.params ?? {}, 'request.bad-query'),
      query: await parseWith(route.query, asked.query ?? {}, 'request.bad-query'),
      body: await parseWith(route.body, asked.body, 'request.invalid'),
      who: asked.who,
      operation: asked.operation ?? newId(),
    };
    return (await served.handler(call as never)) as Reply<R>;
  };

  /** Coins of a buyer, from an order that is over. */
  const earn = (accountId: string, coins: number) =>
    inTx(async (tx) => {
      const orderId = newId();
      await wallets.api.expect(tx, { orderId, accountId, coins });
      await wallets.api.vest(tx, { orderId, at: clock.now() });
      const none = { sellerId: newId(), total: 0, commission: 0, tax: 0, fee: 0, recover: 0 };
      await books.api.post(
        tx,
        postings.released({ orderId, buyerId: accountId, at: clock.now(), coinsEarned: coins, ...none }),
      );
    });

  const payIn = (order: StoredOrder) =>
    inTx(async (tx) => {
      const { id: orderId, buyerId, coins, prepaid, onDelivery, purchaseId } = order;
      const at = clock.now();
      if (coins > 0) {
        await wallets.api.hold(tx, { purchaseId, accountId: buyerId, coins, until: null });
        await wallets.api.spend(tx, { purchaseId, shares: [{ orderId, coins }] });
      }
      const share = { orderId, buyerId };
      if (prepaid > 0) {
        payments.captured.add(purchaseId);
        const shares = [{ ...share, cash: prepaid, coins }];
        await books.api.post(tx, postings.captured({ paymentId: purchaseId, at, fee: 0, shares }));
      } else if (coins > 0 && onDelivery === 0)
        await books.api.post(
          tx,
          postings.coinsOnly({ purchaseId, at, shares: [{ ...share, cash: 0, coins }] }),
        );
      if (onDelivery === 0) return;
      payments.cash.set(orderId, {
        state: 'collected',
        amount: onDelivery,
        courier: 'hand',
        awb: order.number,
        collectedAt: at,
      });
      const parcel = { orderId, courier: 'hand', awb: order.number, at, buyerId };
      await books.api.post(
        tx,
        postings.cashCollected({ ...parcel, cash: onDelivery, coins: prepaid > 0 ? 0 : coins }),
      );
    });

  /** An order that was delivered a moment ago, of units of one variant beside which there is another. */
  const bought = async (given: Bought = {}) => {
    const { coins = 0, units = 2, price = 50_000, delivery = 4_900, other = 5, earns = true } = given;
    const buyer = person();
    if (coins > 0) await earn(buyer.accountId, coins);
    const [product] = await shop.add(
      sheetProduct(shop.sellerId, {
        optionNames: ['size'],
        variants: [
          sheetVariant({ price, stock: units, options: { size: 'S' } }),
          sheetVariant({ price, stock: other, options: { size: 'M' } }),
          sheetVariant({ price: price + 100, stock: 5, options: { size: 'L' } }),
        ],
      }),
    );
    const [small, medium, large] = product!.variants.map((one) => one.id);
    const [line] = await shop.api.quote([{ variantId: small!, quantity: units }]);
    const id = newId();
    await inTx((tx) => shop.api.sell({ holdId: id, lines: [{ variantId: small!, quantity: units }] }, tx));
    const total = units * price + delivery;
    const online = given.online ?? total - coins;
    const at = clock.now();
    const { compareAt: _compareAt, available: _available, ...kept } = line!;
    const order = await inTx((tx) =>
      new OrderStore(tx).add({
        id,
        purchaseId: id,
        buyerId: buyer.accountId,
        sellerId: shop.sellerId,
        state: 'delivered',
        lines: [kept],
        goods: toMoney(units * price),
        delivery: toMoney(delivery),
        fee: toMoney(0),
        total: toMoney(total),
        coins,
        prepaid: toMoney(online),
        onDelivery: toMoney(total - coins - online),
        method: 'test-pay',
        earns: earns ? Math.floor((total - coins) / 100) : 0,
        refunded: toMoney(0),
        refundedCoins: 0,
        address: pune,
        saleId: null,
        placedAt: at,
        expiresAt: null,
        completesAt: at + 2 * day,
        disputed: false,
        returning: false,
        shipment: { courier: 'hand', tracking: id, trackingUrl: null, shippedAt: at, deliveredAt: at },
        reason: null,
        cancelledBy: null,
        exchangeOf: null,
        history: (['confirmed', 'packed', 'shipped', 'delivered'] as const).map((state) => ({ state, at })),
      }),
    );
    await payIn(order);
    if (order.earns > 0)
      await inTx((tx) =>
        wallets.api.expect(tx, { orderId: id, accountId: buyer.accountId, coins: order.earns }),
      );
    return { order, id, buyer, small: small!, medium: medium!, large: large! };
  };

  /** The buyer is satisfied: the seller is paid, less a tenth and the tax on it. */
  const release = (orderId: string) =>
    inTx(async (tx) => {
      const order = (await new OrderStore(tx).find(orderId, { lock: true }))!;
      const { id, sellerId, buyerId } = order;
      const at = clock.now();
      const total = await books.api.balance(tx, accountOf.held(id));
      const commission = Math.floor(total / 10);
      const tax = Math.floor((commission * 18) / 100);
      const coinsEarned = await wallets.api.vest(tx, { orderId, at });
      const parts = { total, commission, tax, fee: 0, recover: 0, coinsEarned };
      await books.api.post(tx, postings.released({ orderId, sellerId, buyerId, at, ...parts }));
      const history = [...order.history, { state: 'completed' as const, at }];
      await new OrderStore(tx).move({ ...order, state: 'completed', history }, order.state);
    });

  return {
    ...shop,
    deps,
    books,
    wallets,
    payments,
    seller,
    ask,
    bought,
    release,
    found,
    day,
    refund: (request: Omit<Request, 'refundId'> & { refundId?: string }) =>
      inTx((tx) => refundOrder(deps, tx, { refundId: newId(), ...request } as Request)),
    /** What an account of the books has now. */
    balance: (account: string) => books.api.balance(db, account),
    /** What every account of the books sums to: nothing. */
    verify: () => books.api.verify(),
    coinsOf: (who: Who) => wallets.api.available(db, who.accountId),
    spendAll: (who: Who) =>
      inTx(async (tx) => {
        const coins = await wallets.api.available(tx, who.accountId);
        const purchaseId = newId();
        await wallets.api.hold(tx, { purchaseId, accountId: who.accountId, coins, until: null });
        await wallets.api.spend(tx, { purchaseId, shares: [{ orderId: purchaseId, coins }] });
        const share = { orderId: purchaseId, cash: 0, coins, buyerId: who.accountId };
        await books.api.post(tx, postings.coinsOnly({ purchaseId, at: clock.now(), shares: [share] }));
      }),
  };
};
/** How it ended: `done`, or the code of the refusal. */
export const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (problem: { code?: string; message: string }) => problem.code ?? problem.message,
  );
