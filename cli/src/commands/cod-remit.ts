import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { importRemittance, type Remittance } from '#contracts/settlement';
import { type Context, command } from '../command.ts';
import { CliError, usage } from '../errors.ts';
import { amounts } from '../ledger-text.ts';
import { clean, type Output } from '../output.ts';

const bytesOf = (file: string): number => {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile()) return found.size;
  throw new CliError(`There is no file ${file}`, {
    code: 'file.unknown',
    help: 'Name the courier’s sheet, as CSV.',
  });
};

const meanings: Readonly<Record<string, string>> = {
  matched: 'booked',
  unknown: 'no such parcel with this courier',
  duplicate: 'twice, or came before',
  short: 'less than the order’s cash',
  extra: 'more than the order’s cash',
  'not-delivered': 'not known to be delivered',
  unreadable: 'cannot be read',
};

type Money = (paise: number) => string;

const showFlagged = (output: Output, { rows, counts }: Remittance, money: Money): void => {
  const flagged = rows.filter((row) => row.state !== 'matched');
  if (flagged.length === 0) return;
  const all = Object.entries(counts).reduce((sum, [state, n]) => sum + (state === 'matched' ? 0 : n), 0);
  output.line();
  output.note(`${all} not booked; nothing of them was guessed`);
  output.line();
  output.table(
    ['Line', 'Number', 'Amount', 'What', 'Order', 'Why'],
    flagged.map(({ line, awb, amount, state, orderNumber, says }) => [
      String(line),
      clean(awb) || '–',
      amount === null ? '–' : money(amount),
      state,
      orderNumber ?? '–',
      clean(says ?? meanings[state] ?? ''),
    ]),
  );
  if (all > flagged.length) output.line(`… and ${all - flagged.length} more`);
};

const showMissing = (output: Output, { missing }: Remittance, money: Money): void => {
  if (missing.length === 0) return;
  output.line();
  output.note(`${missing.length} delivered long ago, and in no sheet yet`);
  output.line();
  output.table(
    ['Number', 'Order', 'Amount', 'Delivered'],
    missing.map(({ awb, orderNumber, amount, deliveredAt }) => [
      clean(awb),
      orderNumber,
      money(amount),
      new Date(deliveredAt).toISOString().slice(0, 10),
    ]),
  );
};

const show = (output: Output, remittance: Remittance, money: Money): void => {
  const { counts, collected, deductions, banked, courier, utr } = remittance;
  output.heading(`Cash of ${clean(courier)}`, clean(utr));
  output.table(
    ['Rows', 'What', ''],
    Object.entries(counts)
      .filter(([state, n]) => n > 0 || state === 'matched')
      .map(([state, n]) => [String(n), state, meanings[state] ?? '']),
  );
  output.line();
  output.pairs([
    ['Collected', money(collected)],
    ['Deducted', money(deductions)],
    ['In the bank', output.paint('bold', money(banked))],
  ]);
  showFlagged(output, remittance, money);
  showMissing(output, remittance, money);
  output.line();
};

const send = async (context: Context, file: string, query: { courier: string; utr?: string }) => {
  const { openClient } = await import('../client/api.ts');
  const { readShop } = await import('../shop-folder.ts');
  const shop = readShop(context.shopDir);
  const bytes = bytesOf(file);
  const stream = { content: createReadStream(file), type: 'text/csv', bytes };
  const { signal } = context;
  const { remittance } = await openClient(shop).call(importRemittance, { query, stream, signal });
  return { shop, remittance };
};

/** Ends well where the sheet was taken, even if rows are flagged: they are listed, and in the answer of --json. */
export const codRemit = command({
  name: 'cod remit',
  summary: 'take a courier’s sheet of cash: what matches exactly is booked, the rest is listed',
  argument: { name: '<file>', summary: 'the sheet as the courier sends it, as CSV' },
  options: {
    courier: { flags: '--courier <courier>', summary: 'whose sheet it is; by-hand where nothing is said' },
    utr: { flags: '--utr <utr>', summary: 'the bank’s reference, where the sheet has none' },
  },
  run: async (context, { courier = 'by-hand', utr }, named) => {
    if (named === undefined) throw usage('The sheet is missing', 'leo cod remit sheet.csv --courier by-hand');
    const file = resolve(context.cwd, named);
    const { shop, remittance } = await send(context, file, { courier, ...(utr && { utr }) });
    const amount = amounts(shop.settings);
    show(context.output, remittance, (paise) => amount('INR', paise));
    return { remittance };
  },
});
