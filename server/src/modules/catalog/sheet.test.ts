import { expect, it } from 'vitest';
import { openCatalog, sheetProduct, sheetVariant } from '../../../test/catalog.ts';
import { eachDatabase } from '../../../test/database.ts';
import { newId } from '../../kernel/ids.ts';
import type { SheetProduct } from './index.ts';

eachDatabase((_name, test) => {
  const open = () => {
    const shop = openCatalog(test.db);
    const put = (...products: SheetProduct[]) => shop.inTx((tx) => shop.api.upsertProducts(tx, products));
    const sheet = (given: Partial<SheetProduct> = {}) =>
      sheetProduct(shop.sellerId, {
        source: { key: 'rani' },
        title: 'Chanderi saree',
        optionNames: ['Size', 'Color'],
        variants: [
          sheetVariant({
            key: 'S',
            sku: 'MD-S',
            options: { Size: 'S', Color: 'Rani pink' },
            price: 189_900,
            stock: 12,
          }),
          sheetVariant({
            key: 'M',
            sku: 'MD-M',
            options: { Size: 'M', Color: 'Rani pink' },
            price: 189_900,
            stock: 5,
          }),
        ],
        ...given,
      });
    return { ...shop, put, sheet };
  };

  it('makes a product with its variants, options in order and colour spelled one way', async () => {
    const shop = open();
    const picture = shop.media.ready();
    const [done] = await shop.put(
      shop.sheet({ images: [newId(), picture], category: 'Sarees', tags: ['silk'] }),
    );
    expect(done).toMatchObject({ product: 'created', variants: { created: 2, updated: 0, unchanged: 0 } });
    const product = await shop.api.product('chanderi-saree');
    expect(product).toMatchObject({
      id: done!.productId,
      category: 'Sarees',
      tags: ['silk'],
      options: [
        { name: 'size', values: ['S', 'M'] },
        { name: 'colour', values: ['Rani pink'] },
      ],
      variants: [
        { sku: 'MD-S', options: { size: 'S', colour: 'Rani pink' }, price: 189_900, available: 12 },
        { sku: 'MD-M', available: 5 },
      ],
    });
    expect(product?.images.map((one) => one.id)).toEqual([picture]);
  });

  it('changes nothing and tells nothing when the same sheet comes again, whatever was sold since', async () => {
    const shop = open();
    const productId = (await shop.put(shop.sheet()))[0]!.productId;
    const product = (await shop.api.product(productId))!;
    const line = { variantId: product.variants[0]!.id, quantity: 2 };
    const holdId = newId();
    await shop.inTx((tx) => shop.api.hold({ holdId, until: shop.clock.now() + 1_000, lines: [line] }, tx));
    await shop.inTx((tx) => shop.api.take(holdId, tx));
    const before = [
      await shop.api.product(productId),
      (await test.db.rows('SELECT id FROM kernel_outbox')).length,
    ];
    expect(await shop.put(shop.sheet())).toMatchObject([
      { productId, product: 'unchanged', variants: { created: 0, updated: 0, unchanged: 2 } },
    ]);
    expect([
      await shop.api.product(productId),
      (await test.db.rows('SELECT id FROM kernel_outbox')).length,
    ]).toEqual(before);
  });

  it('takes from a changed sheet what it says differently, and leaves the rest as it is', async () => {
    const shop = open();
    const productId = (await shop.put(shop.sheet()))[0]!.productId;
    const [small, medium] = (await shop.api.product(productId))!.variants;
    const held = {
      holdId: newId(),
      until: shop.clock.now() + 1_000,
      lines: [{ variantId: small!.id, quantity: 2 }],
    };
    await shop.inTx((tx) => shop.api.hold(held, tx));
    const [s, m] = shop.sheet().variants;
    const changed = shop.sheet({
      title: 'Chanderi silk saree',
      variants: [
        { ...s!, stock: 20 },
        { ...m!, price: 179_900 },
        sheetVariant({ key: 'L', options: { size: 'L' }, stock: 1 }),
      ],
    });
    expect(await shop.put(changed)).toMatchObject([
      { productId, product: 'updated', variants: { created: 1, updated: 2, unchanged: 0 } },
    ]);
    expect(await shop.api.product(productId)).toMatchObject({
      title: 'Chanderi silk saree',
      variants: [
        { id: small!.id, available: 18, price: 189_900 },
        { id: medium!.id, available: 5, price: 179_900 },
        { options: { size: 'L' }, available: 1 },
      ],
    });
    expect((await shop.told('price.changed')).at(-1)).toMatchObject({
      variantId: medium!.id,
      price: 179_900,
    });
    expect((await shop.told('stock.changed')).at(-1)).toMatchObject({ variantId: small!.id, available: 18 });
  });

  it('leaves the stock of what was sold since alone, when the sheet changes only the price', async () => {
    const shop = open();
    const productId = (await shop.put(shop.sheet()))[0]!.productId;
    const variantId = (await shop.api.product(productId))!.variants[0]!.id;
    const sold = { holdId: newId(), until: shop.clock.now() + 1_000, lines: [{ variantId, quantity: 5 }] };
    await shop.inTx((tx) => shop.api.hold(sold, tx));
    await shop.inTx((tx) => shop.api.take(sold.holdId, tx));
    const [s, m] = shop.sheet().variants;
    await shop.put(shop.sheet({ variants: [{ ...s!, price: 99_900 }, m!] }));
    expect((await shop.api.product(productId))!.variants[0]).toMatchObject({ price: 99_900, available: 7 });
  });

  it('never takes held units away when a sheet says there are fewer', async () => {
    const shop = open();
    const productId = (await shop.put(shop.sheet()))[0]!.productId;
    const variantId = (await shop.api.product(productId))!.variants[0]!.id;
    const held = { holdId: newId(), until: shop.clock.now() + 1_000, lines: [{ variantId, quantity: 4 }] };
    await shop.inTx((tx) => shop.api.hold(held, tx));
    const [s, m] = shop.sheet().variants;
    await shop.put(shop.sheet({ variants: [{ ...s!, stock: 3 }, m!] }));
    expect(await shop.stockOf(variantId)).toEqual({ available: 0, held: 4 });
  });

  it('knows a variant whose option was renamed by its key, and one whose key changed by its options', async () => {
    const shop = open();
    const productId = (await shop.put(shop.sheet()))[0]!.productId;
    const [small, medium] = (await shop.api.product(productId))!.variants;
    const [s, m] = shop.sheet().variants;
    const renamed = shop.sheet({
      variants: [
        { ...s!, options: { size: 'Small', colour: 'Rani pink' } },
        { ...m!, key: 'new key' },
      ],
    });
    await shop.put(renamed);
    const after = (await shop.api.product(productId))!.variants;
    expect(after.map((one) => [one.id, one.options['size']])).toEqual([
      [small!.id, 'Small'],
      [medium!.id, 'M'],
    ]);
  });

  it('takes a sheet that swaps the options of two variants', async () => {
    const shop = open();
    await shop.put(shop.sheet());
    const [s, m] = shop.sheet().variants;
    const swapped = shop.sheet({
      variants: [
        { ...s!, options: m!.options },
        { ...m!, options: s!.options },
      ],
    });
    expect(await shop.put(swapped)).toMatchObject([
      { product: 'updated', variants: { created: 0, updated: 2 } },
    ]);
  });

  it('refuses two variants of one product with the same options, and writes nothing of the batch', async () => {
    const shop = open();
    const double = shop.sheet({
      variants: [sheetVariant({ options: { size: 'M' } }), sheetVariant({ options: { Size: ' m ' } })],
    });
    await expect(
      shop.put(sheetProduct(shop.sellerId, { source: { key: 'fine' } }), double),
    ).rejects.toMatchObject({
      code: 'variant.exists',
    });
    expect(
      await test.db.rows('SELECT id FROM catalog_products WHERE seller_id = $1', [shop.sellerId]),
    ).toEqual([]);
  });

  it('keeps the same key of two sellers apart', async () => {
    const shop = open();
    const mine = shop.sheet();
    const [one, other] = await shop.put(mine, { ...mine, sellerId: newId() });
    expect(one?.product).toBe('created');
    expect(other?.product).toBe('created');
    expect(one?.productId).not.toBe(other?.productId);
  });

  it('gives every product an address of its own, in the script of its title', async () => {
    const shop = open();
    const named = (title: string) => sheetProduct(shop.sellerId, { title });
    const added = await shop.add(
      named('बनारसी साड़ी'),
      named('बनारसी साड़ी'),
      named('Café “Crème” No. 5'),
      named('🎉🎉'),
      named('__proto__'),
    );
    const slugs = added.map((one) => one.slug);
    expect(slugs[0]).toBe('बनारसी-साड़ी'.normalize('NFC'));
    expect(slugs[1]).toMatch(/^बनारसी-साड़ी-[0-9a-f]{6}$/u);
    expect(slugs.slice(2, 5)).toEqual(['cafe-creme-no-5', 'product', 'proto']);
    expect((await shop.api.product(slugs[0]!))?.title).toBe('बनारसी साड़ी');
  });

  it('takes options of any name as text', async () => {
    const shop = open();
    const options = JSON.parse('{ "__proto__": "x", "constructor": "y", "Size": "" }') as Record<
      string,
      string
    >;
    const [added] = await shop.add(sheetProduct(shop.sellerId, { variants: [sheetVariant({ options })] }));
    expect(Object.entries(added!.variants[0]!.options)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(added!.options.map((one) => one.name)).toEqual(['__proto__', 'constructor']);
  });

  it('takes hundreds of products in one batch', async () => {
    const shop = open();
    const many = Array.from({ length: 400 }, (_, at) =>
      sheetProduct(shop.sellerId, {
        title: 'Bangle',
        variants: ['2.4', '2.6', '2.8'].map((size) =>
          sheetVariant({ options: { size }, price: 10_000 + at }),
        ),
      }),
    );
    const done = await shop.put(...many);
    expect(done.filter((one) => one.product === 'created')).toHaveLength(400);
    const again = await shop.put(...many.map((one, at) => (at % 2 ? one : { ...one, title: 'Kada' })));
    expect(again.map((one) => one.product).filter((one) => one === 'updated')).toHaveLength(200);
    expect(await shop.api.cards(done.map((one) => one.productId))).toHaveLength(400);
  });

  it('keeps the search index in line with what is on sale', async () => {
    const shop = open();
    await shop.outbox.start(shop.reactions);
    const productId = (await shop.put(shop.sheet()))[0]!.productId;
    await shop.outbox.drain();
    expect(shop.search.documents.get(productId)).toMatchObject({
      title: 'Chanderi saree',
      seller: 'Meera Designs',
      options: 'S Rani pink M',
      skus: ['MD-S', 'MD-M'],
    });
    await shop.put(shop.sheet({ published: false }));
    await shop.outbox.drain();
    expect(shop.search.documents.has(productId)).toBe(false);
    await shop.outbox.stop();
  });
});
