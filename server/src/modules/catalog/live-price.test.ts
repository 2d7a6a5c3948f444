import { expect, it } from 'vitest';
import { getProduct, listProducts } from '#contracts/catalog';
import { openCatalog, sheetProduct, sheetVariant } from '../../../test/catalog.ts';
import { eachDatabase } from '../../../test/database.ts';
import { newId } from '../../kernel/ids.ts';

eachDatabase((_name, test) => {
  const open = async () => {
    const shop = openCatalog(test.db);
    const [product] = await shop.add(
      sheetProduct(shop.sellerId, {
        variants: [
          sheetVariant({ options: { size: 'S' }, price: 100_000, compareAt: 120_000 }),
          sheetVariant({ options: { size: 'M' }, price: 110_000 }),
        ],
      }),
    );
    const saleId = newId();
    const set = (price: number | null, variantId?: string) =>
      shop.inTx((tx) => shop.api.setLivePrice({ saleId, productId: product!.id, variantId, price }, tx));
    const now = async () => (await shop.api.product(product!.id))!.variants;
    const card = async () => (await shop.api.cards([product!.id]))[0]!;
    return { ...shop, product: product!, saleId, set, now, card };
  };

  it('sells at the live price with the usual price struck through, until the sale ends', async () => {
    const shop = await open();
    await shop.set(79_900);
    expect(await shop.now()).toMatchObject([
      { price: 79_900, compareAt: 100_000, live: true },
      { price: 79_900, compareAt: 110_000, live: true },
    ]);
    expect(await shop.card()).toMatchObject({ price: 79_900, priceMost: 79_900, compareAt: 110_000 });
    const [line] = await shop.api.quote([{ variantId: shop.product.variants[1]!.id, quantity: 2 }]);
    expect(line).toMatchObject({ price: 79_900, compareAt: 110_000, quantity: 2, available: 1 });
    await shop.inTx((tx) => shop.api.endLivePrices(shop.saleId, tx));
    expect(await shop.now()).toMatchObject([
      { price: 100_000, compareAt: 120_000, live: false },
      { price: 110_000, compareAt: null, live: false },
    ]);
    expect(await shop.card()).toMatchObject({ price: 100_000, priceMost: 110_000, compareAt: 120_000 });
  });

  it('changes one variant alone, and takes a live price back before the sale ends', async () => {
    const shop = await open();
    const medium = shop.product.variants[1]!.id;
    await shop.set(50_000, medium);
    expect(await shop.now()).toMatchObject([{ price: 100_000 }, { price: 50_000, live: true }]);
    await shop.set(null, medium);
    expect(await shop.now()).toMatchObject([{ price: 100_000 }, { price: 110_000, live: false }]);
  });

  it('strikes through only what is dearer than the price', async () => {
    const shop = await open();
    await shop.set(130_000);
    expect(await shop.now()).toMatchObject([
      { price: 130_000, compareAt: null, live: true },
      { price: 130_000, compareAt: null, live: true },
    ]);
    expect(await shop.card()).toMatchObject({ price: 130_000, compareAt: null });
    const cheap = sheetVariant({ price: 50_000, compareAt: 40_000 });
    const [added] = await shop.add(sheetProduct(shop.sellerId, { variants: [cheap] }));
    expect(added!.variants[0]).toMatchObject({ price: 50_000, compareAt: null });
    expect((await shop.api.cards([added!.id]))[0]).toMatchObject({ price: 50_000, compareAt: null });
  });

  it('tells the new price of each variant, once', async () => {
    const shop = await open();
    const before = (await shop.told('price.changed')).length;
    await shop.set(79_900);
    await shop.set(79_900);
    await shop.inTx((tx) => shop.api.endLivePrices(shop.saleId, tx));
    await shop.inTx((tx) => shop.api.endLivePrices(shop.saleId, tx));
    const told = (await shop.told('price.changed')).slice(before);
    expect(told.map(({ price, live }) => [price, live])).toEqual([
      [79_900, true],
      [79_900, true],
      [100_000, false],
      [110_000, false],
    ]);
  });

  it('refuses a live price of more than ten times the usual one, and what is not there', async () => {
    const shop = await open();
    await expect(shop.set(1_000_001)).rejects.toMatchObject({ code: 'price.not-lower' });
    await expect(shop.set(0)).rejects.toMatchObject({ code: 'price.not-lower' });
    await expect(shop.set(1, newId())).rejects.toMatchObject({ code: 'variant.unknown' });
    const strange = { saleId: newId(), productId: newId(), price: 1 };
    await expect(shop.inTx((tx) => shop.api.setLivePrice(strange, tx))).rejects.toMatchObject({
      code: 'product.unknown',
    });
    expect(await shop.now()).toMatchObject([{ live: false }, { live: false }]);
  });

  it('shows a live price on pages that were asked for a moment before', async () => {
    const shop = await open();
    const page = () => shop.ask(getProduct, { params: { product: shop.product.slug } });
    const cheap = async () =>
      (await shop.ask(listProducts, { query: { seller: shop.sellerId, priceMax: 60_000 } })).items.length;
    expect((await page()).product.variants[0]?.price).toBe(100_000);
    expect(await cheap()).toBe(0);
    await shop.set(59_900);
    expect((await page()).product.variants[0]?.price).toBe(59_900);
    expect(await cheap()).toBe(1);
    const version = (await page()).product.version;
    expect(version).toBeGreaterThan(shop.product.version);
  });
});
