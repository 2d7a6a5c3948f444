import { afterEach, beforeEach, expect, it } from 'vitest';
import * as contract from '#contracts/sales';
import { eachDatabase } from '../../../test/database.ts';
import { buyer, openSales, operator, otherSeller, type TestSales } from '../../../test/sales.ts';
import { newId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (problem: Refusal) => problem.code,
  );

eachDatabase((_name, test) => {
  let shop: TestSales;
  beforeEach(async () => {
    shop = await openSales(test.db);
  });
  afterEach(() => shop.stop());

  it('announces a scheduled sale with its seller and the first of its products', async () => {
    const products = await Promise.all([1, 2, 3, 4, 5].map(() => shop.addProduct()));
    const ids = products.map((one) => one.id);
    const id = await shop.schedule(ids, 'Kanjivaram morning');
    const { items } = await shop.call(contract.listSales, null, { query: { state: 'scheduled' } });
    const sale = items.find((one) => one.id === id)!;
    expect(sale).toMatchObject({
      title: 'Kanjivaram morning',
      state: 'scheduled',
      seller: { id: shop.seller.accountId, name: 'Meera Designs' },
      products: 5,
      cover: null,
      watching: 0,
    });
    expect(sale.preview.map((one) => one.id)).toEqual(ids.slice(0, 4));
    const shown = await shop.call(contract.getSale, null, { id });
    expect(shown.runSheet.map((one) => one.productId)).toEqual(ids);
    expect(shown.recap).toBeNull();
  });

  it('lists live sales first, then the next, page by page, each once', async () => {
    const product = await shop.addProduct();
    const late = await shop.schedule([product.id]);
    shop.shop.clock.pass(-30_000);
    const soon = await shop.schedule([product.id]);
    const live = await shop.goLive(product.id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await shop.call(contract.listSales, null, { query: { limit: 1, cursor } });
      seen.push(...page.items.map((one) => one.id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen.filter((id) => [late, soon, live].includes(id))).toEqual([live, soon, late]);
    expect(new Set(seen).size).toBe(seen.length);
    expect(await codeOf(shop.call(contract.listSales, null, { query: { cursor: 'x' } }))).toBe(
      'request.bad-query',
    );
  });

  it('shows a seller their own sales, newest first, and an operator everybody’s', async () => {
    const [first, second] = [await shop.schedule([]), await shop.schedule([])];
    const other = otherSeller();
    expect((await shop.call(contract.listStudioSales, shop.seller)).items.map((one) => one.id)).toEqual([
      second,
      first,
    ]);
    expect((await shop.call(contract.listStudioSales, other)).items).toEqual([]);
    const page = await shop.call(contract.listStudioSales, operator(), { query: { limit: 1 } });
    expect(page.items.map((one) => one.id)).toEqual([second]);
    const next = await shop.call(contract.listStudioSales, operator(), {
      query: { limit: 1, cursor: page.next! },
    });
    expect(next.items.map((one) => one.id)).toEqual([first]);
  });

  it('lets nobody but its seller and operators touch a sale', async () => {
    const product = await shop.addProduct();
    const id = await shop.goLive(product.id);
    for (const stranger of [otherSeller(), buyer()]) {
      expect(await codeOf(shop.call(contract.editSale, stranger, { id, body: { title: 'Mine' } }))).toBe(
        'sale.unknown',
      );
      expect(await codeOf(shop.call(contract.cancelSale, stranger, { id }))).toBe('sale.unknown');
      expect(await codeOf(shop.call(contract.startSale, stranger, { id }))).toBe('sale.unknown');
      expect(await codeOf(shop.call(contract.setRunSheet, stranger, { id, body: { productIds: [] } }))).toBe(
        'sale.unknown',
      );
      expect(
        await codeOf(shop.call(contract.featureProduct, stranger, { id, body: { productId: product.id } })),
      ).toBe('sale.unknown');
      const price = { productId: product.id, price: 100 };
      expect(await codeOf(shop.call(contract.setLivePrice, stranger, { id, body: price as never }))).toBe(
        'sale.unknown',
      );
      expect(await codeOf(shop.call(contract.endSale, stranger, { id }))).toBe('sale.unknown');
    }
    expect(await codeOf(shop.call(contract.endSale, operator(), { id }))).toBe('done');
    expect(await codeOf(shop.call(contract.endSale, shop.seller, { id: newId() }))).toBe('sale.unknown');
  });

  it('puts no other seller’s products, and none that do not exist, into a run sheet', async () => {
    const product = await shop.addProduct();
    const other = otherSeller();
    const body = { title: 'Mine', scheduledFor: 0, productIds: [product.id] };
    expect(await codeOf(shop.call(contract.scheduleSale, other, { body }))).toBe('product.unknown');
    expect(await codeOf(shop.call(contract.scheduleSale, operator(), { body }))).toBe('done');
    const id = await shop.schedule([]);
    const twice = { productIds: [product.id, product.id] };
    expect((await shop.call(contract.setRunSheet, shop.seller, { id, body: twice })).runSheet).toHaveLength(
      1,
    );
    const unknown = { productIds: [newId()] };
    expect(await codeOf(shop.call(contract.setRunSheet, shop.seller, { id, body: unknown }))).toBe(
      'product.unknown',
    );
    const cover = { title: 'Mine', scheduledFor: 0, coverId: newId() };
    expect(await codeOf(shop.call(contract.scheduleSale, shop.seller, { body: cover }))).toBe(
      'image.unknown',
    );
  });

  it('changes a sale until it has ended, and removes one that has not started', async () => {
    const product = await shop.addProduct();
    const id = await shop.schedule([product.id]);
    const cover = shop.shop.media.ready();
    const changes = { title: 'Silk evening', scheduledFor: 1_000_000, coverId: cover };
    const { sale } = await shop.call(contract.editSale, shop.seller, { id, body: changes });
    expect(sale).toMatchObject({ title: 'Silk evening', scheduledFor: 1_000_000, cover: { id: cover } });
    await shop.call(contract.startSale, shop.seller, { id });
    expect(await codeOf(shop.call(contract.cancelSale, shop.seller, { id }))).toBe('sale.already-live');
    await shop.call(contract.endSale, shop.seller, { id });
    expect(await codeOf(shop.call(contract.editSale, shop.seller, { id, body: { title: 'Late' } }))).toBe(
      'sale.ended',
    );
    expect(await codeOf(shop.call(contract.cancelSale, shop.seller, { id }))).toBe('sale.ended');
    const other = await shop.schedule([product.id]);
    await shop.call(contract.cancelSale, shop.seller, { id: other });
    expect(await codeOf(shop.call(contract.getSale, null, { id: other }))).toBe('sale.unknown');
  });

  it('starts a sale once, with products, and only one of a seller at a time', async () => {
    const product = await shop.addProduct();
    const [first, second] = [await shop.schedule([product.id]), await shop.schedule([product.id])];
    const empty = await shop.schedule([]);
    expect(await codeOf(shop.call(contract.startSale, shop.seller, { id: empty }))).toBe(
      'sale.empty-run-sheet',
    );
    const both = await Promise.all(
      [first, second].map((id) => codeOf(shop.call(contract.startSale, shop.seller, { id }))),
    );
    expect(both.toSorted()).toEqual(['done', 'sale.busy']);
    const live = both[0] === 'done' ? first : second;
    expect(await codeOf(shop.call(contract.startSale, shop.seller, { id: live }))).toBe('sale.already-live');
    await shop.call(contract.endSale, shop.seller, { id: live });
    expect(await codeOf(shop.call(contract.startSale, shop.seller, { id: live }))).toBe('sale.ended');
    expect(await codeOf(shop.call(contract.endSale, shop.seller, { id: live }))).toBe('sale.ended');
    const other = live === first ? second : first;
    expect(await codeOf(shop.call(contract.endSale, shop.seller, { id: other }))).toBe('sale.not-live');
    expect(await codeOf(shop.call(contract.startSale, shop.seller, { id: other }))).toBe('done');
  });

  it('features and prices only what is in the run sheet of a live sale', async () => {
    const [inside, outside] = [await shop.addProduct(), await shop.addProduct()];
    const id = await shop.schedule([inside.id]);
    const feature = (productId: string | null) =>
      codeOf(shop.call(contract.featureProduct, shop.seller, { id, body: { productId } }));
    const price = (productId: string, paise: number | null) =>
      codeOf(
        shop.call(contract.setLivePrice, shop.seller, { id, body: { productId, price: paise as never } }),
      );
    expect(await feature(inside.id)).toBe('sale.not-live');
    expect(await price(inside.id, 39_900)).toBe('sale.not-live');
    await shop.call(contract.startSale, shop.seller, { id });
    expect(await feature(outside.id)).toBe('sale.not-in-run-sheet');
    expect(await price(outside.id, 39_900)).toBe('sale.not-in-run-sheet');
    expect(await feature(inside.id)).toBe('done');
    expect(await price(inside.id, 39_900)).toBe('done');
    expect((await shop.shop.api.product(inside.id))!.variants[0]).toMatchObject({
      price: 39_900,
      live: true,
    });
    await shop.call(contract.endSale, shop.seller, { id });
    expect((await shop.shop.api.product(inside.id))!.variants[0]).toMatchObject({
      price: 49_900,
      live: false,
    });
    expect(await feature(null)).toBe('sale.ended');
  });

  it('gives a product its usual price back when it leaves the run sheet', async () => {
    const [stays, goes] = [await shop.addProduct(), await shop.addProduct()];
    const id = await shop.goLive(stays.id, goes.id);
    for (const { id: productId } of [stays, goes])
      await shop.call(contract.setLivePrice, shop.seller, {
        id,
        body: { productId, price: 39_900 as never },
      });
    await shop.call(contract.setRunSheet, shop.seller, { id, body: { productIds: [stays.id] } });
    expect((await shop.shop.api.product(stays.id))!.variants[0]).toMatchObject({ price: 39_900, live: true });
    expect((await shop.shop.api.product(goes.id))!.variants[0]).toMatchObject({ price: 49_900, live: false });
  });

  it('counts what a sale sold: each order once, cancelled ones not, in whatever order they are told', async () => {
    const [saree, dupatta] = [await shop.addProduct(), await shop.addProduct()];
    const id = await shop.goLive(saree.id, dupatta.id);
    const [kept, cancelled, cancelledFirst] = [
      shop.order(id, saree, 2),
      shop.order(id, saree),
      shop.order(id, saree),
    ];
    for (const one of [kept, kept, cancelled]) await one.confirm();
    await shop.order(id, dupatta).confirm();
    await shop.order(newId(), saree).confirm();
    await cancelled.cancel();
    await cancelledFirst.cancel();
    await cancelledFirst.confirm();
    await shop.shop.outbox.drain();
    await shop.call(contract.endSale, shop.seller, { id });
    const { recap } = await shop.call(contract.getSale, null, { id });
    expect(recap).toEqual({
      sold: [
        { productId: saree.id, title: saree.title, units: 2 },
        { productId: dupatta.id, title: dupatta.title, units: 1 },
      ],
    });
  });
});
