import { expect, it } from 'vitest';
import {
  createProduct,
  editProduct,
  editVariant,
  getProduct,
  getStudioProduct,
  listStudioProducts,
  removeProduct,
} from '#contracts/catalog';
import { openCatalog, sheetProduct, sheetVariant } from '../../../test/catalog.ts';
import { eachDatabase } from '../../../test/database.ts';
import { newId } from '../../kernel/ids.ts';
import type { Who } from '../../kernel/who.ts';

const seller = (accountId: string): Who => ({ accountId, role: 'seller', name: 'Meera' });

eachDatabase((_name, test) => {
  const open = () => {
    const shop = openCatalog(test.db);
    const who = seller(shop.sellerId);
    const create = async (body: object = {}) => {
      const variants = [{ options: { Size: 'M' }, price: 49_900, stock: 5 }];
      return (await shop.ask(createProduct, { who, body: { title: 'Block-print kurta', variants, ...body } }))
        .product;
    };
    const hold = (variantId: string, quantity: number) =>
      shop.inTx((tx) =>
        shop.api.hold(
          { holdId: newId(), until: shop.clock.now() + 1_000, lines: [{ variantId, quantity }] },
          tx,
        ),
      );
    return { ...shop, who, create, hold };
  };

  it('lets a seller add a product by hand and a buyer see it', async () => {
    const shop = open();
    const imageIds = [shop.media.ready(), shop.media.ready()];
    const product = await shop.create({
      imageIds,
      description: 'Hand printed.\nCotton.',
      category: 'Kurtas',
    });
    expect(product).toMatchObject({
      title: 'Block-print kurta',
      options: [{ name: 'size', values: ['M'] }],
      variants: [{ usualPrice: 49_900, price: 49_900, stock: 5, held: 0, available: 5 }],
      pictures: [{ state: 'ready' }, { state: 'ready' }],
    });
    const seen = await shop.ask(getProduct, { params: { product: product.slug } });
    expect(seen.product.images.map((one) => one.id)).toEqual(imageIds);
  });

  it('keeps a draft from buyers', async () => {
    const shop = open();
    const { slug } = await shop.create({ published: false });
    await expect(shop.ask(getProduct, { params: { product: slug } })).rejects.toMatchObject({
      code: 'product.unknown',
    });
  });

  it('changes what is said and leaves the rest, and buyers see it at once', async () => {
    const shop = open();
    const product = await shop.create({ tags: ['cotton'], category: 'Kurtas' });
    const page = async () => (await shop.ask(getProduct, { params: { product: product.slug } })).product;
    expect((await page()).title).toBe('Block-print kurta');
    const image = shop.media.ready();
    const body = { title: 'Indigo kurta', category: null, imageIds: [image] };
    const edited = await shop.ask(editProduct, { who: shop.who, params: { id: product.id }, body });
    expect(edited.product).toMatchObject({
      title: 'Indigo kurta',
      category: null,
      tags: ['cotton'],
      slug: product.slug,
    });
    expect(await page()).toMatchObject({ title: 'Indigo kurta', images: [{ id: image }] });
    expect(edited.product.version).toBeGreaterThan(product.version);
  });

  it('counts a variant’s stock with what buyers hold, and never sets it below', async () => {
    const shop = open();
    const product = await shop.create();
    const [variant] = product.variants;
    await shop.hold(variant!.id, 3);
    const set = (body: object) => shop.ask(editVariant, { who: shop.who, params: { id: variant!.id }, body });
    expect((await set({ stock: 10 })).product.variants[0]).toMatchObject({
      stock: 10,
      held: 3,
      available: 7,
    });
    await expect(set({ stock: 2 })).rejects.toMatchObject({ code: 'stock.held', details: { held: 3 } });
    expect((await set({ stock: 3 })).product.variants[0]).toMatchObject({ stock: 3, available: 0 });
    expect((await shop.told('stock.changed')).slice(-2).map((one) => one.available)).toEqual([7, 0]);
  });

  it('adds and takes away pieces while buyers buy, and never more than nobody holds', async () => {
    const shop = open();
    const product = await shop.create();
    const [variant] = product.variants;
    const by = (stockBy: number) =>
      shop.ask(editVariant, { who: shop.who, params: { id: variant!.id }, body: { stockBy } });
    await shop.hold(variant!.id, 3);
    expect((await by(1)).product.variants[0]).toMatchObject({ stock: 6, held: 3, available: 3 });
    await Promise.all([by(1), by(1), by(-2)]);
    expect((await by(-3)).product.variants[0]).toMatchObject({ stock: 3, available: 0 });
    await expect(by(-1)).rejects.toMatchObject({ code: 'stock.held' });
  });

  it('shows a seller one product, a draft too, and nobody else', async () => {
    const shop = open();
    const { id } = await shop.create({ published: false });
    const show = (who: Who) => shop.ask(getStudioProduct, { who, params: { id } });
    expect((await show(shop.who)).product).toMatchObject({ id, published: false });
    await expect(show(seller(newId()))).rejects.toMatchObject({ code: 'product.unknown' });
  });

  it('changes a variant’s price and what is struck through', async () => {
    const shop = open();
    const product = await shop.create();
    const set = async (body: object) =>
      (await shop.ask(editVariant, { who: shop.who, params: { id: product.variants[0]!.id }, body })).product;
    expect((await set({ price: 39_900, compareAt: 49_900 })).variants[0]).toMatchObject({
      price: 39_900,
      compareAt: 49_900,
    });
    expect((await set({ compareAt: null })).variants[0]).toMatchObject({ price: 39_900, compareAt: null });
    expect((await shop.api.cards([product.id]))[0]).toMatchObject({ price: 39_900, compareAt: null });
    expect((await shop.told('price.changed')).slice(-2)).toMatchObject([
      { price: 39_900, compareAt: 49_900, live: false },
      { price: 39_900, compareAt: null },
    ]);
  });

  it('takes a product off sale for good and frees its address', async () => {
    const shop = open();
    const product = await shop.create({ title: 'Once only' });
    await shop.ask(removeProduct, { who: shop.who, params: { id: product.id } });
    expect(await shop.api.product(product.slug)).toBeUndefined();
    expect(await shop.api.cards([product.id])).toEqual([]);
    await expect(shop.hold(product.variants[0]!.id, 1)).rejects.toMatchObject({ code: 'variant.unknown' });
    expect((await shop.create({ title: 'Once only' })).slug).toBe('once-only');
    expect(
      (await shop.told('product.changed')).find((one) => one.productId === product.id && !one.searchable),
    ).toBeTruthy();
  });

  it('shows another seller’s product to its seller and the operator only', async () => {
    const shop = open();
    const product = await shop.create();
    const stranger = seller(newId());
    const variantId = product.variants[0]!.id;
    const tries = [
      shop.ask(editProduct, { who: stranger, params: { id: product.id }, body: { title: 'Mine' } }),
      shop.ask(removeProduct, { who: stranger, params: { id: product.id } }),
      shop.ask(editProduct, { who: stranger, params: { id: newId() }, body: { title: 'Mine' } }),
    ];
    for (const one of await Promise.allSettled(tries))
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'product.unknown' } });
    await expect(
      shop.ask(editVariant, { who: stranger, params: { id: variantId }, body: { price: 1 } }),
    ).rejects.toMatchObject({ code: 'variant.unknown' });
    expect((await shop.ask(listStudioProducts, { who: stranger })).items).toEqual([]);
    const operator: Who = { accountId: newId(), role: 'operator', name: null };
    const edited = await shop.ask(editProduct, {
      who: operator,
      params: { id: product.id },
      body: { title: 'Checked' },
    });
    expect(edited.product).toMatchObject({ title: 'Checked', seller: { id: shop.sellerId } });
  });

  it('pages through a seller’s products, drafts too, and finds them by title or SKU', async () => {
    const shop = open();
    for (let at = 0; at < 5; at += 1)
      await shop.create({
        title: `100% wool ${at}`,
        published: at % 2 === 0,
        variants: [{ sku: `WOOL_${at}`, price: 1, stock: 0 }],
      });
    const list = (query: object) => shop.ask(listStudioProducts, { who: shop.who, query });
    const first = await list({ limit: 3 });
    const rest = await list({ limit: 3, cursor: first.next });
    expect([...first.items, ...rest.items].map((one) => one.title.at(-1))).toEqual(['4', '3', '2', '1', '0']);
    expect(rest.next).toBeNull();
    expect((await list({ q: '100% WOOL' })).items).toHaveLength(5);
    expect((await list({ q: '1_0%' })).items).toHaveLength(0);
    expect((await list({ q: 'wool_3' })).items.map((one) => one.title)).toEqual(['100% wool 3']);
  });

  it('refuses two variants with the same options, unknown pictures, and numbers that are none', async () => {
    const shop = open();
    const m = { options: { size: 'M' }, price: 1, stock: 1 };
    await expect(shop.create({ variants: [m, { ...m, options: { Size: 'm' } }] })).rejects.toMatchObject({
      code: 'variant.exists',
    });
    await expect(shop.create({ imageIds: [newId()] })).rejects.toMatchObject({ code: 'image.unknown' });
    for (const bad of [
      { price: 0 },
      { price: -1 },
      { price: 1.5 },
      { price: 2 ** 53 },
      { stock: -1 },
      { stock: '5' },
      { stock: 1e9 },
    ])
      await expect(shop.create({ variants: [{ ...m, ...bad }] })).rejects.toMatchObject({
        code: 'request.invalid',
      });
    for (const bad of ['description', 'title', 'category'])
      await expect(shop.create({ [bad]: 'a\0b' })).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(shop.create({ variants: [{ ...m, options: { size: '\0' } }] })).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });

  it('tells the seller why a picture is not there', async () => {
    const shop = open();
    const id = newId();
    shop.media.failed.set(id, {
      state: 'failed',
      source: 'https://a.example/x.jpg',
      reason: 'The other server answered 404.',
    });
    const [added] = await shop.add(sheetProduct(shop.sellerId, { images: [id], variants: [sheetVariant()] }));
    const { items } = await shop.ask(listStudioProducts, { who: shop.who });
    expect(items.find((one) => one.id === added!.id)?.pictures).toEqual([shop.media.failed.get(id)]);
  });

  it('shows a picture that arrives later, and tells that the product changed', async () => {
    const shop = open();
    await shop.outbox.start(shop.reactions);
    const image = newId();
    const [added] = await shop.add(sheetProduct(shop.sellerId, { images: [image] }));
    const page = async () => (await shop.ask(getProduct, { params: { product: added!.id } })).product;
    expect((await page()).images).toEqual([]);
    shop.media.ready(image);
    await shop.inTx((tx) => shop.outbox.tell(tx, 'image.ready', { imageId: image }));
    await shop.outbox.drain();
    expect((await page()).images.map((one) => one.id)).toEqual([image]);
    expect((await shop.api.cards([added!.id]))[0]?.image?.id).toBe(image);
    await shop.outbox.stop();
  });
});
