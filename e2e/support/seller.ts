import type { Browser, BrowserContextOptions } from 'playwright-core';
import { desktop, openPage } from './browser.ts';
import { seesMovingPicture } from './picture.ts';
import { owner } from './shop.ts';

const soon = { timeout: 15_000 };

/** A seller in the studio: what they do, in the words of the shop. */
export const openSeller = async (browser: Browser, url: string, options: BrowserContextOptions = desktop) => {
  const { context, page, problems } = await openPage(browser, options);
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click(soon);
  return {
    page,
    context,
    problems,
    presses: press,
    signsIn: async () => {
      await page.goto(`${url}/studio`);
      await page.getByLabel('E-mail').fill(owner.email, soon);
      await page.getByLabel('Password').fill(owner.password);
      await press('Sign in');
      await page.getByRole('heading', { name: 'Sales' }).first().waitFor(soon);
    },
    /** Schedules a sale with these products in its run sheet; answers its id. */
    schedules: async (title: string, products: string[]): Promise<string> => {
      await page.goto(`${url}/studio/sales/new`);
      await page.getByLabel('Title').fill(title, soon);
      await page.locator('form').getByRole('button').last().click();
      await page.waitForURL(/\/studio\/sales\/[0-9a-f-]{36}$/, soon);
      for (const product of products) {
        await page.getByLabel('Search your products').fill(product, soon);
        await press(`Add ${product}`);
      }
      return page.url().split('/').at(-1) ?? '';
    },
    /** Through the preflight, with the camera, until the studio shows its own moving picture as live. */
    goesLive: async (): Promise<boolean> => {
      await press('Check camera and microphone');
      await page
        .getByRole('button', { name: 'Go live' })
        .and(page.locator(':not([aria-disabled])'))
        .click(soon);
      await page.getByRole('button', { name: 'End sale' }).first().waitFor(soon);
      return seesMovingPicture(page);
    },
    seesPicture: (within?: number) => seesMovingPicture(page, within),
    features: (product: string) => press(`Pin ${product}`),
    /** With the key; not while typing, so the field one is in is left first. */
    featuresNext: async () => {
      await page.evaluate(
        () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
      );
      await page.keyboard.press('n');
    },
    setsLivePrice: async (product: string, rupees: string) => {
      await page.getByRole('button', { name: new RegExp(`${product}\\s?: price and stock`) }).click(soon);
      const field = page.getByRole('textbox', { name: /^Live price/ }).first();
      await field.fill(rupees, soon);
      await field.press('Enter');
    },
    seesOrders: async (...words: string[]) => {
      const orders = page.getByRole('list', { name: 'Orders of this sale' });
      for (const word of words) await orders.getByText(word).first().waitFor(soon);
    },
    seesChat: (text: string) => page.getByRole('log').getByText(text).first().waitFor(soon),
    sees: (text: string | RegExp) => page.getByText(text).first().waitFor(soon),
    endsSale: async () => {
      await page.getByRole('button', { name: 'End sale' }).first().focus();
      await page.keyboard.press('Enter');
      await press('End the sale');
    },
    close: () => context.close(),
  };
};
export type Seller = Awaited<ReturnType<typeof openSeller>>;
