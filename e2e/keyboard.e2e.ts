import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWith } from '../server/test/components.ts';
import { desktop, openBrowser } from './support/browser.ts';
import { type Buyer, meera, openBuyer } from './support/buyer.ts';
import { focus, tabTo } from './support/keyboard.ts';
import { openSeller, type Seller } from './support/seller.ts';
import { openShop, type Shop } from './support/shop.ts';
import { until } from './support/until.ts';

const soon = { timeout: 15_000 };
const saree = 'Chanderi saree, rani pink';
const kurta = 'Block print kurta';
const kulhad = 'Terracotta kulhad';

describeWith('chromium', 'janus')('with the keyboard alone', () => {
  let shop: Shop;
  let browser: Browser;
  let asha: Seller;
  let buyer: Buyer;
  let page: Page;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([openShop(), openBrowser()]);
    asha = await openSeller(browser, shop.url);
    await asha.signsIn();
    await asha.schedules('Clay and cotton', [kulhad, saree]);
    await asha.goesLive();
    await asha.features(kulhad);
    buyer = await openBuyer(browser, shop.url, desktop);
    page = buyer.page;
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  /** Goes there by Tab; focus must be seen there, at the latest when the sheet has slid in. */
  const goesTo = async (name: string | RegExp, where: { inDialog?: boolean } = {}) => {
    await tabTo(page, name);
    await until(`focus on ${name} is seen`, async () => (await focus(page)).seen, 5_000);
    expect(await focus(page), `focus on ${name}`).toMatchObject(where);
  };
  const presses = async (name: string | RegExp, key: 'Enter' | 'Space' = 'Enter') => {
    await goesTo(name);
    await page.keyboard.press(key);
  };
  const types = async (label: string, text: string) => {
    await goesTo(label, { inDialog: true });
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
  };
  const sheetHasFocus = () => until('focus is in the sheet', async () => (await focus(page)).inDialog);
  const focusIsOn = (name: string | RegExp) =>
    until(`focus is on ${name}`, async () => {
      const held = await focus(page);
      return typeof name === 'string' ? held.name === name : name.test(held.name);
    });

  describe('a stranger', () => {
    it('buys from the home page to the receipt: product, size, address, order', async () => {
      await buyer.opens('/');
      await page
        .getByRole('link', { name: new RegExp(kurta) })
        .first()
        .waitFor(soon);
      await presses(new RegExp(`^${kurta}`));
      await page.getByRole('heading', { name: kurta, level: 1 }).waitFor(soon);
      await presses('Buy now', 'Space');
      await sheetHasFocus();
      await page.getByRole('dialog').getByText('Phone').waitFor(soon);
      await tabTo(page, 'S');
      await page.keyboard.press('ArrowRight');
      await focusIsOn('M');
      for (const [label, text] of Object.entries(meera)) await types(label, text);
      await presses(/^Place order ₹/);
      const number = await buyer.seesReceipt();
      await focusIsOn('Ordered');
      const [line] = await shop.rows<{ options: string }>(
        'SELECT l.options FROM orders_lines l JOIN orders_orders o ON o.id = l.order_id WHERE o.number = $1',
        [number],
      );
      expect(line?.options).toContain('"M"');
      await presses('Back to the product');
      await focusIsOn('Buy now');
    });

    it('goes into the live room and buys what is on screen', async () => {
      await buyer.opens('/');
      await page
        .getByRole('link', { name: /Clay and cotton/ })
        .first()
        .waitFor(soon);
      await presses(/Clay and cotton/);
      await buyer.seesOnScreen(kulhad);
      await presses(`Buy ${kulhad}`);
      await sheetHasFocus();
      await page.keyboard.press('Escape');
      await focusIsOn(`Buy ${kulhad}`);
      await page.keyboard.press('Enter');
      await sheetHasFocus();
      await presses(/^Place order ₹/);
      await buyer.seesReceipt();
      await presses(/^Back to the sale/);
      await focusIsOn(`Buy ${kulhad}`);
    });

    it('asks something in the chat', async () => {
      await presses('Write in the chat');
      await page.keyboard.type('How large is a cup');
      await page.keyboard.press('Enter');
      await asha.seesChat('How large is a cup');
    });
  });

  describe('the host', () => {
    const stockOf = async (title: string) => {
      const [row] = await shop.rows<{ available: number }>(
        'SELECT SUM(v.available) AS available FROM catalog_variants v JOIN catalog_products p ON p.id = v.product_id WHERE p.title = $1',
        [title],
      );
      return row?.available ?? -1;
    };
    const key = (one: string) => asha.page.keyboard.press(one);

    it('pins the next product with N, and the chosen one with P', async () => {
      await asha.featuresNext();
      await buyer.seesOnScreen(saree);
      await tabTo(asha.page, new RegExp(`^${kulhad}: price and stock`));
      await key('Enter');
      await key('p');
      await buyer.seesOnScreen(kulhad);
    });

    it('counts the stock up with + and down with −', async () => {
      const before = await stockOf(kulhad);
      await key('+');
      await until('one more is in stock', async () => (await stockOf(kulhad)) === before + 1);
      await key('-');
      await key('-');
      await until('two fewer are in stock', async () => (await stockOf(kulhad)) === before - 1);
      await buyer.seesOnScreen(`${before - 1} left`);
    });

    it('mutes with M and asks for help with ?', async () => {
      await key('m');
      await asha.page.getByRole('button', { name: 'Microphone is off: turn it on' }).waitFor(soon);
      await key('m');
      await asha.page.getByRole('button', { name: 'Mute the microphone' }).waitFor(soon);
      await key('?');
      await asha.page.getByRole('dialog', { name: 'Keys' }).waitFor(soon);
      await key('Escape');
      await asha.page.getByRole('dialog', { name: 'Keys' }).waitFor({ ...soon, state: 'hidden' });
    });

    it('types letters, not commands, into the chat', async () => {
      await tabTo(asha.page, /^Write to everybody/);
      await asha.page.keyboard.type('mnp');
      expect((await focus(asha.page)).name).toMatch(/^Write to everybody/);
      await buyer.seesOnScreen(kulhad);
      await asha.page.getByRole('button', { name: 'Mute the microphone' }).waitFor(soon);
    });
  });
});
