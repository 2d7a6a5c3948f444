import type { Verdict } from '#contracts/ledger';
import type { LedgerDeps } from '../context.ts';
import type { Sealer } from '../seal.ts';
import { findHead } from '../store/seals.ts';
import { lastInOrder } from '../store/verdicts.ts';
import { type Findings, openFindings } from './findings.ts';
import { walkAccounts, walkFolded, walkWaiting } from './walk-accounts.ts';
import { walkChain } from './walk-chain.ts';
import { walkKeys } from './walk-keys.ts';

/** An invariant that needs another module's tables: it answers where it breaks, each as one line for people. */
export interface Check {
  /** `I5` */
  id: string;
  title: string;
  run(on: LedgerDeps['db']): AsyncIterable<string> | Promise<readonly string[]>;
}

const own: readonly (readonly [string, string])[] = [
  ['I1', 'Every entry balances in each unit, in whole amounts'],
  ['I2', 'All accounts together balance in each unit'],
  ['I3', 'Nothing was put in beside the chain'],
  ['I4', 'Nothing is booked twice'],
  ['I9', 'Coins outstanding are what all wallets have'],
  ['I13', 'Balances are what the journal adds up to'],
  ['I14', 'Every split adds up to what was split'],
  ['guard', 'No guarded account is below zero'],
  ['chain', 'No entry was changed, deleted or moved'],
];

const place = ({ id }: { id: string }): number => {
  const number = /^I(\d+)$/.exec(id)?.[1];
  return number === undefined ? Number.MAX_SAFE_INTEGER : Number(number);
};

const runCheck = async (db: LedgerDeps['db'], findings: Findings, check: Check): Promise<void> => {
  try {
    for await (const where of await check.run(db)) findings.add(check.id, where);
  } catch (problem) {
    // What cannot be looked at is not in order.
    findings.add(check.id, `it could not be checked: ${String(problem)}`);
  }
};

interface VerifyDeps extends LedgerDeps {
  sealer: Sealer;
  checks: readonly Check[];
}

/**
 * Looks at all of the books, page by page, while the shop goes on: what is sealed no longer changes, so everything up
 * to the head of the beginning is looked at as it is.
 */
export const verifyBooks = async ({ db, clock, sealer, checks }: VerifyDeps): Promise<Verdict> => {
  const start = performance.now();
  const findings = openFindings();
  for (const [id, title] of own) findings.look(id, title);
  for (const { id, title } of checks) findings.look(id, title);
  await sealer.seal();
  const head = await findHead(db);
  await walkChain(db, findings, { head, anchor: await lastInOrder(db) });
  await walkAccounts(db, findings, head?.seq ?? 0);
  await walkFolded(db, findings);
  await walkWaiting(db, findings);
  await walkKeys(db, findings);
  for (const check of checks) await runCheck(db, findings, check);
  const invariants = findings.all().toSorted((one, other) => place(one) - place(other));
  return {
    holds: invariants.every((one) => one.holds),
    entries: head?.seq ?? 0,
    head: head?.hash ?? null,
    invariants,
    tookMs: Math.round(performance.now() - start),
    at: clock.now(),
  };
};
