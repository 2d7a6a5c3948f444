import * as z from 'zod/mini';
import type { JoinAnswer, LiveState } from '#contracts/live';
import { applyPatch, type NumberedPatch, type ServerToClient } from '#contracts/live';
import type { BodyInput, QueryInput, Reply, RouteDefinition } from '#contracts/route';
import * as contract from '#contracts/sales';
import type { Database } from '../src/db/connection.ts';
import { newId } from '../src/kernel/ids.ts';
import type { Who } from '../src/kernel/who.ts';
import { sales } from '../src/modules/sales/index.ts';
import { openCatalog, sheetProduct, sheetVariant } from './catalog.ts';
import { type FakeRtc, fakeRtc } from './fakes/rtc.ts';
import { silentLog } from './log.ts';
import { ask, openTestRealtime, type TestRealtime, type TestSocket } from './realtime.ts';

/** What one browser has seen of a sale: its state kept by the same reducer as on the page. */
export interface Watcher {
  socket: TestSocket;
  joined: JoinAnswer;
  state: LiveState;
  seq: number;
  patches: NumberedPatch[];
  lines: string[];
  resets: number;
  orders: Parameters<ServerToClient['order:arrived']>[0][];
}

type Input<R extends RouteDefinition> = { id?: string; body?: BodyInput<R>; query?: QueryInput<R> };

export const openSales = async (db: Database, { rtc = fakeRtc() }: { rtc?: FakeRtc } = {}) => {
  const shop = openCatalog(db);
  const test = await openTestRealtime();
  const made = sales({
    ...shop,
    log: silentLog,
    accounts: { names: async (ids) => new Map(ids.map((id) => [id, shop.names.get(id) ?? 'Meera Designs'])) },
    catalog: shop.api,
    realtime: test.realtime,
    rtc,
  });
  test.realtime.handle(made.sockets);
  await shop.outbox.start(made.reactions);
  const seller: Who = { accountId: shop.sellerId, role: 'seller', name: 'Meera Designs' };

  /** Calls a route as an HTTP request would. */
  const call = async <const R extends RouteDefinition>(route: R, who: Who | null, input: Input<R> = {}) => {
    const served = made.routes.find(
      (one) => one.route.path === route.path && one.route.method === route.method,
    );
    const query = route.query ? z.parse(route.query, input.query ?? {}) : undefined;
    const body = route.body ? z.parse(route.body, input.body ?? {}) : undefined;
    return (await served!.handler({ who, params: { id: input.id }, query, body } as never)) as Reply<R>;
  };

  const addProduct = async (stock = 5, price = 49_900) => {
    const [product] = await shop.add(
      sheetProduct(shop.sellerId, { variants: [sheetVariant({ stock, price })] }),
    );
    const variantId = product!.variants[0]!.id;
    return { id: product!.id, title: product!.title, variantId };
  };
  const schedule = async (productIds: string[], title = 'Festive sarees') => {
    const body = { title, scheduledFor: shop.clock.now() + 60_000, productIds };
    return (await call(contract.scheduleSale, seller, { body })).sale.id;
  };
  /** A sale that is live, with these products. */
  const goLive = async (...productIds: string[]) => {
    const id = await schedule(productIds);
    await call(contract.startSale, seller, { id });
    return id;
  };

  const watch = async (saleId: string, who: Who | null = null): Promise<Watcher> => {
    const socket = await test.connect(who);
    const watcher = { socket, patches: [], lines: [], resets: 0, orders: [] } as unknown as Watcher;
    socket.on('sale:patch', (patch) => {
      watcher.patches.push(patch);
      if (patch.seq !== watcher.seq + 1) return;
      watcher.seq = patch.seq;
      watcher.state = applyPatch(watcher.state, patch.change);
    });
    socket.on('chat:lines', ({ lines }) => watcher.lines.push(...lines.map((line) => line.text)));
    socket.on('live:reset', () => {
      watcher.resets += 1;
    });
    socket.on('order:arrived', (order) => watcher.orders.push(order));
    watcher.joined = await ask(socket, 'sale:join', { saleId });
    watcher.state = watcher.joined.state!;
    watcher.seq = watcher.joined.seq;
    return watcher;
  };

  /** Tells everybody an order, as the orders module does when one is confirmed. */
  const order = (saleId: string, product: { id: string; variantId: string; title: string }, quantity = 1) => {
    const orderId = newId();
    const line = {
      productId: product.id,
      variantId: product.variantId,
      sellerId: shop.sellerId,
      title: product.title,
    };
    const lines = [{ ...line, options: {}, quantity, price: 49_900 as never }];
    const about = { orderId, buyerId: newId(), saleId, at: shop.clock.now(), lines };
    const total = (49_900 * quantity) as never;
    const confirmed = { ...about, number: 'LEO-7K3QXA', total, method: 'cash-on-delivery', city: 'Pune' };
    return {
      confirm: () => shop.inTx((tx) => shop.outbox.tell(tx, 'order.confirmed', confirmed)),
      cancel: () => shop.inTx((tx) => shop.outbox.tell(tx, 'order.cancelled', about)),
    };
  };

  /** Takes a product off sale, as catalog does when its seller removes it. */
  const takeOffSale = (productId: string) =>
    shop.inTx(async (tx) => {
      await tx.run("UPDATE catalog_products SET state = 'removed' WHERE id = $1", [productId]);
      const fact = { productId, sellerId: shop.sellerId, searchable: false };
      await shop.outbox.tell(tx, 'product.changed', fact);
    });

  const stop = async () => {
    await test.stop();
    await shop.outbox.stop();
    await made.api.stop();
  };
  return {
    ...made,
    shop,
    rtc,
    realtime: test,
    seller,
    call,
    addProduct,
    takeOffSale,
    schedule,
    goLive,
    watch,
    order,
    stop,
  };
};
export type TestSales = Awaited<ReturnType<typeof openSales>>;
export type { TestRealtime };

export const otherSeller = (): Who => ({ accountId: newId(), role: 'seller', name: 'Kavita' });
export const operator = (): Who => ({ accountId: newId(), role: 'operator', name: 'Owner' });
export const buyer = (name = 'Ravi'): Who => ({ accountId: newId(), role: 'buyer', name });
