import type { Connection } from '../../../db/connection.ts';
import { accountOf, classCodeOf, classOf, growthOf, type Unit } from '../domain/chart.ts';
import type { Line } from '../domain/entry.ts';
import { type FoldedRow, foldedAfter, foldedOf, linesByAccount, waitingAfter } from '../store/pages.ts';
import type { SealedLine } from '../store/seals.ts';
import type { Findings } from './findings.ts';

/** What all accounts come to: two sums a unit, and what coins are worth against what wallets have. */
interface Totals {
  debit: Record<Unit, bigint>;
  credit: Record<Unit, bigint>;
  worth: bigint;
  wallets: bigint;
}

const checkFolded = (findings: Findings, rows: readonly FoldedRow[]): void => {
  for (const { account, balance, last } of rows)
    if (balance !== last)
      findings.add(
        'I13',
        `${account} is kept at ${balance ?? 'nothing'}; its lines say ${last ?? 'nothing'}`,
      );
};

const checkTotals = (findings: Findings, { debit, credit, worth, wallets }: Totals): void => {
  for (const unit of ['INR', 'COIN'] as const)
    if (debit[unit] !== credit[unit])
      findings.add('I2', `${unit}: debits come to ${debit[unit]}, credits to ${credit[unit]}`);
  if (worth !== wallets) findings.add('I9', `2500 is at ${worth}; all wallets have ${wallets} coins`);
};

const noTotals = (): Totals => ({
  debit: { INR: 0n, COIN: 0n },
  credit: { INR: 0n, COIN: 0n },
  worth: 0n,
  wallets: 0n,
});

/** Adds up one account after another, line by line as they come. */
class Recount {
  readonly totals = noTotals();
  readonly #findings: Findings;
  last = { account: '', seq: 0, position: 0 };
  #sum = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  take(line: SealedLine): void {
    if (line.account !== this.last.account) this.endAccount();
    const { account, seq, balance } = line;
    const sum = this.#sum + (classOf(account) ? growthOf(line) : 0);
    if (sum !== balance)
      this.#findings.add('I13', `${account} is at ${balance} after entry ${seq}; recomputed: ${sum}`);
    // From here on by what is kept, so that one changed row is one break.
    this.#sum = balance;
    this.last = line;
  }

  endAccount(): void {
    const { account } = this.last;
    const balance = this.#sum;
    this.#sum = 0;
    if (account === '') return;
    const known = classOf(account);
    if (!known) return this.#findings.add('I13', `${account} is not in the chart`);
    // What is not whole was found already, where it was compared.
    const amount = Number.isSafeInteger(balance) ? BigInt(balance) : 0n;
    this.totals[known.normal][known.unit] += amount;
    if (account === accountOf.coinsOutstanding) this.totals.worth += amount;
    if (classCodeOf(account) === 'coins') this.totals.wallets += amount;
    if (known.guarded && balance < 0) this.#findings.add('guard', `${account} is at ${balance}`);
  }
}

/** Adds every account up again from its lines up to place `until`; memory holds one page, however long the journal is. */
export const walkAccounts = async (on: Connection, findings: Findings, until: number): Promise<void> => {
  const recount = new Recount(findings);
  for (;;) {
    const lines = await linesByAccount(on, recount.last, until);
    if (lines.length === 0) break;
    for (const line of lines) recount.take(line);
    checkFolded(findings, await foldedOf(on, [...new Set(lines.map((line) => line.account))]));
  }
  recount.endAccount();
  checkTotals(findings, recount.totals);
};

/** Balances that no line stands behind. */
export const walkFolded = async (on: Connection, findings: Findings): Promise<void> => {
  let after = '';
  for (;;) {
    const rows = await foldedAfter(on, after);
    checkFolded(
      findings,
      rows.filter((row) => row.last === null),
    );
    const end = rows.at(-1);
    if (!end) return;
    after = end.account;
  }
};

const amountIn = (lines: string | null, position: number, account: string): number | undefined => {
  try {
    const line = lines === null ? undefined : (JSON.parse(lines) as Line[])[position];
    return line?.account === account ? growthOf(line) : undefined;
  } catch {
    return undefined;
  }
};

/** What counts beside the folded balances has to be of entries that wait for their place, and of nothing else. */
export const walkWaiting = async (on: Connection, findings: Findings): Promise<void> => {
  let after = { entry_id: '', position: 0 };
  for (;;) {
    const rows = await waitingAfter(on, after);
    for (const { entry_id: id, position, account, amount, lines, seq } of rows)
      if (seq !== null || amountIn(lines, position, account) !== amount)
        findings.add('I13', `${account} counts ${amount} of entry ${id}, which has no such line to come`);
    const end = rows.at(-1);
    if (!end) return;
    after = end;
  }
};
