import { accountOf, classCodeOf, classOf, type Unit, unitOf } from './chart.ts';

/** One side of an entry: whole paise or coins, on one side only. */
export interface Line {
  account: string;
  unit: Unit;
  debit: number;
  credit: number;
}
/** What happened, as the books say it. The same `source`, `sourceId` and `kind` is booked once. */
export interface Entry {
  kind: string;
  source: string;
  sourceId: string;
  /** What happened, in words for people. */
  memo: string;
  at: number;
  orderId?: string | null;
  lines: Line[];
}

const isAmount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

const lineProblem = ({ account, unit, debit, credit }: Line): string | undefined => {
  const found = classOf(account);
  if (!found) return `the chart has no account ${account}`;
  if (found.unit !== unit) return `${account} is not kept in ${unit}`;
  if (!isAmount(debit) || !isAmount(credit))
    return `${account} has ${debit} and ${credit}: not whole amounts`;
  if ((debit === 0) === (credit === 0)) return `${account} has ${debit} and ${credit}: not one side`;
  return undefined;
};

const excess = (lines: readonly Line[], unit: Unit): number =>
  lines.filter((line) => line.unit === unit).reduce((sum, { debit, credit }) => sum + debit - credit, 0);

/** What coins are worth is owed, and the wallets say to whom: an entry that moves one moves the other as much. */
const coinsApart = (lines: readonly Line[]): boolean => {
  const grown = (wanted: (account: string) => boolean): number =>
    lines.filter((line) => wanted(line.account)).reduce((sum, { debit, credit }) => sum + credit - debit, 0);
  const worth = grown((account) => account === accountOf.coinsOutstanding);
  return worth !== grown((account) => classCodeOf(account) === 'coins');
};

/** Why an entry cannot be in the books; nothing where it can. Pure, and used when booking and when verifying. */
export const problemsOf = (entry: Entry): string[] => {
  const { lines } = entry;
  const problems = lines.flatMap((line) => lineProblem(line) ?? []);
  if (lines.length < 2) problems.push('has fewer than two lines');
  for (const unit of ['INR', 'COIN'] as const) {
    const off = excess(lines, unit);
    if (off !== 0) problems.push(`does not balance: debits exceed credits by ${off} ${unit}`);
  }
  if (new Set(lines.map((line) => line.account)).size < lines.length)
    problems.push('has two lines of one account');
  if (coinsApart(lines)) problems.push('moves the worth of coins and the wallets by different amounts');
  if (!isAmount(entry.at)) problems.push('has no time');
  if (!entry.kind || !entry.source || !entry.sourceId) problems.push('does not say where it comes from');
  return problems;
};

const amount = (account: string, given: number): number => {
  if (isAmount(given)) return given;
  throw new RangeError(`${given} is not an amount of ${account}`);
};
/** One line; an amount of nothing is no line. */
export const debit = (account: string, given: number): Line[] =>
  amount(account, given) === 0 ? [] : [{ account, unit: unitOf(account), debit: given, credit: 0 }];
export const credit = (account: string, given: number): Line[] =>
  amount(account, given) === 0 ? [] : [{ account, unit: unitOf(account), debit: 0, credit: given }];

/** Lines of one account and side become one: an entry has one line an account. */
export const merged = (lines: readonly Line[]): Line[] => {
  const byAccount = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.debit > 0 ? 'debit' : 'credit'} ${line.account}`;
    const present = byAccount.get(key);
    if (!present) byAccount.set(key, { ...line });
    else {
      present.debit += line.debit;
      present.credit += line.credit;
    }
  }
  return [...byAccount.values()];
};
