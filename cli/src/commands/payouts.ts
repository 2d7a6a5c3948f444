import { chmodSync } from 'node:fs';
import { resolve } from 'node:path';
import { listPayouts, type Payout, payoutFile, preparePayouts, settlePayout } from '#contracts/settlement';
import { type Context, command } from '../command.ts';
import { usage } from '../errors.ts';
import { amounts } from '../ledger-text.ts';
import { clean, type Output } from '../output.ts';
import { writeWhole } from '../stack/run-files.ts';

const open = async ({ shopDir }: Context) => {
  const { openClient } = await import('../client/api.ts');
  const { readShop } = await import('../shop-folder.ts');
  const shop = readShop(shopDir);
  const amount = amounts(shop.settings);
  return { client: openClient(shop), money: (paise: number) => amount('INR', paise) };
};

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

const table = (output: Output, payouts: readonly Payout[], money: (paise: number) => string): void =>
  output.table(
    ['Payout', 'Seller', 'Amount', 'State', 'By', 'Reference', 'Since'],
    payouts.map(({ id, seller, amount, state, by, reference, at }) => [
      id,
      clean(seller.name),
      money(amount),
      state,
      by,
      clean(reference ?? '–'),
      day(at),
    ]),
  );

export const payoutsList = command({
  name: 'payouts list',
  summary: 'show what sellers are paid, newest first',
  options: { limit: { flags: '--limit <count>', summary: 'how many; 24 where nothing is said' } },
  run: async (context, { limit }) => {
    const { output } = context;
    const { client, money } = await open(context);
    const { items } = await client.call(listPayouts, { query: { limit } });
    output.line();
    if (items.length === 0) output.line('No payout yet. Prepare the first with: leo payouts prepare');
    else table(output, items, money);
    output.line();
    return { payouts: items };
  },
});

export const payoutsPrepare = command({
  name: 'payouts prepare',
  summary: 'prepare a payout for every seller with money to come',
  options: {},
  run: async (context) => {
    const { output } = context;
    const { client, money } = await open(context);
    const { payouts, without } = await client.call(preparePayouts, { body: {} });
    output.line();
    if (payouts.length === 0) output.line('Nobody has money to come that is not prepared already.');
    else table(output, payouts, money);
    for (const { name, payable } of without)
      output.note(`${clean(name)} has ${money(payable)} to come and no bank details`);
    output.line();
    if (payouts.length > 0)
      output.line(output.paint('dim', 'The file for the bank: leo payouts file --out payouts.csv'));
    return { payouts, without };
  },
});

export const payoutsFile = command({
  name: 'payouts file',
  summary: 'write the prepared payouts as a file for the bank; it holds account numbers',
  options: { out: { flags: '--out <file>', summary: 'where to; printed where nothing is said' } },
  run: async (context, { out }) => {
    const { output, cwd } = context;
    const { client } = await open(context);
    const { name, csv } = await client.call(payoutFile);
    const count = csv.trimEnd().split('\r\n').length - 1;
    if (out === undefined) {
      output.raw(csv.trimEnd());
      return { name, csv, payouts: count };
    }
    const path = resolve(cwd, out);
    writeWhole(path, csv);
    chmodSync(path, 0o600);
    output.line();
    output.done(`${count} ${count === 1 ? 'payout' : 'payouts'} in ${path}`);
    output.line();
    return { file: path, payouts: count };
  },
});

export const payoutsSettle = command({
  name: 'payouts settle',
  summary: 'say that the bank has paid a payout, or could not',
  argument: { name: '<payout>', summary: 'its id, as leo payouts list shows it' },
  options: {
    paid: { flags: '--paid', summary: 'it was paid' },
    failed: {
      flags: '--failed',
      summary: 'it was not, or came back: the money is the seller’s to come again',
    },
    reference: { flags: '--reference <reference>', summary: 'the bank’s own, e.g. the UTR' },
  },
  run: async (context, { paid, failed, reference }, id) => {
    if (id === undefined)
      throw usage('The payout is missing', 'leo payouts settle ID --paid --reference UTR');
    if (paid === failed) throw usage('Say either --paid or --failed');
    if (!reference) throw usage('--reference is missing: what the bank calls it');
    const { output } = context;
    const { client, money } = await open(context);
    const body = { state: paid ? 'paid' : 'failed', reference };
    const { payout } = await client.call(settlePayout, { params: { id }, body });
    output.line();
    output.done(`${clean(payout.seller.name)}: ${money(payout.amount)} ${payout.state}`, clean(reference));
    output.line();
    return { payout };
  },
});
