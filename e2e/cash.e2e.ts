import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../server/test/components.ts';
import { openBrowser } from './support/browser.ts';
import { type Buyer, meera, openBuyer } from './support/buyer.ts';
import { type MoneySeller, openMoneySeller } from './support/money-seller.ts';
import { openPaying, type Paying } from './support/paying.ts';
import { openShop, type Shop } from './support/shop.ts';
import { until } from './support/until.ts';

const soon = { timeout: 15_000 };

interface Prepared {
  payouts: { id: string; amount: number; state: string }[];
}

describeWith('chromium')('cash on delivery', () => {
  let shop: Shop;
  let browser: Browser;
  let seller: MoneySeller;
  let buyer: Buyer;
  let paying: Paying;
  let number = '';
  let id = '';

  beforeAll(async () => {
    [shop, browser] = await Promise.all([openShop({ testPayments: true, codes: true }), openBrowser()]);
    seller = await openMoneySeller(shop);
    buyer = await openBuyer(browser, shop.url);
    paying = openPaying(buyer.page, shop.url);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  const types = async (code: string) => {
    await buyer.page.getByLabel('One-time code').fill(code, soon);
    await paying.presses('Confirm the order');
  };
  const wallet = async (words: string) => {
    await buyer.opens('/wallet');
    await buyer.page.getByLabel('What is in the wallet').getByText(words).first().waitFor(soon);
  };

  it('asks a buyer it does not know for a code, which the operator finds in the log', async () => {
    const address = { ...meera, 'House and street': '4 Lakshmi Road, Sadashiv Peth' };
    await paying.checksOut({ product: 'chanderi', way: /Cash/, address });
    await paying.says('You confirm it with a one-time code.');
    await paying.presses('Place order ₹1,899');
    const code = await seller.codeSent();
    await types(code === '111111' ? '222222' : '111111');
    await paying.says('This code is not right. You have 4 more tries.');
    await types(code);
    number = await buyer.seesReceipt();
    ({ id } = await seller.order(number));
    await paying.opensOrder(id);
    await paying.says('You pay ₹1,899 in cash when it comes.');
    expect(await paying.moneySteps()).toEqual([]);
  });

  it('holds what the courier took until the buyer is satisfied', async () => {
    await seller.delivers(number, 'HAND-1');
    await paying.opensOrder(id);
    expect(await paying.moneySteps()).toEqual(['Paid to the courier', 'Held by the shop']);
    await wallet('1,899 more are yours when you are satisfied with what you ordered.');
    await paying.opensOrder(id);
    await paying.presses('Yes, I am satisfied');
    await paying.says('Completed. The seller is paid once the courier has handed the cash over.');
  });

  it('pays the seller when the courier’s sheet is in', async () => {
    const sheet = join(shop.dir, 'sheet.csv');
    writeFileSync(sheet, 'AWB,COD Amount,UTR\nHAND-1,1899.00,HDFC0001\nHAND-9,500.00,HDFC0001\n');
    const { remittance } = await shop.leo<{ remittance: { counts: object } }>('cod', 'remit', sheet);
    expect(remittance.counts).toMatchObject({ matched: 1, unknown: 1 });
    await paying.opensOrder(id);
    await paying.comesToSay('Completed. The seller is paid.');
    expect(await paying.moneySteps()).toHaveLength(4);
    await seller.ask('/api/studio/bank', 'PUT', {
      name: 'Asha',
      account: '123456789012',
      ifsc: 'HDFC0001234',
    });
    const { payouts } = await shop.leo<Prepared>('payouts', 'prepare');
    expect(payouts).toMatchObject([{ amount: 189_900, state: 'prepared' }]);
    const { csv } = await shop.leo<{ csv: string }>('payouts', 'file');
    expect(csv).toContain('123456789012');
    expect(csv).toContain('1899.00');
    await shop.leo('payouts', 'settle', payouts[0]?.id ?? '', '--paid', '--reference', 'UTR77');
    const { balance } = await seller.ask<{ balance: object }>('/api/studio/balance');
    expect(balance).toMatchObject({ held: 0, payable: 0, paidOut: 189_900 });
  });

  it('can be told from the books, from the courier to the seller', async () => {
    expect(await shop.leo('ledger', 'verify')).toMatchObject({ holds: true });
    const story = await shop.leoSays('ledger', 'show', 'order', number);
    expect(story).toContain(number);
    expect(story).toContain('₹1,899.00 is to be paid at the door.');
    expect(
      story.split('\n').filter((line) => /collected|handed|released|coins/i.test(line)).length,
    ).toBeGreaterThan(3);
  });

  it('earns coins, which pay a part of the next order', async () => {
    await wallet('1,899 coins');
    await paying.checksOut({ product: 'kulhad', way: /UPI/, coins: true });
    await paying.says('Use 1,899 coins −₹18.99');
    await paying.presses('Pay ₹380.01');
    await paying.provider.pays();
    const next = await buyer.seesReceipt();
    await until('the rest is captured', async () =>
      (await seller.truthOf(next)).payments.some((one) => one.captured),
    );
    expect((await seller.truthOf(next)).payments.map(({ amount }) => amount)).toEqual([38_001]);
    await wallet('0 coins');
    await paying.says('Spent');
    await paying.says('−1,899');
    expect(await shop.leo('ledger', 'verify')).toMatchObject({ holds: true });
  });

  it('left nothing in the console but the code that was wrong', () => {
    expect(buyer.problems.filter((problem) => !/status of 422/.test(problem))).toEqual([]);
    expect(buyer.problems.length).toBe(1);
  });
});
