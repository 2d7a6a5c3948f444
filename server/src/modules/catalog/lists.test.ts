import { beforeEach, expect, it } from 'vitest';
import { editProduct, listBestsellers, listProducts } from '#contracts/catalog';
import { openCatalog, sheetProduct, sheetVariant } from '../../../test/catalog.ts';
import { eachDatabase } from '../../../test/database.ts';
import { newId } from '../../kernel/ids.ts';

const rupees = (price: number) => price * 100;

eachDatabase((_name, test) => {
  const open = () => {
    const shop = openCatalog(test.db);
    const list = async (query: object = {}) => shop.ask(listProducts, { query });
    const titles = async (query: object = {}) => (await list(query)).items.map((one) => one.title);
    const buy = async (variantId: string, quantity: number) => {
      const holdId = newId();
      const until = shop.clock.now() + 60_000;
      await shop.inTx((tx) => shop.api.hold({ holdId, until, lines: [{ variantId, quantity }] }, tx));
      await shop.inTx((tx) => shop.api.take(holdId, tx));
      await shop.runJob('catalog.count-sold');
      return holdId;
    };
    return { ...shop, list, titles, buy };
  };
  let shop: ReturnType<typeof open>;

  const variant = (size: string, colour: string, price: number, stock = 9) =>
    sheetVariant({ options: { Size: size, Color: colour }, price: rupees(price), stock });

  /** Four products, oldest first. */
  const stockUp = async () => {
    const [kurta, saree, shawl, bangle] = await shop.add(
      sheetProduct(shop.sellerId, {
        title: 'Cotton kurta',
        category: 'Kurtas',
        variants: [variant('M', 'Indigo', 899), variant('L', 'Marigold', 999)],
      }),
      sheetProduct(shop.sellerId, {
        title: 'Silk saree',
        category: 'Sarees',
        variants: [
          sheetVariant({ options: { colour: 'indigo', material: 'Silk' }, price: rupees(4_999), stock: 3 }),
        ],
      }),
      sheetProduct(shop.sellerId, {
        title: 'Wool shawl',
        category: 'Shawls',
        variants: [sheetVariant({ options: { material: 'Wool' }, price: rupees(1_499), stock: 0 })],
      }),
      sheetProduct(shop.sellerId, {
        title: 'Lac bangles',
        category: 'Jewellery',
        variants: [variant('2.4', 'Marigold', 299), variant('2.6', 'Marigold', 299)],
      }),
    );
    return { kurta: kurta!, saree: saree!, shawl: shawl!, bangle: bangle! };
  };

  beforeEach(async () => {
    for (const table of [
      'catalog_sold_days',
      'catalog_product_images',
      'catalog_variants',
      'catalog_products',
    ])
      await test.db.run(`DELETE FROM ${table}`);
    shop = open();
  });

  it('shows the newest first, with the lowest price, the highest, and whether it is sold out', async () => {
    await stockUp();
    const { items, total, next } = await shop.list();
    expect(items.map((one) => one.title)).toEqual([
      'Lac bangles',
      'Wool shawl',
      'Silk saree',
      'Cotton kurta',
    ]);
    expect({ total, next }).toEqual({ total: 4, next: null });
    expect(items[3]).toMatchObject({ price: 89_900, priceMost: 99_900, soldOut: false });
    expect(items[1]).toMatchObject({ soldOut: true, seller: { id: shop.sellerId, name: 'Meera Designs' } });
  });

  it('sorts by price up and down, and by what sold most', async () => {
    const { saree, kurta } = await stockUp();
    expect(await shop.titles({ sort: 'price' })).toEqual([
      'Lac bangles',
      'Cotton kurta',
      'Wool shawl',
      'Silk saree',
    ]);
    expect(await shop.titles({ sort: '-price' })).toEqual([
      'Silk saree',
      'Wool shawl',
      'Cotton kurta',
      'Lac bangles',
    ]);
    await shop.buy(saree.variants[0]!.id, 1);
    await shop.buy(kurta.variants[0]!.id, 2);
    expect(await shop.titles({ sort: 'bestselling' })).toEqual([
      'Cotton kurta',
      'Silk saree',
      'Lac bangles',
      'Wool shawl',
    ]);
  });

  it('filters by size, colour, material, category, seller and price, whatever the case they are written in', async () => {
    await stockUp();
    const other = newId();
    await shop.add(
      sheetProduct(other, { title: 'Jute bag', variants: [sheetVariant({ price: rupees(199) })] }),
    );
    expect(await shop.titles({ size: 'm' })).toEqual(['Cotton kurta']);
    expect(await shop.titles({ colour: 'INDIGO' })).toEqual(['Silk saree', 'Cotton kurta']);
    expect(await shop.titles({ color: 'indigo' })).toEqual(['Silk saree', 'Cotton kurta']);
    expect(await shop.titles({ material: ['silk', 'Wool'] })).toEqual(['Wool shawl', 'Silk saree']);
    expect(await shop.titles({ category: 'sarees' })).toEqual(['Silk saree']);
    expect(await shop.titles({ seller: other })).toEqual(['Jute bag']);
    expect(await shop.titles({ seller: [other, shop.sellerId] })).toHaveLength(5);
    expect(await shop.titles({ priceMin: '89900', priceMax: '149900' })).toEqual([
      'Wool shawl',
      'Cotton kurta',
    ]);
  });

  it('joins filters on one variant: an M in marigold is not an M in indigo beside an L in marigold', async () => {
    await stockUp();
    expect(await shop.titles({ size: 'M', colour: 'Indigo' })).toEqual(['Cotton kurta']);
    expect(await shop.titles({ size: 'M', colour: 'Marigold' })).toEqual([]);
    expect(await shop.titles({ size: ['M', 'L'], colour: ['Marigold', 'Indigo'] })).toEqual(['Cotton kurta']);
    expect(await shop.titles({ size: 'L', priceMax: '95000' })).toEqual([]);
  });

  it('counts what each filter would show, without narrowing a filter by itself', async () => {
    await stockUp();
    const { facets } = await shop.list({ colour: 'marigold' });
    expect(facets?.colour).toEqual([
      { value: 'indigo', label: expect.stringMatching(/^indigo$/i), count: 2 },
      { value: 'marigold', label: 'Marigold', count: 2 },
    ]);
    expect(facets?.size.map(({ value, count }) => [value, count])).toEqual([
      ['l', 1],
      ['2.4', 1],
      ['2.6', 1],
    ]);
    expect(facets?.seller).toEqual([{ value: shop.sellerId, label: 'Meera Designs', count: 2 }]);
    expect(facets?.material).toEqual([]);
  });

  it.each(['newest', 'price', '-price', 'bestselling', 'relevance'])(
    'walks through a list sorted by %s page by page without missing or repeating anything',
    async (sort) => {
      const many = Array.from({ length: 23 }, (_, at) =>
        sheetProduct(shop.sellerId, {
          title: `Kurta number ${at}`,
          variants: [sheetVariant({ price: rupees(100 + (at % 4)) })],
        }),
      );
      const added = await shop.add(...many);
      await shop.buy(added[5]!.variants[0]!.id, 1);
      await shop.api.fillSearch();
      const seen: string[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        const page = await shop.list({ sort, limit: 5, cursor, ...(sort === 'relevance' && { q: 'kurta' }) });
        seen.push(...page.items.map((one) => one.id));
        expect(page.total).toBe(23);
        expect(page.facets === null).toBe(pages > 0);
        cursor = page.next ?? undefined;
        pages += 1;
      } while (cursor);
      expect(pages).toBe(5);
      expect(new Set(seen)).toEqual(new Set(added.map((one) => one.id)));
      expect(seen).toHaveLength(23);
    },
  );

  it('finds by words, best first, and keeps to the filters', async () => {
    const { kurta, saree } = await stockUp();
    await shop.api.fillSearch();
    shop.search.documents.set(kurta.id, { ...shop.search.documents.get(kurta.id)!, title: 'silk blend' });
    const found = await shop.list({ q: ' silk ' });
    expect(found.items.map((one) => one.id)).toEqual(
      [...shop.search.documents.keys()].filter((id) => [kurta.id, saree.id].includes(id)),
    );
    expect(await shop.titles({ q: 'silk', sort: 'price' })).toEqual(['Cotton kurta', 'Silk saree']);
    expect(await shop.titles({ q: 'silk', material: 'silk' })).toEqual(['Silk saree']);
    expect(await shop.list({ q: 'sarree' })).toMatchObject({ items: [], total: 0, didYouMean: 'saree' });
  });

  it('answers words and filters that nothing fits with an empty list', async () => {
    await stockUp();
    expect(await shop.list({ size: 'giant' })).toMatchObject({ items: [], total: 0, next: null });
    expect(await shop.titles({ colour: `' OR 1=1 --` })).toEqual([]);
    expect(await shop.titles({ colour: '%' })).toEqual([]);
  });

  it.each([
    { cursor: 'nonsense' },
    { cursor: Buffer.from('["price",1,"x",1]').toString('base64url') },
    { sort: 'id;drop table' },
    { limit: '0' },
    { limit: '1000' },
    { limit: 'many' },
    { priceMin: '-1' },
    { priceMax: '1.5' },
    { priceMax: '1e400' },
    { size: Array.from({ length: 21 }, (_, at) => `${at}`) },
    { size: 'M\0' },
    { q: '\0' },
    { 'size[]': 'M' },
    { page: '-1' },
  ])('refuses a question it cannot read: %o', async (query) => {
    await expect(shop.list(query)).rejects.toMatchObject({ code: 'request.bad-query' });
  });

  it('refuses a cursor of another sort', async () => {
    await stockUp();
    const { next } = await shop.list({ sort: 'price', limit: 2 });
    await expect(shop.list({ sort: '-price', limit: 2, cursor: next })).rejects.toMatchObject({
      code: 'request.bad-query',
    });
  });

  it('leaves drafts and removed products out, and shows a change at once', async () => {
    const { kurta } = await stockUp();
    expect(await shop.titles()).toHaveLength(4);
    const seller = { accountId: shop.sellerId, role: 'seller', name: null } as const;
    await shop.ask(editProduct, { who: seller, params: { id: kurta.id }, body: { published: false } });
    expect(await shop.titles()).toEqual(['Lac bangles', 'Wool shawl', 'Silk saree']);
    await shop.ask(editProduct, {
      who: seller,
      params: { id: kurta.id },
      body: { published: true, title: 'Kurta' },
    });
    expect(await shop.titles()).toContain('Kurta');
  });

  it('shows on the card at once that the last one is gone, and that it came back', async () => {
    const { saree } = await stockUp();
    const card = async () => (await shop.list()).items.find((one) => one.id === saree.id);
    expect((await card())?.soldOut).toBe(false);
    const holdId = await shop.buy(saree.variants[0]!.id, 3);
    expect((await card())?.soldOut).toBe(true);
    await shop.inTx((tx) => shop.api.giveBack(holdId, tx));
    expect((await card())?.soldOut).toBe(false);
  });

  it('lists bestsellers of the last 30 days, then the newest', async () => {
    const { kurta, saree, bangle, shawl } = await stockUp();
    const best = async () =>
      (await shop.ask(listBestsellers, { query: { limit: 4 } })).items.map((one) => one.id);
    expect(await best()).toEqual([bangle.id, shawl.id, saree.id, kurta.id]);
    await shop.buy(kurta.variants[0]!.id, 2);
    const cancelled = await shop.buy(bangle.variants[0]!.id, 5);
    await shop.buy(saree.variants[0]!.id, 1);
    shop.clock.pass(1_000);
    expect(await best()).toEqual([bangle.id, kurta.id, saree.id, shawl.id]);
    await shop.inTx((tx) => shop.api.giveBack(cancelled, tx));
    // Counted once, however often it is looked.
    for (let turn = 0; turn < 2; turn++) await shop.runJob('catalog.count-sold');
    shop.clock.pass(1_000);
    expect(await best()).toEqual([kurta.id, saree.id, bangle.id, shawl.id]);
    shop.clock.pass(31 * 86_400_000);
    await shop.buy(saree.variants[0]!.id, 1);
    await shop.runJob('catalog.forget-old-sales');
    expect(await best()).toEqual([saree.id, bangle.id, shawl.id, kurta.id]);
  });
});
