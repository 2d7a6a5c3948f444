import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../server/test/components.ts';
import { openBrowser } from './support/browser.ts';
import { type Buyer, meera, openBuyer } from './support/buyer.ts';
import { openSeller, type Seller } from './support/seller.ts';
import { openShop, type Shop } from './support/shop.ts';

const saree = 'Chanderi saree, rani pink';
const kurta = 'Block print kurta';

describeWith('chromium', 'janus')('a live sale', () => {
  let shop: Shop;
  let browser: Browser;
  let asha: Seller;
  let buyer: Buyer;
  let saleId = '';

  beforeAll(async () => {
    [shop, browser] = await Promise.all([openShop(), openBrowser()]);
    asha = await openSeller(browser, shop.url);
    buyer = await openBuyer(browser, shop.url);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  const stockOf = async (title: string): Promise<number> => {
    const [row] = await shop.rows<{ available: number }>(
      'SELECT SUM(v.available) AS available FROM catalog_variants v JOIN catalog_products p ON p.id = v.product_id WHERE p.title = $1',
      [title],
    );
    return row?.available ?? -1;
  };

  it('starts from a browser: the seller signs in, prepares, checks the camera and is on the air', async () => {
    await asha.signsIn();
    saleId = await asha.schedules('Sarees at dusk', [saree, kurta]);
    expect(await asha.goesLive()).toBe(true);
  });

  it('is watched from a phone: decoded frames that change', async () => {
    expect(await buyer.watches(saleId)).toBe(true);
    await asha.sees('1 watching');
  });

  it('shows what the seller features, and the live price as soon as it is set', async () => {
    await asha.features(saree);
    await buyer.seesOnScreen(saree, '₹1,899', '5 left');
    await asha.setsLivePrice(saree, '1499');
    await buyer.seesOnScreen('₹1,499', '₹1,899');
  });

  it('sells what is on screen: stock and the seller’s orders move without a reload, and the books say so', async () => {
    const number = await buyer.buysWhatIsOnScreen(meera);
    await asha.seesOrders(number, saree, 'Pune');
    await asha.sees('from 1 order');
    const [order] = await shop.rows<{ id: string; state: string; goods: number }>(
      'SELECT id, state, goods FROM orders_orders WHERE number = $1',
      [number],
    );
    expect(order).toMatchObject({ state: 'confirmed', goods: 149_900 });
    expect(await shop.rows('SELECT name, state FROM kernel_sagas WHERE id = $1', [order?.id ?? ''])).toEqual([
      { name: 'place-order', state: 'done' },
    ]);
    expect(await stockOf(saree)).toBe(4);
    await buyer.taps(/Back to the sale/);
    await buyer.seesOnScreen('4 left');
    expect(await buyer.seesPicture()).toBe(true);
  });

  it('sells again in two taps, since it knows the buyer now', async () => {
    await buyer.buysAgain();
    await asha.sees('from 2 orders');
    expect(await stockOf(saree)).toBe(3);
    await buyer.taps(/Back to the sale/);
  });

  it('goes on to the next product with one key', async () => {
    await asha.featuresNext();
    await buyer.seesOnScreen(kurta, '₹899');
  });

  it('lets people talk', async () => {
    await buyer.says('Is the border zari or thread?', 'Meera');
    await asha.seesChat('Is the border zari or thread?');
  });

  it('plays on in a small frame while the buyer looks around, searches and opens the basket', async () => {
    await buyer.leavesTheRoom();
    expect(await buyer.seesPicture()).toBe(true);
    await buyer.searches('kulhad');
    await buyer.page
      .getByRole('link', { name: /Terracotta kulhad/ })
      .first()
      .click();
    await buyer.taps('Add to basket');
    await buyer.page
      .getByRole('link', { name: /^Basket/ })
      .first()
      .click();
    await buyer.page.getByText('Terracotta kulhad').first().waitFor();
    expect(await buyer.seesPicture()).toBe(true);
    await buyer.page.getByRole('link', { name: /^Back to the sale/ }).click();
    await buyer.seesOnScreen(kurta);
  });

  it('ends for everybody, and the price is the usual one again', async () => {
    await asha.endsSale();
    await buyer.page
      .getByText(/has ended|Sale ended|ended/i)
      .first()
      .waitFor({ timeout: 15_000 });
    const [variant] = await shop.rows<{ live_price: number | null }>(
      'SELECT v.live_price FROM catalog_variants v JOIN catalog_products p ON p.id = v.product_id WHERE p.title = $1',
      [saree],
    );
    expect(variant?.live_price).toBeNull();
  });

  it('left nothing in anybody’s console', () => {
    expect([...asha.problems, ...buyer.problems]).toEqual([]);
  });
});
