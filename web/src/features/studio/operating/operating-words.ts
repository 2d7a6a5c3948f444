import type { Alarms } from '#contracts/operating';
import type { ReconciliationRow } from '#contracts/payments';
import type { Remittance } from '#contracts/settlement';
import type { TrustLevel } from '#contracts/trust';
import { count, plural } from '../../../lib/format.ts';

export interface Alarm {
  says: string;
  /** What to do about it. */
  href: string;
  action: string;
}

const some = (value: number, one: string, many: string) =>
  value === 1 ? one : many.replace('#', count(value));

/** One line for everything an operator should look at, the worst first; none when all is well. */
export const alarmsOf = (alarms: Alarms): Alarm[] => {
  const at = '/studio/operating';
  const lines: [boolean, Alarm][] = [
    [
      alarms.ledger.holds === false,
      { says: 'The books do not agree with themselves', href: `${at}/books`, action: 'See where they break' },
    ],
    ...alarms.paymentsOff.map((title): [boolean, Alarm] => [
      true,
      { says: `${title} is off: buyers cannot pay with it`, href: '#payments', action: 'See why' },
    ]),
    [
      alarms.stuck > 0,
      {
        says: some(alarms.stuck, 'One piece of work is stuck', '# pieces of work are stuck'),
        href: '#stuck',
        action: 'Try again',
      },
    ],
    [
      alarms.reconciliation > 0,
      {
        says: some(alarms.reconciliation, 'One payment does not match', '# payments do not match'),
        href: `${at}/reconciliation`,
        action: 'Decide what becomes of it',
      },
    ],
    [
      alarms.disputes > 0,
      {
        says: some(alarms.disputes, 'One dispute waits for a ruling', '# disputes wait for a ruling'),
        href: '/studio/disputes?state=open',
        action: 'Hear both sides',
      },
    ],
    [
      alarms.manualRefunds > 0,
      {
        says: some(
          alarms.manualRefunds,
          'One refund is to be paid by hand',
          '# refunds are to be paid by hand',
        ),
        href: `${at}/refunds`,
        action: 'Pay it back',
      },
    ],
    [
      alarms.appeals > 0,
      {
        says: some(alarms.appeals, 'One buyer has appealed', '# buyers have appealed'),
        href: `${at}/trust`,
        action: 'Answer',
      },
    ],
  ];
  return lines.filter(([rings]) => rings).map(([, alarm]) => alarm);
};

export const kindWords: Record<ReconciliationRow['kind'], string> = {
  'unknown-payment': 'A payment the shop has no order for',
  'second-payment': 'Paid twice',
  'late-payment': 'Paid too late',
  mismatch: 'Another amount than was asked for',
  'refund-failed': 'A refund that did not go through',
  'refund-not-ours': 'A refund the shop did not ask for',
  'settlement-difference': 'The provider settled another sum',
  'transfer-failed': 'A seller’s share did not go through',
  dispute: 'A dispute at the bank',
};

export const rowStateWords: Record<ReconciliationRow['state'], string> = {
  open: 'Open',
  working: 'Under way',
  settled: 'Settled',
};

export type Resolution = 'refund' | 'retry' | 'settle';
export const resolutionWords: Record<Resolution, { action: string; comes: string }> = {
  refund: { action: 'Give the money back', comes: 'The money goes back to whoever paid it.' },
  retry: {
    action: 'Try the refund again',
    comes: 'The same refund is asked for once more. It is never paid twice.',
  },
  settle: {
    action: 'Mark as settled',
    comes: 'Nothing moves. It was settled elsewhere, and the reason says how.',
  },
};

/** Money that belongs to no order: it can go back. */
const noOrders = new Set<ReconciliationRow['kind']>([
  'unknown-payment',
  'second-payment',
  'late-payment',
  'mismatch',
]);

/** What can be done with money that does not match, the usual thing first. */
export const resolutionsFor = ({ kind, state }: Pick<ReconciliationRow, 'kind' | 'state'>): Resolution[] => {
  if (state !== 'open') return [];
  if (kind === 'refund-failed') return ['retry', 'settle'];
  return noOrders.has(kind) ? ['refund', 'settle'] : ['settle'];
};

export const sheetWords: Record<Remittance['rows'][number]['state'], string> = {
  matched: 'Booked',
  unknown: 'Not a parcel of ours',
  duplicate: 'Paid before',
  short: 'Too little',
  extra: 'Too much',
  'not-delivered': 'Not delivered yet',
  unreadable: 'Cannot be read',
};

/** The sheet in one sentence: what was booked, and what somebody has to look at. */
export const sheetAnswer = (counts: Remittance['counts']): string => {
  const booked = counts['matched'] ?? 0;
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const flagged = all - booked;
  const first = `${plural(booked, 'row')} booked`;
  return flagged === 0 ? `${first}, nothing is flagged` : `${first}, ${plural(flagged, 'row')} flagged`;
};

export const levelWords: Record<TrustLevel, string> = {
  plain: 'Cash on delivery',
  code: 'Cash, with a code',
  'part-prepaid': 'Cash, a part paid first',
  'prepaid-only': 'Pays beforehand only',
};

const actionWords: Record<string, string> = {
  'bank.save': 'Saved a bank account',
  'payout.prepare': 'Prepared payouts',
  'payout.settle': 'Settled a payout',
  'payout.file': 'Took the list for the bank',
  'dispute.rule': 'Ruled on a dispute',
  'cash.write-off': 'Gave up cash',
  'trust.override': 'Set a buyer’s standing',
  'refund.paid-by-hand': 'Paid a refund by hand',
  'remittance.import': 'Imported a courier’s sheet',
  'reconciliation.refund': 'Gave money back that did not match',
  'reconciliation.retry': 'Tried a refund again',
  'reconciliation.settle': 'Settled money that did not match',
};

/** What somebody did; an action that is not known here is said as it is. */
export const didWords = (action: string): string => actionWords[action] ?? action;
