import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWith } from '../server/test/components.ts';
import { openBrowser } from './support/browser.ts';
import { type Buyer, meera, openBuyer } from './support/buyer.ts';
import { openKeeper } from './support/keeper.ts';
import { openShop, type Shop } from './support/shop.ts';
import { until } from './support/until.ts';

const soon = { timeout: 15_000 };
const kurta = 'Block print kurta';
const kulhad = 'Terracotta kulhad';
const juttis = 'Embroidered juttis';

describeWith('chromium')('a visitor nobody knows', () => {
  let shop: Shop;
  let browser: Browser;
  let keeper: Awaited<ReturnType<typeof openKeeper>>;
  let ravi: Buyer;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([openShop(), openBrowser()]);
    keeper = await openKeeper(shop.url);
  });
  beforeEach(async () => {
    ravi = await openBuyer(browser, shop.url);
  });
  afterEach(() => ravi.close());
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  const opensProduct = async (title: string, who: Buyer = ravi) => {
    await who.opens('/');
    await who.page.getByRole('link', { name: title }).first().click(soon);
    await who.page.getByRole('heading', { name: title, level: 1 }).waitFor(soon);
  };
  const orders = () =>
    shop.rows<{ number: string; total: number }>('SELECT number, total FROM orders_orders');
  const says = (text: string | RegExp) => ravi.page.getByText(text).first().waitFor(soon);
  const field = (label: string) => ravi.page.getByLabel(label, { exact: true });

  it('buys by phone number, without an account, and sees the order', async () => {
    await opensProduct(kulhad);
    await ravi.taps('Buy now');
    await ravi.fillsIn(meera);
    await ravi.taps(/^Place order ₹/);
    const number = await ravi.seesReceipt();
    const [order] = await shop.rows<{ address: string; state: string }>(
      'SELECT address, state FROM orders_orders WHERE number = $1',
      [number],
    );
    expect(order?.state).toBe('confirmed');
    expect(JSON.parse(order?.address ?? '{}')).toMatchObject({
      phone: expect.stringContaining('9876543210'),
    });
    await ravi.page.getByRole('link', { name: 'See the order' }).click(soon);
    await says(number);
    await says(kulhad);
    expect(ravi.problems).toEqual([]);
  });

  it('keeps everything typed when the address is not right, and says at the field what to type', async () => {
    const before = (await orders()).length;
    await opensProduct(kulhad);
    await ravi.taps('Buy now');
    await ravi.fillsIn({ ...meera, Phone: '12345', 'House and street': '' });
    await ravi.taps(/^Place order ₹/);
    await says('Type a phone number with 10 digits.');
    await says('Type house number and street.');
    expect(await field('Phone').inputValue()).toBe('12345');
    expect(await field('Name').inputValue()).toBe('Meera');
    expect(await field('City').inputValue()).toBe('Pune');
    await until('the first wrong field has focus', () =>
      field('Phone').evaluate((input) => input === document.activeElement),
    );
    expect((await orders()).length).toBe(before);
    await ravi.fillsIn({ Phone: '9876543210', 'House and street': '4 Lakshmi Road' });
    await ravi.taps(/^Place order ₹/);
    await ravi.seesReceipt();
  });

  it('is told both prices when one changed while paying, and pays the one agreed to', async () => {
    await opensProduct(kurta);
    await ravi.taps('Buy now');
    await ravi.fillsIn(meera);
    await ravi.page.route(
      '**/api/orders',
      async (route) => {
        await keeper.edits(kurta, { price: 94_900 });
        await route.continue();
      },
      { times: 1 },
    );
    const button = ravi.page.getByRole('button', { name: /^Place order ₹/ });
    const seen = /₹[\d,]+/.exec((await button.textContent(soon)) ?? '')?.[0];
    await button.click(soon);
    const notice = ravi.page.getByRole('alert').filter({ hasText: 'while you were paying' });
    const words = (await notice.textContent(soon)) ?? '';
    expect(words).toContain(`from ${seen} to ₹`);
    const now = /to (₹[\d,]+)/.exec(words)?.[1] ?? '';
    expect(now).not.toBe(seen);
    await ravi.page.getByRole('button', { name: `Place order ${now}` }).click(soon);
    const number = await ravi.seesReceipt();
    const total = (await orders()).find((order) => order.number === number)?.total ?? 0;
    expect(`₹${(total / 100).toLocaleString('en-IN')}`).toBe(now);
  });

  it('hears that someone else bought the last one while the sheet was open', async () => {
    const before = (await orders()).length;
    await opensProduct(juttis);
    await says('1 left');
    await ravi.taps('Buy now');
    await ravi.fillsIn(meera);
    await ravi.page.route(
      '**/api/orders',
      async (route) => {
        await keeper.edits(juttis, { stock: 0 });
        await route.continue();
      },
      { times: 1 },
    );
    await ravi.taps(/^Place order ₹/);
    await says('Someone else bought the last one.');
    await ravi.page.getByRole('button', { name: 'Sold out' }).last().waitFor(soon);
    expect(await field('Phone').inputValue()).toBe('9876543210');
    expect((await orders()).length).toBe(before);
  });

  it('gets one order from a button that is tapped twice', async () => {
    const before = (await orders()).length;
    await opensProduct(kulhad);
    await ravi.taps('Buy now');
    await ravi.fillsIn(meera);
    await ravi.page.getByRole('button', { name: /^Place order ₹/ }).dblclick(soon);
    await ravi.seesReceipt();
    expect((await orders()).length).toBe(before + 1);
  });

  it('buys a basket once, though it is checked out in two tabs', async () => {
    const before = (await orders()).length;
    await opensProduct(kulhad);
    await ravi.taps('Add to basket');
    await says(`${kulhad} is in the basket`);
    const second = await ravi.opensTab();
    for (const page of [ravi.page, second]) {
      await page.goto(`${shop.url}/basket`);
      await page.getByRole('button', { name: /^Check out/ }).click(soon);
      for (const [label, value] of Object.entries(meera)) await page.getByLabel(label).fill(value, soon);
    }
    await ravi.taps(/^Place order ₹/);
    await ravi.seesReceipt();
    await second.getByRole('button', { name: /^Place order ₹/ }).click(soon);
    await second.getByText('The basket changed in another window').waitFor(soon);
    expect((await orders()).length).toBe(before + 1);
  });

  it('finds the basket again after a reload, and after opening an account', async () => {
    await opensProduct(kulhad);
    await ravi.taps('Add to basket');
    await says(`${kulhad} is in the basket`);
    await ravi.page.reload();
    await ravi.page.getByRole('link', { name: /^Basket.*1/ }).waitFor(soon);
    await ravi.opens('/sign-up');
    await ravi.fillsIn({ Name: 'Ravi', 'E-mail': 'ravi@buyer.example', Password: 'seven clay cups' });
    await ravi.taps('Open the account');
    await ravi.page.getByRole('heading', { name: 'Ravi' }).waitFor(soon);
    await ravi.page.getByRole('link', { name: /^Basket.*1/ }).click(soon);
    await ravi.page.getByRole('link', { name: kulhad }).waitFor(soon);
  });

  it('finds what is written in Hindi', async () => {
    await ravi.opens('/');
    await ravi.searches('बनारसी');
    await ravi.page
      .getByRole('link', { name: /बनारसी दुपट्टा/ })
      .first()
      .waitFor(soon);
    await ravi.searches('zzqqx');
    await says('Nothing found for “zzqqx”');
  });

  it('gets the new page instead of a blank one when the shop was upgraded under the old one', async () => {
    await ravi.opens('/');
    await ravi.page.getByRole('link', { name: /^Basket/ }).waitFor(soon);
    // A file of the old build: the page that is open asks for it in vain, the new page does not.
    let isOld = true;
    ravi.page.on('request', (request) => {
      if (request.isNavigationRequest()) isOld = false;
    });
    await ravi.page.route(/\/assets\/basket-.*\.js$/, (route) =>
      isOld ? route.fulfill({ status: 404, body: '' }) : route.continue(),
    );
    await ravi.page.getByRole('link', { name: /^Basket/ }).click(soon);
    await ravi.page.getByRole('heading', { name: 'Basket' }).waitFor(soon);
    expect(isOld).toBe(false);
  });

  it('is told, with a way to try again, when a part of the page cannot be had at all', async () => {
    await ravi.opens('/');
    await ravi.page.getByRole('link', { name: /^Basket/ }).waitFor(soon);
    await ravi.page.route(/\/assets\/basket-.*\.js$/, (route) => route.fulfill({ status: 404, body: '' }));
    await ravi.page.getByRole('link', { name: /^Basket/ }).click(soon);
    await ravi.page.getByRole('button', { name: 'Try again' }).waitFor(soon);
    await ravi.page.getByRole('searchbox').waitFor(soon);
  });
});
