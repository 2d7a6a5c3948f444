import type { Browser, BrowserContextOptions, Page, Request, WebSocketRoute } from 'playwright-core';
import { openPage, phone } from './browser.ts';
import { seesMovingPicture } from './picture.ts';
import { until } from './until.ts';

const soon = { timeout: 15_000 };

/**
 * A network that can go. The browser's own switch leaves open sockets open, so those are cut here; the server then ends
 * what it sends to them, as it does when nothing is heard of a phone for ten seconds.
 */
const ownNetwork = async (page: Page) => {
  const open = new Set<WebSocketRoute>();
  let isThere = true;
  await page.routeWebSocket(/\/socket\.io\//, async (socket) => {
    if (!isThere) return socket.close({ code: 1001 });
    socket.connectToServer();
    open.add(socket);
  });
  const goes = async () => {
    isThere = false;
    await page.context().setOffline(true);
    for (const socket of open) await socket.close({ code: 1001 });
    open.clear();
  };
  const comes = async () => {
    isThere = true;
    await page.context().setOffline(false);
  };
  return { goes, comes };
};

/** A buyer with a phone of their own: what they do, in the words of the shop. */
export const openBuyer = async (browser: Browser, url: string, options: BrowserContextOptions = phone) => {
  const { context, page, problems } = await openPage(browser, options);
  const card = () => page.getByRole('article', { name: 'On screen now' });
  const opensCheckout = () => card().getByRole('button', { name: /^Buy/ }).click(soon);
  const network = await ownNetwork(page);
  return {
    page,
    context,
    problems,
    opens: (path: string) => page.goto(url + path),
    opensTab: () => context.newPage(),
    watches: async (saleId: string): Promise<boolean> => {
      await page.goto(`${url}/live/${saleId}`);
      return seesMovingPicture(page);
    },
    seesPicture: (within?: number) => seesMovingPicture(page, within),
    /** Waits until the card on the video says all of these. */
    seesOnScreen: async (...words: string[]) => {
      for (const word of words) await card().getByText(word).first().waitFor(soon);
    },
    taps: (name: string | RegExp) => page.getByRole('button', { name }).first().click(soon),
    fillsIn: async (address: Record<string, string>) => {
      for (const [label, value] of Object.entries(address)) await page.getByLabel(label).fill(value, soon);
    },
    /** From the card on the video to the receipt, as someone the shop does not know yet. */
    buysWhatIsOnScreen: async (address: Record<string, string>, choose: string[] = []): Promise<string> => {
      await opensCheckout();
      for (const option of choose)
        await page.getByRole('dialog').getByText(option, { exact: true }).click(soon);
      for (const [label, value] of Object.entries(address)) await page.getByLabel(label).fill(value, soon);
      await page.getByRole('button', { name: /^Place order/ }).click(soon);
      return orderNumber(page);
    },
    opensCheckout,
    seesReceipt: () => orderNumber(page),
    /** Two taps, as someone the shop knows. */
    buysAgain: async (): Promise<string> => {
      await opensCheckout();
      await page.getByRole('button', { name: /^Place order/ }).click(soon);
      return orderNumber(page);
    },
    says: async (text: string, name: string) => {
      await page.getByLabel('Write in the chat').fill(text, soon);
      await page.getByLabel('Write in the chat').press('Enter');
      const asked = page.getByLabel('Your name in the chat');
      const line = page.getByRole('log').getByText(text);
      await asked.or(line).first().waitFor(soon);
      if (!(await asked.isVisible())) return;
      await asked.fill(name);
      await asked.press('Enter');
      await line.first().waitFor(soon);
    },
    leavesTheRoom: () =>
      page
        .getByRole('link', { name: /^Go to the shop/ })
        .first()
        .click(soon),
    searches: async (words: string) => {
      await page.getByRole('searchbox').first().fill(words, soon);
      await page.getByRole('searchbox').first().press('Enter');
    },
    /** The same request under a key of its own, as a page whose answers get lost sends it; the status it ends with. */
    sendsAgainUntilAnswered: async (request: Request, key: string): Promise<number> => {
      const headers = { ...request.headers(), 'idempotency-key': key };
      let status = 0;
      await until('the shop has answered', async () => {
        const data = request.postDataJSON();
        status = (await context.request.post(request.url(), { data, headers })).status();
        return status !== 409 && status < 500;
      });
      return status;
    },
    losesNetwork: network.goes,
    hasNetworkAgain: network.comes,
    close: () => context.close(),
  };
};
export type Buyer = Awaited<ReturnType<typeof openBuyer>>;

const orderNumber = async (page: Page): Promise<string> =>
  (await page
    .getByText(/^LEO-[A-Z0-9]+$/)
    .first()
    .textContent(soon)) ?? '';

export const meera = {
  Phone: '9876543210',
  Name: 'Meera',
  'PIN code': '411001',
  'House and street': '4 Lakshmi Road',
  City: 'Pune',
  State: 'Maharashtra',
};
