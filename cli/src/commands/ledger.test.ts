import { afterEach, describe, expect, it } from 'vitest';
import { type Answer, openFakeServer } from '../../test/fake-server.ts';
import { openTerminal, removeTemporaryFolders, temporaryFolder } from '../../test/terminal.ts';
import { init } from './init.ts';
import { ledgerShow } from './ledger-show.ts';
import { ledgerVerify } from './ledger-verify.ts';
import { worries } from './status.ts';

const head = '9f'.repeat(32);
const order = '0193a0b0-0000-7000-8000-000000000001';
const invariants = [
  {
    id: 'I1',
    title: 'Every entry balances in each unit, in whole amounts',
    holds: true,
    breaks: [],
    broken: 0,
  },
  {
    id: 'chain',
    title: 'No entry was changed, deleted or moved',
    holds: false,
    breaks: [`entry 812 (captured of payment ${order}) is not what was sealed\u001b[2J`],
    broken: 4,
  },
];
const verdict = (holds: boolean) => ({
  holds,
  entries: 1_234,
  head,
  invariants: holds ? invariants.slice(0, 1) : invariants,
  tookMs: 840,
  at: 1,
});

const line = (account: string, title: string, debit: number, credit: number) => ({
  account,
  title,
  unit: account.startsWith('coins') || account === 'redeemed' ? 'COIN' : 'INR',
  debit,
  credit,
});
const story = {
  order: { id: order, number: 'LEO-7K3QXA', state: 'confirmed', total: 129_900 },
  events: [{ at: Date.UTC(2026, 10, 22, 9), says: 'The provider promised the money' }],
  entries: [
    {
      id: order,
      kind: 'captured',
      source: 'payment',
      sourceId: order,
      memo: 'The buyer paid online; of the provider’s fee, ₹4.67 are tax, which is more than fits a line',
      at: Date.UTC(2026, 10, 22, 9, 1),
      seq: 1,
      lines: [
        line('1100', 'Balance at the payment provider', 126_335, 0),
        line('5100', 'Provider’s fees', 3_065, 0),
        line('2500', 'Leo Coins outstanding', 500, 0),
        line(`2100:${order}`, 'Buyer’s money held', 0, 129_900),
        line('coins:1', 'Coins of the buyer', 500, 0),
        line('redeemed', 'Coins redeemed', 0, 500),
      ],
    },
  ],
  balances: [{ account: `2100:${order}`, title: 'Buyer’s money held', unit: 'INR', balance: 129_900 }],
};

describe('the books in a terminal', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    process.exitCode = undefined;
    for (const close of closing.splice(0)) await close();
    removeTemporaryFolders();
  });
  const openShop = async (answer: Answer, about = { json: false }) => {
    const server = await openFakeServer(answer);
    closing.push(server.close);
    const terminal = openTerminal(temporaryFolder(), about);
    const { cwd } = terminal.context;
    await init.run(openTerminal(cwd).context, { yes: true, port: String(server.port) } as never);
    return { ...terminal, server };
  };
  const fits = (printed: string): void => {
    for (const one of printed.split('\n')) expect(one.length, one).toBeLessThanOrEqual(80);
  };

  it('hold, each invariant with a mark, and the head to keep', async () => {
    const { context, printed } = await openShop(() => ({ body: { verdict: verdict(true) } }));
    await ledgerVerify.run(context, {});
    expect(printed()).toContain('The books hold  1,234 entries, 0.8 s');
    expect(printed()).toContain('✔ I1');
    expect(printed()).toContain(head);
    expect(process.exitCode).toBeUndefined();
    fits(printed());
  });

  it('say where they break, in words that cannot repaint the terminal, and exit with 1', async () => {
    const { context, printed } = await openShop(() => ({ body: { verdict: verdict(false) } }));
    await ledgerVerify.run(context, {});
    expect(process.exitCode).toBe(1);
    expect(printed()).toContain('The books do not hold');
    expect(printed()).toContain('– entry 812 (captured of payment');
    expect(printed()).toContain('– and 3 more');
    expect(printed()).not.toContain('\u001b');
    fits(printed());
  });

  it('are one object for programs', async () => {
    const { context, answer } = await openShop(() => ({ body: { verdict: verdict(false) } }), { json: true });
    context.output.answer((await ledgerVerify.run(context, {})) ?? {});
    expect(answer()).toEqual(verdict(false));
  });

  it.each(['LEO-7K3QXA', 'order LEO-7K3QXA'])('tell the story of %s', async (typed) => {
    const { context, printed, server } = await openShop(() => ({ body: story }));
    await ledgerShow.run(context, {}, typed);
    expect(server.seen.at(-1)?.path).toBe('/api/operator/ledger/orders/LEO-7K3QXA');
    const told = printed();
    expect(told.indexOf('promised the money')).toBeLessThan(told.indexOf('The buyer paid online'));
    expect(told).toMatch(/Balance at the payment provider +₹1,263\.35\n/);
    expect(told).toMatch(/Buyer’s money held {30,}₹1,299\.00\n/);
    expect(told).toMatch(/Coins redeemed {30,}500 coins\n/);
    expect(told).toMatch(/Now\n +Buyer’s money held +₹1,299\.00\n/);
    fits(told);
  });

  it('ask for one order', async () => {
    const { context } = await openShop(() => ({ body: story }));
    for (const typed of ['', 'order ', 'one two'])
      await expect(ledgerShow.run(context, {}, typed)).rejects.toMatchObject({ exit: 2 });
  });

  it('are one line of leo status where they or people’s money need somebody, and none otherwise', () => {
    const calm = { stuck: 0, reconciliation: 0, disputes: 0, manualRefunds: 0, appeals: 0, paymentsOff: [] };
    expect(worries({ ...calm, ledger: { holds: true, at: 1 } })).toBe('');
    expect(worries({ ...calm, ledger: { holds: null, at: null } })).toBe('');
    const troubled = { ...calm, stuck: 2, disputes: 1, paymentsOff: ['razorpay'] };
    expect(worries({ ...troubled, ledger: { holds: false, at: 1 } })).toBe(
      'the books do not hold (leo ledger verify), 2 stuck runs, 1 dispute, payments by razorpay are off',
    );
  });
});
