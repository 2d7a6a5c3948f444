import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWith } from '../server/test/components.ts';
import { barriers } from './support/accessible.ts';
import { desktop, openBrowser } from './support/browser.ts';
import { type Buyer, meera, openBuyer } from './support/buyer.ts';
import { openKeeper } from './support/keeper.ts';
import { openSeller, type Seller } from './support/seller.ts';
import { openShop, type Shop } from './support/shop.ts';

const soon = { timeout: 15_000 };
const saree = 'Chanderi saree, rani pink';
const kulhad = 'Terracotta kulhad';

describeWith('chromium', 'janus')('every screen, on a phone and a desktop, in light and dark', () => {
  let shop: Shop;
  let browser: Browser;
  let asha: Seller;
  let buyer: Buyer;
  const sales = { before: '', live: '', ended: '' };
  let orderId = '';
  let productId = '';

  beforeAll(async () => {
    [shop, browser] = await Promise.all([openShop(), openBrowser()]);
    const keeper = await openKeeper(shop.url);
    sales.before = await keeper.schedules('Next week’s cotton', [saree, kulhad]);
    sales.ended = await keeper.schedules('Last week’s clay', [kulhad]);
    productId = (await keeper.product(saree)).id;
    await keeper.starts(sales.ended);
    await keeper.ends(sales.ended);
    asha = await openSeller(browser, shop.url);
    await asha.signsIn();
    sales.live = await asha.schedules('Sarees at dusk', [saree, kulhad]);
    await asha.goesLive();
    await asha.features(saree);
    buyer = await openBuyer(browser, shop.url, desktop);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  const shows = (page: Buyer['page'], words: string | RegExp) =>
    page.locator('main, dialog[open]').getByText(words).filter({ visible: true }).first().waitFor(soon);
  /** Opens a screen, waits for what it shows, and looks. */
  const looksAt = async (person: Buyer | Seller, path: string, words: string | RegExp) => {
    await person.page.goto(shop.url + path);
    await shows(person.page, words);
    expect(await barriers(person.page)).toEqual([]);
  };

  describe('of the shop', () => {
    it('home', () => looksAt(buyer, '/', saree));
    it('search that finds', () => looksAt(buyer, '/search?q=kurta', 'Block print kurta'));
    it('search that finds nothing', () => looksAt(buyer, '/search?q=zzqqx', /Nothing found/));
    it('sign in', () => looksAt(buyer, '/sign-in', 'E-mail'));
    it('sign up', () => looksAt(buyer, '/sign-up', 'E-mail'));
    it('a sale before it is live', () => looksAt(buyer, `/live/${sales.before}`, saree));
    it('a sale that is live', async () => {
      await buyer.watches(sales.live);
      await buyer.seesOnScreen(saree);
      expect(await barriers(buyer.page)).toEqual([]);
    });
    it('a sale that has ended', () => looksAt(buyer, `/live/${sales.ended}`, /ended/i));
    it('a product', () => looksAt(buyer, '/products/kurta', 'Buy now'));
    it('the buy sheet', async () => {
      await buyer.taps('Buy now');
      await buyer.page.getByLabel('Phone').waitFor(soon);
      expect(await barriers(buyer.page)).toEqual([]);
    });
    it('the buy sheet with an address that is not right', async () => {
      await buyer.fillsIn({ ...meera, Phone: '12' });
      await buyer.taps(/^Place order/);
      await shows(buyer.page, 'Type a phone number');
      expect(await barriers(buyer.page)).toEqual([]);
    });
    it('the receipt', async () => {
      await buyer.fillsIn(meera);
      await buyer.taps(/^Place order/);
      const number = await buyer.seesReceipt();
      expect(await barriers(buyer.page)).toEqual([]);
      const [order] = await shop.rows<{ id: string }>('SELECT id FROM orders_orders WHERE number = $1', [
        number,
      ]);
      orderId = order?.id ?? '';
    });
    it('the buy sheet over the live room', async () => {
      await buyer.opens(`/live/${sales.live}`);
      await buyer.opensCheckout();
      await buyer.page.getByRole('button', { name: /^Place order/ }).waitFor(soon);
      expect(await barriers(buyer.page)).toEqual([]);
    });
    it('the basket', async () => {
      await buyer.opens('/products/kulhad');
      await buyer.taps('Add to basket');
      await buyer.page
        .getByText(/is in the basket/)
        .first()
        .waitFor(soon);
      await looksAt(buyer, '/basket', kulhad);
    });
    it('orders', () => looksAt(buyer, '/orders', /^LEO-/));
    it('an order', () => looksAt(buyer, `/orders/${orderId}`, /LEO-/));
    it('the account', () => looksAt(buyer, '/account', 'Where orders go'));
    it('a page that is not there', () => looksAt(buyer, '/nowhere', /./));
  });

  describe('of the studio', () => {
    it('the host’s view', async () => {
      await shows(asha.page, saree);
      expect(await barriers(asha.page)).toEqual([]);
    });
    it('sales', () => looksAt(asha, '/studio/sales', 'Next week’s cotton'));
    it('a new sale', () => looksAt(asha, '/studio/sales/new', 'Title'));
    it('the preparation of a sale', () => looksAt(asha, `/studio/sales/${sales.before}`, saree));
    it('what a sale brought in', () => looksAt(asha, `/studio/sales/${sales.ended}`, /ended|orders?/i));
    it('products', () => looksAt(asha, '/studio/products', saree));
    it('a product', () => looksAt(asha, `/studio/products/${productId}`, 'Title'));
    it('a new product', () => looksAt(asha, '/studio/products/new', 'Title'));
    it('imports', () => looksAt(asha, '/studio/products/import', /sheet/i));
    it('orders', () => looksAt(asha, '/studio/orders', /^LEO-/));
    it('an order', () => looksAt(asha, `/studio/orders/${orderId}`, /LEO-/));
  });

  it('none of them leaves anything in the console', () => {
    expect([...buyer.problems, ...asha.problems]).toEqual([]);
  });
});
