import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../server/test/components.ts';
import { openBrowser } from './support/browser.ts';
import { type Buyer, meera, openBuyer } from './support/buyer.ts';
import { type Interruption, noteFrames } from './support/frames.ts';
import { openSeller, type Seller } from './support/seller.ts';
import { openShop, type Shop } from './support/shop.ts';
import { until } from './support/until.ts';

const saree = 'Chanderi saree, rani pink';
const kulhad = 'Terracotta kulhad';

describeWith('chromium', 'janus')('a live sale in which something dies', () => {
  let shop: Shop;
  let browser: Browser;
  let asha: Seller;
  let buyer: Buyer;
  let saleId = '';

  beforeAll(async () => {
    [shop, browser] = await Promise.all([openShop(), openBrowser()]);
    [asha, buyer] = await Promise.all([openSeller(browser, shop.url), openBuyer(browser, shop.url)]);
    await asha.signsIn();
    saleId = await asha.schedules('Sarees at dusk', [saree, kulhad]);
    await asha.goesLive();
    await asha.features(kulhad);
    expect(await buyer.watches(saleId)).toBe(true);
    await buyer.buysWhatIsOnScreen(meera);
    await buyer.taps(/Back to the sale/);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  const tell = (what: string, { back, still }: Interruption) =>
    process.stdout.write(
      `${what}: pictures by a new path after ${back} ms, longest stand-still ${still} ms\n`,
    );
  const countOf = async (sql: string, binds: string[] = []) =>
    (await shop.rows<{ count: number }>(sql, binds))[0]?.count ?? -1;
  const orders = () => countOf('SELECT COUNT(*) AS count FROM orders_orders');
  const sold = () =>
    countOf(`SELECT COALESCE(SUM(l.quantity), 0) AS count FROM orders_lines l JOIN orders_orders o ON o.id = l.order_id
             WHERE o.state = 'confirmed' AND l.title = '${kulhad}'`);
  const available = () =>
    countOf(
      'SELECT SUM(v.available) AS count FROM catalog_variants v JOIN catalog_products p ON p.id = v.product_id WHERE p.title = $1',
      [kulhad],
    );
  const isSameSaleStill = async () =>
    expect(await shop.rows('SELECT state, ended_at FROM sales_sales WHERE id = $1', [saleId])).toEqual([
      { state: 'live', ended_at: null },
    ]);

  it('goes on selling while the media server is frozen, and has its picture back when that answers again', async () => {
    const frames = await noteFrames(buyer.page);
    const { pid } = await shop.service('janus');
    const before = await orders();
    process.kill(pid, 'SIGSTOP');
    try {
      await buyer.page.getByText(/will be right back/).waitFor({ timeout: 30_000 });
      await buyer.buysAgain();
      expect(await orders()).toBe(before + 1);
    } finally {
      await frames.broke();
      process.kill(pid, 'SIGCONT');
    }
    tell('A media server that was frozen', await frames.areBack());
    await buyer.taps(/Back to the sale/);
    expect(await buyer.seesPicture(30_000)).toBe(true);
    await isSameSaleStill();
  });

  it('has its picture back after the media server is killed, and sells meanwhile', async () => {
    const frames = await noteFrames(buyer.page);
    const before = await orders();
    const { pid } = await shop.service('janus');
    await frames.broke();
    process.kill(pid, 'SIGKILL');
    await buyer.buysAgain();
    tell('A killed media server', await frames.areBack());
    expect(await orders()).toBe(before + 1);
    await buyer.taps(/Back to the sale/);
    expect(await buyer.seesPicture(30_000)).toBe(true);
    await isSameSaleStill();
  });

  it('loses and doubles no order when the server is killed while buyers press Place order', async () => {
    const frames = await noteFrames(buyer.page);
    const [ordersBefore, soldBefore] = [await orders(), await sold()];
    const stock = soldBefore + (await available());
    await buyer.opensCheckout();
    const { pid } = await shop.service('server');
    // The page's own checkout loses its answer; six more of the same buyer are somewhere on their way.
    const others: Promise<number>[] = [];
    await buyer.page.route(
      '**/api/orders',
      async (route) => {
        const sent = route.request();
        others.push(
          ...Array.from({ length: 6 }, (_, nth) => buyer.sendsAgainUntilAnswered(sent, `key-${nth}-of-six`)),
        );
        const reply = route.fetch().catch(() => undefined);
        await until('the shop has begun', async () => (await orders()) > ordersBefore);
        await frames.broke();
        process.kill(pid, 'SIGKILL');
        await reply;
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await buyer.taps(/^Place order/);
    await buyer.page.getByText('The shop cannot be reached').waitFor({ timeout: 30_000 });
    await until('the server is back', async () => (await fetch(`${shop.url}/readyz`)).ok);
    await buyer.taps(/^Place order/);
    await buyer.seesReceipt();
    tell('A killed server', await frames.areBack());
    expect(await Promise.all(others)).toEqual(others.map(() => 200));
    expect(await orders()).toBe(ordersBefore + 7);
    expect(await sold()).toBe(soldBefore + 7);
    expect((await sold()) + (await available())).toBe(stock);
    await buyer.taps(/Back to the sale/);
    await isSameSaleStill();
  });

  it('shows both sides what moves after the server was killed, without a reload', async () => {
    expect(await buyer.seesPicture(30_000)).toBe(true);
    expect(await asha.seesPicture(30_000)).toBe(true);
    await asha.sees('1 watching');
    await asha.features(saree);
    await buyer.seesOnScreen(saree, '₹1,899', '5 left');
    await asha.setsLivePrice(saree, '1499');
    await buyer.seesOnScreen('₹1,499');
    await buyer.buysAgain();
    await asha.sees('from 11 orders');
    await buyer.taps(/Back to the sale/);
    await buyer.seesOnScreen('4 left');
  });

  it('gets a viewer back whose network was gone, with everything that happened meanwhile', async () => {
    const frames = await noteFrames(buyer.page);
    await buyer.losesNetwork();
    await buyer.page.getByText('Waiting for the network').waitFor({ timeout: 30_000 });
    await asha.features(kulhad);
    await frames.broke();
    await buyer.hasNetworkAgain();
    tell('A network that was gone', await frames.areBack());
    await buyer.seesOnScreen(kulhad);
    expect(await buyer.seesPicture(30_000)).toBe(true);
  });

  it('goes on after the seller reloads the studio', async () => {
    const frames = await noteFrames(buyer.page);
    await frames.broke();
    await asha.page.reload();
    tell('A reloaded studio', await frames.areBack());
    expect(await asha.seesPicture(30_000)).toBe(true);
    await isSameSaleStill();
  });

  it('bears a seller whose page begins anew five times in a row', async () => {
    for (let times = 0; times < 5; times++) {
      await asha.page.reload();
      await asha.page.getByRole('button', { name: 'End sale' }).first().waitFor({ timeout: 30_000 });
    }
    expect(await asha.seesPicture(30_000)).toBe(true);
    expect(await buyer.seesPicture(30_000)).toBe(true);
    await buyer.seesOnScreen(kulhad);
  });

  it('shows who comes late what is on screen now, and the picture', async () => {
    const late = await openBuyer(browser, shop.url);
    expect(await late.watches(saleId)).toBe(true);
    await late.seesOnScreen(kulhad, '₹350');
    expect(late.problems).toEqual([]);
    await late.close();
  });
});
