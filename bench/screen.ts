import type { Browser, Page } from 'playwright-core';
import { openBuyer } from '../e2e/support/buyer.ts';
import { type Figure, figure, percentile } from './figure.ts';
import { measureGlass } from './glass.ts';

const joins = 12;
const features = 40;

interface LiveSale {
  url: string;
  saleId: string;
  /** Features the one, then the other; answers the id of the product. */
  feature(turn: number): Promise<string>;
}

const marks = (page: Page) =>
  page.evaluate(() => ({
    join: performance.getEntriesByName('leo:join').at(-1)?.startTime,
    first: performance.getEntriesByName('leo:first-frame').at(-1)?.startTime,
  }));

/** From opening the room to the first decoded frame, in a fresh browser context each time. */
const joinTimes = async (browser: Browser, { url, saleId }: LiveSale): Promise<number[]> => {
  const times: number[] = [];
  for (let n = 0; n < joins; n++) {
    const buyer = await openBuyer(browser, url);
    await buyer.watches(saleId);
    const { join, first } = await marks(buyer.page);
    if (join === undefined || first === undefined)
      throw new Error('The page left no marks of its first frame');
    times.push(first - join);
    await buyer.close();
  }
  return times;
};

/** Notes, in the page, when a product's card was painted: the frame after the one in which it was put there. */
const watchCard = (page: Page) =>
  page.evaluate(() => {
    const painted: Record<string, number[]> = {};
    Object.assign(window, { painted });
    let last = '';
    new MutationObserver(() => {
      const shown = document.querySelector('[data-featured]')?.getAttribute('data-featured') ?? '';
      if (!shown || shown === last) return;
      last = shown;
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          painted[shown] = [...(painted[shown] ?? []), Date.now()];
        }),
      );
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });

const lastPaint = (page: Page, productId: string) =>
  page.evaluate(
    (id) => (window as unknown as { painted: Record<string, number[]> }).painted[id]?.at(-1) ?? 0,
    productId,
  );

/** From the seller's request to the card on a viewer's screen, the way over HTTP included. */
const paintTimes = async (page: Page, { feature }: LiveSale): Promise<number[]> => {
  await watchCard(page);
  const times: number[] = [];
  for (let turn = 0; turn < features; turn++) {
    const asked = Date.now();
    const productId = await feature(turn);
    let painted = 0;
    while (painted < asked && Date.now() - asked < 5_000) {
      await page.waitForTimeout(50);
      painted = await lastPaint(page, productId);
    }
    if (painted < asked) throw new Error('A featured card did not appear within 5 s');
    times.push(painted - asked);
  }
  return times;
};

export const measureScreens = async (browser: Browser, sale: LiveSale): Promise<Figure[]> => {
  const joined = await joinTimes(browser, sale);
  const viewer = await openBuyer(browser, sale.url);
  await viewer.watches(sale.saleId);
  const glass = await measureGlass(viewer.page);
  const painted = await paintTimes(viewer.page, sale);
  await viewer.close();
  return [
    ...glass,
    figure({
      name: 'joining a live room to its first frame, p75',
      value: percentile(joined, 0.75),
      unit: 'ms',
      goal: '2000',
      about: { p50: percentile(joined, 0.5), most: Math.max(...joined), joins },
    }),
    figure({
      name: 'featuring a product to its card painted on a viewer’s screen, p95',
      value: percentile(painted, 0.95),
      unit: 'ms',
      goal: '300',
      about: { p50: percentile(painted, 0.5), features },
    }),
  ];
};
