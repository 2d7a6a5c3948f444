import type { Page } from 'playwright-core';
import { until } from './until.ts';

const soon = { timeout: 30_000 };

/** The provider's page over the shop's, as the double shows it: what a buyer does there. */
export const atProvider = (page: Page) => {
  const dialog = page.locator('[data-razorpay-double]');
  const press = (name: string) => dialog.getByRole('button', { name, exact: true }).click(soon);
  const pay = dialog.locator('button.pay:not([disabled])');
  return {
    opens: () => pay.waitFor(soon),
    /** With a UPI id; the double's own is paid. */
    pays: async (upi = 'success@razorpay') => {
      await pay.waitFor(soon);
      await dialog.getByLabel('UPI id').fill(upi, soon);
      await pay.click(soon);
    },
    /** The money has gone, and the page never hears of it. */
    paysAndHearsNothing: async () => {
      await pay.waitFor(soon);
      await press('Pay, then lose the response');
      await dialog.getByText('The connection was lost').waitFor(soon);
    },
    /** The bank never answers. */
    timesOut: async () => {
      await pay.waitFor(soon);
      await press('Time out');
      await dialog.getByText('The bank does not answer').waitFor(soon);
    },
    says: (words: string) => dialog.getByRole('status').filter({ hasText: words }).waitFor(soon),
    closes: () => press('Close'),
    isGone: () => dialog.waitFor({ ...soon, state: 'detached' }),
  };
};

/** Puts so many of it into the checkout of the product's page that is open. */
const chooses = async (page: Page, quantity: number) => {
  for (let more = 1; more < quantity; more++)
    await page.getByRole('dialog').getByRole('button', { name: /more/i }).click(soon);
};

interface Wish {
  /** The end of the product's address. */
  product: string;
  way: RegExp;
  quantity?: number;
  /** For whom the shop does not know yet. */
  address?: Record<string, string>;
  coins?: boolean;
}

/** What a buyer does to pay, from the product's page on. */
export const openPaying = (page: Page, url: string) => {
  const says = (words: string | RegExp) =>
    page.getByText(words).filter({ visible: true }).first().waitFor(soon);
  return {
    says,
    provider: atProvider(page),
    /** To the last button of the checkout. */
    checksOut: async ({ product, way, quantity = 1, address = {}, coins = false }: Wish) => {
      await page.goto(`${url}/products/${product}`);
      await page.getByRole('button', { name: 'Buy now' }).click(soon);
      await chooses(page, quantity);
      for (const [label, value] of Object.entries(address)) await page.getByLabel(label).fill(value, soon);
      await page.getByRole('radio', { name: way }).check(soon);
      if (coins) await page.getByRole('switch').check(soon);
      await page.getByRole('button', { name: /^(Pay|Place order) ₹/ }).waitFor(soon);
    },
    presses: (name: string | RegExp) => page.getByRole('button', { name }).first().click(soon),
    /** The number on whatever is shown of the order now. */
    number: async (): Promise<string> => {
      const shown = page
        .getByText(/LEO-[A-Z0-9]{6}/)
        .filter({ visible: true })
        .first();
      return /LEO-[A-Z0-9]{6}/.exec((await shown.textContent(soon)) ?? '')?.[0] ?? '';
    },
    opensOrder: async (id: string) => {
      await page.goto(`${url}/orders/${id}`);
      await says(/LEO-[A-Z0-9]{6}/);
    },
    /** Looks again until the page says so: news reach it within seconds, by themselves. */
    comesToSay: async (words: string | RegExp) => {
      const shown = page.getByText(words).filter({ visible: true }).first();
      await until(`the page says ${words}`, () => shown.isVisible());
    },
    /** Where the money is, as the order's page draws it: the steps before the one that comes next. */
    moneySteps: async (): Promise<string[]> => {
      const steps = page.getByRole('region', { name: 'Your money' }).getByRole('listitem');
      await steps.first().waitFor(soon);
      return steps.evaluateAll((all) => {
        const next = all.findIndex((one) => one.hasAttribute('aria-current'));
        return all.slice(0, next === -1 ? all.length : next).map((one) => one.textContent ?? '');
      });
    },
  };
};
export type Paying = ReturnType<typeof openPaying>;
