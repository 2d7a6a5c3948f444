import { classCodeOf } from './chart.ts';
import type { Entry } from './entry.ts';

interface Shape {
  debit: readonly string[];
  credit: readonly string[];
}
const shape = (debit: string, credit: string): Shape => ({
  debit: debit.split(' '),
  credit: credit.split(' '),
});
/** Commission, its tax, what is payable, and what the seller owes. */
const afterRelease = '4100 2400 2200 1300';

/** Which accounts each kind of entry takes from and gives to: what is split can go nowhere else. */
const shapes: Readonly<Record<string, Shape>> = {
  captured: shape('1100 5100 2500 coins', '2100 redeemed'),
  'coins-only': shape('2500 coins', '2100 redeemed'),
  unapplied: shape('1100 5100', '2700'),
  applied: shape('2700 2500 coins', '2100 redeemed'),
  'unapplied-refund-owed': shape('2700', '2300'),
  'transfer-held': shape('1170', '1100'),
  'transfer-reversed': shape('1100', '1170'),
  'transfer-settled': shape('2200', '1170'),
  settled: shape('1200', '1100'),
  released: shape('2100 5300 issued', '4100 2400 4200 1300 2200 2500 coins'),
  'fee-kept': shape('2100', '4200'),
  'refund-owed': shape(`2100 ${afterRelease} redeemed`, '2300 2500 coins'),
  'refund-processed': shape('2300', '1100 1200'),
  'refund-as-coins': shape('2300 issued', '2500 coins'),
  'clawed-back': shape('2500 coins 2300', '5300 clawed'),
  exchanged: shape(`2100 ${afterRelease}`, '2100'),
  'coins-expired': shape('2500 coins', '4300 expired'),
  'cash-collected': shape('1150 2500 coins', '2100 redeemed'),
  'cash-remitted': shape('1200 5200', '1150'),
  'cash-written-off': shape('5410', '1150'),
  'rto-freight': shape('5200 1300', '2800'),
  'paid-out': shape('2200', '1200'),
  'payout-failed': shape('1200', '2200'),
  'dispute-opened': shape('1180', '1100'),
  'dispute-won': shape('1100', '1180'),
  'dispute-lost': shape('2100 1300 5400', '1180'),
};

const sum = (entry: Entry, side: 'debit' | 'credit', code: string): number =>
  entry.lines.reduce((total, line) => total + (classCodeOf(line.account) === code ? line[side] : 0), 0);

/** Coins are paid for by the shop: nothing of what they cost may go to a seller, and nothing of the order into coins. */
const coinsPaidByOthers = (entry: Entry): string[] => {
  const off = sum(entry, 'debit', '5300') - sum(entry, 'credit', '2500');
  return entry.kind === 'released' && off !== 0
    ? [`the coins it gives cost ${off} paise more than they are worth`]
    : [];
};

/** Why the parts of an entry are not the parts of what it splits; nothing where they are. */
export const splitProblemsOf = (entry: Entry): string[] => {
  const allowed = Object.hasOwn(shapes, entry.kind) ? shapes[entry.kind] : undefined;
  if (!allowed) return [];
  const strange = entry.lines.flatMap((line) => {
    const side = line.debit > 0 ? 'debit' : 'credit';
    return allowed[side].includes(classCodeOf(line.account)) ? [] : `has a ${side} of ${line.account}`;
  });
  return [...strange, ...coinsPaidByOthers(entry)];
};
