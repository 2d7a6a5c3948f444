import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../server/test/components.ts';
import { desktop, openBrowser } from './support/browser.ts';
import { type Buyer, meera, openBuyer } from './support/buyer.ts';
import { type MoneySeller, openMoneySeller } from './support/money-seller.ts';
import { openPaying, type Paying } from './support/paying.ts';
import { openSeller, type Seller } from './support/seller.ts';
import { openShop, type Shop } from './support/shop.ts';
import { until } from './support/until.ts';

const saree = 'Chanderi saree, rani pink';
const juttis = 'Embroidered juttis';
const upi = /UPI/;
const weaver = { email: 'weaver@shop.example', password: 'indigo before dawn' };
const soon = { timeout: 15_000 };
const ravi = { ...meera, Name: 'Ravi', Phone: '9123456780' };

describeWith('chromium', 'janus')('money', () => {
  let shop: Shop;
  let browser: Browser;
  let asha: Seller;
  let seller: MoneySeller;
  let buyer: Buyer;
  let paying: Paying;

  beforeAll(async () => {
    const pooledMoney = "I keep sellers' money on my own account and have taken legal advice";
    [shop, browser] = await Promise.all([
      openShop({ testPayments: true, settings: { pooledMoney } }),
      openBrowser(),
    ]);
    seller = await openMoneySeller(shop);
    buyer = await openBuyer(browser, shop.url);
    paying = openPaying(buyer.page, shop.url);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  /** One capture of this much, and nothing else. */
  const isCapturedOnce = async (number: string, amount: number) => {
    const captured = async () =>
      (await seller.truthOf(number)).payments.filter(({ captured }) => captured).map((one) => one.amount);
    await until(`${number} is captured`, async () => (await captured()).length > 0);
    expect(await captured()).toEqual([amount]);
  };
  const isMarked = async (path: string) => {
    await buyer.opens(path);
    await buyer.page.getByLabel('Test mode').waitFor(soon);
  };

  it('is paid by UPI in a live sale: both see the order, the stock goes down, and it is taken once', async () => {
    asha = await openSeller(browser, shop.url, desktop);
    await asha.signsIn();
    const saleId = await asha.schedules('Sarees at dusk', [saree]);
    await asha.goesLive();
    await asha.features(saree);
    expect(await buyer.watches(saleId)).toBe(true);
    await buyer.seesOnScreen(saree, '5 left');
    await buyer.opensCheckout();
    await buyer.fillsIn(meera);
    await paying.presses('Pay ₹1,899');
    await paying.provider.pays();
    const number = await buyer.seesReceipt();
    await asha.seesOrders(number, saree, 'Pune');
    await isCapturedOnce(number, 189_900);
    expect(await seller.stockOf(saree)).toBe(4);
    await buyer.taps(/Back to the sale/);
    await buyer.seesOnScreen('4 left');
    await asha.endsSale();
    const { id } = await seller.order(number);
    await paying.opensOrder(id);
    await paying.says('Your money is held by the shop until you have what you ordered.');
    expect(await paying.moneySteps()).toEqual(['Paid by you', 'Held by the shop']);
  });

  it('is said not to be real on every page', async () => {
    for (const path of [
      '/',
      '/search?q=kurta',
      '/products/kurta',
      '/basket',
      '/orders',
      '/wallet',
      '/account',
    ])
      await isMarked(path);
    await asha.page.goto(`${shop.url}/studio/orders`);
    await asha.page.getByLabel('Test mode').waitFor(soon);
  });

  it('is declined first: the same order is paid at the second try, and taken once', async () => {
    await paying.checksOut({ product: 'kurta', way: upi });
    await paying.presses('Pay ₹948');
    await paying.provider.pays('failure@razorpay');
    await paying.provider.says('declined');
    await paying.provider.closes();
    await paying.says('You will not be charged twice');
    const before = await paying.number();
    await paying.presses('Try again: pay ₹948');
    await paying.provider.pays();
    const number = await buyer.seesReceipt();
    expect(number).toBe(before);
    await isCapturedOnce(number, 94_800);
    const { payments } = await seller.truthOf(number);
    expect(payments.map(({ status }) => status).sort()).toEqual(['captured', 'failed']);
  });

  it('is not asked for twice when its answer is lost: the bank is asked, and the order stands by itself', async () => {
    await shop.provider.webhooks.off();
    await shop.provider.faults.add({ route: 'GET /payments', fault: 'F1' });
    await paying.checksOut({ product: 'kulhad', way: upi });
    await paying.presses(/^Pay ₹/);
    await paying.provider.paysAndHearsNothing();
    await paying.provider.closes();
    await paying.says('We’re checking with your bank');
    const number = await paying.number();
    await shop.provider.faults.clear();
    expect(await buyer.seesReceipt()).toBe(number);
    await paying.says('Ordered');
    await isCapturedOnce(number, 39_900);
  });

  it('finds its order also where the page was closed: My orders tells', async () => {
    const tab = await buyer.opensTab();
    const inTab = openPaying(tab, shop.url);
    await inTab.checksOut({ product: 'kulhad', way: upi });
    await inTab.presses(/^Pay ₹/);
    await inTab.provider.paysAndHearsNothing();
    await tab.close();
    await buyer.opens('/orders');
    await buyer.page
      .getByRole('link', { name: /Terracotta kulhad/ })
      .first()
      .click(soon);
    await paying.comesToSay('Your money is held by the shop');
    await isCapturedOnce(await paying.number(), 39_900);
    await shop.provider.webhooks.on();
  });

  it('goes back in part when one of two is sent back', async () => {
    await paying.checksOut({ product: 'kurta', way: upi, quantity: 2 });
    await paying.presses('Pay ₹1,798');
    await paying.provider.pays();
    const number = await buyer.seesReceipt();
    await isCapturedOnce(number, 179_800);
    await until('the order can be packed', async () => (await seller.order(number)).can.includes('pack'));
    await seller.delivers(number, 'HAND-2');
    const { id } = await seller.order(number);
    await paying.opensOrder(id);
    await paying.presses('Send something back');
    await buyer.page.getByLabel('How many of Block print kurta').selectOption('1', soon);
    await paying.says('You get ₹899 back when it has arrived.');
    await paying.presses('Ask to send it back');
    await paying.says('Asked for: the seller answers next');
    await seller.movesReturn(number, 'accepted', 'Of course.');
    await paying.opensOrder(id);
    await paying.says('The seller says: Of course.');
    await seller.movesReturn(number, 'received');
    await until('the money has gone back', async () => {
      const { refunds } = await seller.truthOf(number);
      return refunds.length === 1 && refunds[0]?.status === 'processed';
    });
    await paying.opensOrder(id);
    await paying.comesToSay('₹899 went back to you.');
    const { refunds } = await seller.truthOf(number);
    expect(refunds.map(({ amount }) => amount)).toEqual([89_900]);
    expect((await seller.order(number)).refunded).toBe(89_900);
  });

  it('is paid once for two sellers’ goods, and each has an order', async () => {
    await shop.leo(
      'user',
      'add',
      '--name',
      'Weaver',
      ...['--email', weaver.email, '--password', weaver.password],
    );
    const other = await openMoneySeller(shop, weaver);
    await other.ask('/api/studio/products', 'POST', {
      title: 'Khadi stole',
      variants: [{ price: 70_000, stock: 3 }],
    });
    for (const product of ['khadi-stole', 'kulhad']) {
      await buyer.opens(`/products/${product}`);
      await buyer.taps('Add to basket');
      await paying.says(/is in the basket/);
    }
    await buyer.opens('/basket');
    await buyer.taps(/^(Check out|Buy|Order|Go to checkout|Pay)/);
    await paying.says('2 parcels from 2 sellers');
    await paying.presses(/^Pay ₹1,148/);
    await paying.provider.pays();
    await paying.says('Orders');
    const shown = await buyer.page.getByText(/LEO-\w{6}, LEO-\w{6}/).textContent(soon);
    const numbers = (shown ?? '').split(', ');
    const [one = '', two = ''] = numbers;
    expect(await seller.purchaseOf(one)).toBe(await seller.purchaseOf(two));
    const orders = await Promise.all([one, two].map(seller.order));
    expect(orders.map(({ total, seller: { name } }) => [name, total]).sort()).toEqual([
      ['Mela', 39_900],
      ['Weaver', 74_900],
    ]);
    await isCapturedOnce(one, 114_800);
    const { items } = await other.ask<{ items: { total: number }[] }>('/api/studio/orders');
    expect(items.map(({ total }) => total)).toEqual([74_900]);
  });

  it('that comes after its goods were sold to somebody else goes back, and the page says so', async () => {
    await paying.checksOut({ product: 'juttis', way: upi });
    await paying.presses(/^Pay ₹/);
    await paying.provider.timesOut();
    await paying.provider.closes();
    const number = await paying.number();
    const purchase = await seller.purchaseOf(number);
    const { id } = await seller.order(number);
    await shop.passesTheHold(purchase);
    await paying.opensOrder(id);
    await paying.comesToSay('Cancelled, because its time to be paid was over.');
    expect(await seller.stockOf(juttis)).toBe(1);

    const other = await openBuyer(browser, shop.url);
    const theirs = openPaying(other.page, shop.url);
    await theirs.checksOut({ product: 'juttis', way: upi, address: ravi });
    await theirs.presses(/^Pay ₹/);
    await theirs.provider.pays();
    await isCapturedOnce(await other.seesReceipt(), 125_000);
    await other.close();
    expect(await seller.stockOf(juttis)).toBe(0);

    const [late] = (await seller.truthOf(number)).payments;
    await shop.provider.force.authorise(late?.id ?? '');
    await until('the shop has said no to it', async () =>
      (await seller.order(number)).headline.includes('sold to somebody else'),
    );
    await paying.opensOrder(id);
    await paying.says(
      'Cancelled. Your payment came too late: its goods were sold to somebody else by then. The money goes back to you.',
    );
    expect(await seller.stockOf(juttis)).toBe(0);
    // What was authorised and is never captured goes back by itself, when its time is over at the provider.
    await shop.provider.clock.advance(6 * 24 * 3_600_000);
    const [gone] = (await seller.truthOf(number)).payments;
    expect(gone).toMatchObject({ captured: false, status: 'refunded' });
  });

  it('left the books whole, and nothing in anybody’s console', async () => {
    expect(await shop.leo('ledger', 'verify')).toMatchObject({ holds: true });
    expect([...asha.problems, ...buyer.problems]).toEqual([]);
  });
});
