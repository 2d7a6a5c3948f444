import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as contract from '#contracts/sales';
import { eachDatabase } from '../../../test/database.ts';
import { ask, refused } from '../../../test/realtime.ts';
import { buyer, openSales, otherSeller, type TestSales, type Watcher } from '../../../test/sales.ts';
import { newId } from '../../kernel/ids.ts';

const types = (watcher: Watcher) => watcher.patches.map(({ change }) => change.type);
const seenStock = (watcher: Watcher) => watcher.state.runSheet[0]?.variants[0]?.available;

eachDatabase((_name, test) => {
  let shop: TestSales;
  let product: Awaited<ReturnType<TestSales['addProduct']>>;
  let saleId: string;
  beforeEach(async () => {
    shop = await openSales(test.db);
    product = await shop.addProduct(5);
    saleId = await shop.goLive(product.id);
  });
  afterEach(() => shop.stop());
  const feature = (productId: string | null) =>
    shop.call(contract.featureProduct, shop.seller, { id: saleId, body: { productId } });
  const hold = (quantity: number) =>
    shop.shop.inTx((tx) =>
      shop.shop.api.hold(
        {
          holdId: newId(),
          lines: [{ variantId: product.variantId, quantity }],
          until: shop.shop.clock.now() + 60_000,
        },
        tx,
      ),
    );

  it('shows everybody the product that the seller features, and takes it off', async () => {
    const [one, two] = [await shop.watch(saleId), await shop.watch(saleId, buyer())];
    expect(one.state).toMatchObject({ state: 'live', featured: null, seller: { name: 'Meera Designs' } });
    await feature(product.id);
    for (const watcher of [one, two]) await vi.waitFor(() => expect(watcher.state.featured).toBe(product.id));
    await feature(null);
    for (const watcher of [one, two]) await vi.waitFor(() => expect(watcher.state.featured).toBeNull());
    expect((await shop.watch(saleId)).state).toEqual(one.state);
  });

  it('moves stock and price on every screen as buyers buy and the seller prices', async () => {
    const watcher = await shop.watch(saleId);
    await hold(2);
    await vi.waitFor(() => expect(seenStock(watcher)).toBe(3));
    const price = { productId: product.id, price: 39_900 as never };
    await shop.call(contract.setLivePrice, shop.seller, { id: saleId, body: price });
    const shown = { price: 39_900, compareAt: 49_900, live: true, available: 3 };
    await vi.waitFor(() => expect(watcher.state.runSheet[0]?.variants[0]).toMatchObject(shown));
    const late = await shop.watch(saleId);
    expect(late.state.runSheet[0]?.variants[0]).toMatchObject(shown);
  });

  it('replays what a browser missed while it was away, and gives all of it after a restart', async () => {
    const watcher = await shop.watch(saleId);
    const { epoch, seq } = watcher.joined;
    const away = await shop.watch(saleId);
    away.socket.disconnect();
    await feature(product.id);
    await vi.waitFor(() => expect(watcher.state.featured).toBe(product.id));
    const back = await shop.realtime.connect(null);
    const answer = await ask(back, 'sale:join', { saleId, seen: { epoch, seq } });
    expect(answer.state).toBeNull();
    expect(answer.patches.map(({ change }) => change)).toContainEqual({
      type: 'featured',
      featured: product.id,
    });
    const restarted = await openSales(test.db);
    try {
      const anew = await ask(await restarted.realtime.connect(null), 'sale:join', {
        saleId,
        seen: { epoch, seq },
      });
      expect(anew.epoch).not.toBe(epoch);
      expect(anew.state).toMatchObject({ state: 'live', featured: product.id });
    } finally {
      await restarted.stop();
    }
  });

  it('tells the room what was ordered, and only the host who sent it where', async () => {
    const [viewer, host] = [await shop.watch(saleId), await shop.watch(saleId, shop.seller)];
    const stranger = await shop.watch(saleId, otherSeller());
    expect([viewer.joined.host, host.joined.host, stranger.joined.host]).toEqual([false, true, false]);
    const order = shop.order(saleId, product, 2);
    await order.confirm();
    await order.confirm();
    await vi.waitFor(() => expect(host.orders).toHaveLength(1));
    expect(host.orders[0]).toMatchObject({
      number: 'LEO-7K3QXA',
      city: 'Pune',
      total: 99_800,
      lines: [{ title: product.title, options: {}, quantity: 2 }],
    });
    await vi.waitFor(() => expect(types(viewer)).toContain('ordered'));
    await shop.shop.outbox.drain();
    expect(types(viewer).filter((type) => type === 'ordered')).toHaveLength(1);
    expect([viewer.orders, stranger.orders]).toEqual([[], []]);
  });

  it('brings the run sheet in line on every screen when it changes', async () => {
    const watcher = await shop.watch(saleId);
    const another = await shop.addProduct();
    await feature(product.id);
    const body = { productIds: [another.id] };
    await shop.call(contract.setRunSheet, shop.seller, { id: saleId, body });
    await vi.waitFor(() => {
      expect(watcher.state.runSheet.map((entry) => entry.productId)).toEqual([another.id]);
      expect(watcher.state.featured).toBeNull();
    });
  });

  it('clears the screen within a second when the featured product is taken off sale', async () => {
    const watcher = await shop.watch(saleId);
    await feature(product.id);
    await vi.waitFor(() => expect(watcher.state.featured).toBe(product.id));
    await shop.takeOffSale(product.id);
    await vi.waitFor(() => {
      expect(watcher.state.featured).toBeNull();
      expect(watcher.state.runSheet).toEqual([]);
    }, 1_000);
    expect((await shop.watch(saleId)).state).toMatchObject({ featured: null, runSheet: [] });
  });

  it('says to everybody that the sale has ended, and gives the usual prices back', async () => {
    const watcher = await shop.watch(saleId);
    const price = { productId: product.id, price: 39_900 as never };
    await shop.call(contract.setLivePrice, shop.seller, { id: saleId, body: price });
    await shop.call(contract.endSale, shop.seller, { id: saleId });
    await vi.waitFor(() => {
      expect(watcher.state).toMatchObject({ state: 'ended', featured: null, video: 'off' });
      expect(watcher.state.runSheet[0]?.variants[0]).toMatchObject({ price: 49_900, live: false });
    });
    expect(await refused(watcher.socket, 'live:watch', { saleId })).toBe('sale.ended');
  });

  it('counts who watches, and shows it where sales are listed', async () => {
    const [one, two] = [await shop.watch(saleId), await shop.watch(saleId)];
    await shop.watch(saleId, shop.seller);
    await vi.waitFor(() => expect(one.state.watching).toBe(2));
    expect((await shop.call(contract.getSale, null, { id: saleId })).sale.watching).toBe(2);
    two.socket.disconnect();
    await vi.waitFor(() => expect(one.state.watching).toBe(1));
    await ask(one.socket, 'sale:leave', { saleId });
    expect((await shop.call(contract.getSale, null, { id: saleId })).sale.watching).toBe(0);
  });

  it('tells nothing to who has left', async () => {
    const [gone, here] = [await shop.watch(saleId), await shop.watch(saleId)];
    await ask(gone.socket, 'sale:leave', { saleId });
    const before = gone.patches.length;
    await feature(product.id);
    await vi.waitFor(() => expect(here.state.featured).toBe(product.id));
    expect(types(gone).slice(before)).not.toContain('featured');
  });

  it('misses nothing that is bought while the first viewer is on the way in', async () => {
    const real = shop.shop.api.entries;
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const slow = vi.spyOn(shop.shop.api, 'entries').mockImplementation(async (ids) => {
      const read = await real(ids);
      await held;
      return read;
    });
    const coming = shop.watch(saleId);
    await vi.waitFor(() => expect(slow).toHaveBeenCalled());
    await vi.waitFor(() => expect(slow.mock.results).not.toEqual([]));
    await hold(3);
    await shop.shop.outbox.drain();
    letGo();
    const watcher = await coming;
    await vi.waitFor(() => expect(seenStock(watcher)).toBe(2));
  });

  it('does not know a sale that is not there', async () => {
    const socket = await shop.realtime.connect(buyer());
    for (const message of ['sale:join', 'live:watch'])
      expect(await refused(socket, message, { saleId: newId() })).toBe('sale.unknown');
    expect(await refused(socket, 'chat:send', { saleId: newId(), text: 'hello' })).toBe('sale.unknown');
  });

  it('tells who looks at a product’s page of its stock and price, until they look at another', async () => {
    const other = await shop.addProduct();
    const socket = await shop.realtime.connect(null);
    const changes: unknown[] = [];
    socket.on('catalog:changed', (change) => changes.push(change));
    await ask(socket, 'catalog:follow', { productIds: [product.id] });
    await hold(4);
    const change = {
      productId: product.id,
      variantId: product.variantId,
      available: 1,
      price: 49_900,
      live: false,
    };
    await vi.waitFor(() => expect(changes.at(-1)).toMatchObject(change));
    await ask(socket, 'catalog:follow', { productIds: [other.id] });
    const before = changes.length;
    await hold(1);
    await shop.shop.outbox.drain();
    expect(changes).toHaveLength(before);
  });
});
