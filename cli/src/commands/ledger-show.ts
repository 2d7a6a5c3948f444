import type { LedgerEntry, orderStory } from '#contracts/ledger';
import type { Reply } from '#contracts/route';
import { command } from '../command.ts';
import { usage } from '../errors.ts';
import { amounts, times, wrapped } from '../ledger-text.ts';
import { clean, type Output } from '../output.ts';

type Story = Reply<typeof orderStory>;
interface Words {
  amount: ReturnType<typeof amounts>;
  time: ReturnType<typeof times>;
}

const indent = 4;
const titleWidth = 40;
const amountWidth = 16;

const row = (title: string, debit: string, credit: string): string =>
  `${' '.repeat(indent)}${title.padEnd(titleWidth)}${debit.padStart(amountWidth)}${credit.padStart(amountWidth)}`.trimEnd();

/** Accounts of other orders of the same purchase have the same title: then whose it is belongs to it. */
const titled = (lines: readonly { account: string; title: string }[]): string[] =>
  lines.map(({ account, title }) => {
    const isAlone = lines.filter((other) => other.title === title).length === 1;
    return clean(isAlone ? title : `${title} …${account.slice(-6)}`).slice(0, titleWidth - 1);
  });

const showEntry = (output: Output, entry: LedgerEntry, { amount, time }: Words): void => {
  output.line(output.paint('dim', time(entry.at)));
  for (const line of wrapped(clean(entry.memo), 2)) output.line(output.paint('bold', line));
  const titles = titled(entry.lines);
  for (const [index, { unit, debit, credit }] of entry.lines.entries()) {
    const side = (given: number): string => (given > 0 ? amount(unit, given) : '');
    output.line(row(titles[index] ?? '', side(debit), side(credit)));
  }
};

const showEvent = (output: Output, event: Story['events'][number], { time }: Words): void => {
  output.line(output.paint('dim', time(event.at)));
  for (const line of wrapped(clean(event.says), 2)) output.line(line);
};

const show = (output: Output, { order, events, entries, balances }: Story, words: Words): void => {
  output.heading(clean(order.number), `${clean(order.state)}, ${words.amount('INR', order.total)}`);
  output.line(output.paint('dim', row('', 'debit', 'credit')));
  // What happened and is not in the books comes before what was booked in the same moment.
  const told = [
    ...events.map((event) => ({ at: event.at, print: () => showEvent(output, event, words) })),
    ...entries.map((entry) => ({ at: entry.at, print: () => showEntry(output, entry, words) })),
  ].toSorted((one, other) => one.at - other.at);
  for (const one of told) {
    one.print();
    output.line();
  }
  if (told.length === 0) output.line('Nothing has happened to its money yet.');
  output.line(output.paint('bold', 'Now'));
  const titles = titled(balances);
  for (const [index, { unit, balance }] of balances.entries())
    output.line(row(titles[index] ?? '', words.amount(unit, balance), ''));
  output.line();
};

export const ledgerShow = command({
  name: 'ledger show',
  summary: 'the whole story of one order’s money',
  argument: { name: '<order...>', summary: 'the order’s number or id; `order` may stand before it' },
  options: {},
  run: async ({ output, shopDir, signal }, _options, typed = '') => {
    const id = typed.replace(/^order\s+/i, '').trim();
    if (id === '' || /\s/.test(id)) throw usage('One order at a time', 'leo ledger show order LEO-7K3QXA');
    const { orderStory } = await import('#contracts/ledger');
    const { openClient } = await import('../client/api.ts');
    const { readShop } = await import('../shop-folder.ts');
    const shop = readShop(shopDir);
    const story = await openClient(shop).call(orderStory, { params: { id }, signal });
    show(output, story, { amount: amounts(shop.settings), time: times(shop.settings) });
    return story;
  },
});
