import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWith } from '../server/test/components.ts';
import { barriers } from './support/accessible.ts';
import { desktop, openBrowser } from './support/browser.ts';
import { type Buyer, meera, openBuyer } from './support/buyer.ts';
import { focus, tabTo } from './support/keyboard.ts';
import { type MoneySeller, openMoneySeller } from './support/money-seller.ts';
import { openPaying, type Paying } from './support/paying.ts';
import { openShop, type Shop } from './support/shop.ts';
import { until } from './support/until.ts';

const soon = { timeout: 15_000 };

describeWith('chromium')('paying', () => {
  let shop: Shop;
  let browser: Browser;
  let seller: MoneySeller;
  let buyer: Buyer;
  let paying: Paying;
  let page: Page;
  let number = '';
  let id = '';

  beforeAll(async () => {
    [shop, browser] = await Promise.all([openShop({ testPayments: true, codes: true }), openBrowser()]);
    seller = await openMoneySeller(shop);
    buyer = await openBuyer(browser, shop.url, desktop);
    page = buyer.page;
    paying = openPaying(page, shop.url);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  describe('with the keyboard alone', () => {
    const goesTo = async (name: string | RegExp) => {
      await tabTo(page, name);
      await until(`focus on ${name} is seen`, async () => (await focus(page)).seen, 5_000);
    };
    const focusIsOn = (name: string) =>
      until(`focus is on ${name}`, async () => (await focus(page)).name === name);

    it('confirms an order in cash: the code is typed where focus is already', async () => {
      await buyer.opens('/products/chanderi');
      await page.getByRole('button', { name: 'Buy now' }).waitFor(soon);
      await goesTo('Buy now');
      await page.keyboard.press('Enter');
      await page.getByLabel('Phone').waitFor(soon);
      for (const [label, text] of Object.entries(meera)) {
        await goesTo(label);
        await page.keyboard.press('Control+a');
        await page.keyboard.type(text);
      }
      await goesTo(/^UPI/);
      await page.keyboard.press('ArrowDown');
      await goesTo(/^Place order ₹/);
      await page.keyboard.press('Enter');
      await focusIsOn('One-time code');
      await page.keyboard.type(await seller.codeSent());
      await page.keyboard.press('Enter');
      await buyer.seesReceipt();
      await focusIsOn('Ordered');
    });

    it('pays at the provider and is back on the receipt', async () => {
      await buyer.opens('/products/kurta');
      await page.getByRole('button', { name: 'Buy now' }).waitFor(soon);
      await goesTo('Buy now');
      await page.keyboard.press('Enter');
      await goesTo(/^Pay ₹/);
      await page.keyboard.press('Enter');
      await paying.provider.opens();
      await page.keyboard.press('Escape');
      await paying.provider.isGone();
      await goesTo(/^Try again: pay ₹/);
      await page.keyboard.press('Enter');
      await paying.provider.opens();
      await page.keyboard.press('Enter');
      number = await buyer.seesReceipt();
      await focusIsOn('Ordered');
      ({ id } = await seller.order(number));
    });
  });

  describe('on every screen, on a phone and a desktop, in light and dark', () => {
    const looksAt = async (words: string | RegExp) => {
      await paying.says(words);
      expect(await barriers(page)).toEqual([]);
    };
    const opens = async (words: string | RegExp) => {
      await paying.opensOrder(id);
      await looksAt(words);
    };

    it('the ways of paying', async () => {
      await paying.checksOut({ product: 'kurta', way: /Cash/ });
      await looksAt('Cash on delivery');
    });
    it('the wait for a payment that was left', async () => {
      await page.getByRole('radio', { name: /UPI/ }).check(soon);
      await paying.presses(/^Pay ₹/);
      await paying.provider.opens();
      await paying.provider.closes();
      await looksAt('You will not be charged twice');
    });
    it('a payment that was declined', async () => {
      await paying.presses(/^Try again/);
      await paying.provider.pays('failure@razorpay');
      await paying.provider.says('declined');
      await paying.provider.closes();
      await looksAt('Payment was unsuccessful');
    });
    it('the order that is not paid yet', async () => {
      const open = await seller.order(await paying.number());
      await paying.opensOrder(open.id);
      await looksAt('Waiting for your payment');
    });
    it('the code, and one that is wrong', async () => {
      await paying.checksOut({ product: 'chanderi', way: /Cash/ });
      await paying.presses(/^Place order ₹/);
      await page.getByLabel('One-time code').fill('000000', soon);
      await paying.presses('Confirm the order');
      await looksAt('This code is not right');
    });
    it('an order that is paid', () => opens('Your money is held by the shop'));
    it('one that was delivered', async () => {
      await until('the order can be packed', async () => (await seller.order(number)).can.includes('pack'));
      await seller.delivers(number, 'HAND-3');
      await opens('Is everything as it should be?');
    });
    it('what goes back', async () => {
      await paying.presses('Send something back');
      await looksAt('You get ₹899 back when it has arrived.');
      await page.keyboard.press('Escape');
    });
    it('what is wrong', async () => {
      await paying.presses('Something is wrong');
      await looksAt('What happened?');
      await page.getByLabel('What happened?').fill('The border has a hole.', soon);
      await paying.presses('Ask the shop to decide');
    });
    it('an order in dispute', () => looksAt('The shop is looking at it'));
    it('the coins', async () => {
      await buyer.opens('/wallet');
      await looksAt('Yours when you are satisfied');
    });
    it('the standing, and asking about it', async () => {
      await buyer.opens('/account');
      await page.getByText('Do you think this is wrong?').click(soon);
      await looksAt('What should the shop know?');
    });
  });

  it('leaves nothing in the console but the code that was wrong', () => {
    expect(buyer.problems.filter((problem) => !/status of 422/.test(problem))).toEqual([]);
  });
});
