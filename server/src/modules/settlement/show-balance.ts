import type { Reply } from '#contracts/route';
import type { getBalance, listStatement, statementLine } from '#contracts/settlement';
import { toMoney } from '#contracts/values';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import { type AccountLine, accountOf } from '../ledger/index.ts';
import { showBank } from './bank.ts';
import type { SettlementDeps } from './context.ts';
import { rateOf } from './domain/commission.ts';
import { readPlace, writePlace } from './places.ts';
import { linesOf } from './seller-lines.ts';
import { BankStore } from './store/banks.ts';
import { PayoutStore } from './store/payouts.ts';
import { ReleaseStore } from './store/releases.ts';

/** Whose money is looked at: one's own, or for an operator anybody's. */
export const sellerOf = (who: Who, sellerId: string | undefined): string => {
  if (sellerId === undefined || sellerId === who.accountId) return who.accountId;
  if (who.role !== 'operator') throw new Refusal('account.not-allowed');
  return sellerId;
};

const sum = (amounts: Iterable<number>): number => [...amounts].reduce((total, one) => total + one, 0);

/** What is held of orders that are not the seller's money yet, by where it is. */
const heldOf = async ({ db, ledger, payments }: SettlementDeps, sellerId: string) => {
  const pending = await new ReleaseStore(db).pending(sellerId);
  const ids = pending.map((one) => one.orderId);
  const balances = await ledger.balances(db, ids.map(accountOf.held));
  const waiting = pending.filter((one) => one.state === 'waiting').map((one) => one.orderId);
  const cash = await payments.cashOf(db, waiting);
  const withCourier = sum(
    waiting
      .filter((id) => cash.get(id)?.state === 'collected')
      .map((id) => Math.min(cash.get(id)?.amount ?? 0, balances.get(accountOf.held(id)) ?? 0)),
  );
  return { withCourier, held: sum(balances.values()) - withCourier };
};

export const showBalance = async (
  deps: SettlementDeps,
  sellerId: string,
): Promise<Reply<typeof getBalance>> => {
  const { db, ledger, accounts, commission } = deps;
  const { held, withCourier } = await heldOf(deps, sellerId);
  const [payable, owed] = [accountOf.payable(sellerId), accountOf.recoverable(sellerId)];
  const balances = await ledger.balances(db, [payable, owed]);
  const paid = await new PayoutStore(db).sumOfPaid([sellerId]);
  const bank = await new BankStore(db).find(sellerId);
  const email = (await accounts.find(sellerId))?.email ?? null;
  return {
    balance: {
      held: toMoney(held),
      payable: toMoney(balances.get(payable) ?? 0),
      paidOut: toMoney(paid.get(sellerId) ?? 0),
      recoverable: toMoney(balances.get(owed) ?? 0),
      withCourier: toMoney(withCourier),
    },
    commission: {
      basisPoints: rateOf(commission, { email, category: null }),
      taxBasisPoints: commission.taxBasisPoints,
    },
    bank: bank ? showBank(bank) : null,
  };
};

type StatementLine = Reply<typeof listStatement>['items'][number];
type Kind = (typeof statementLine.shape.kind)['_zod']['output'];

const kinds: Readonly<Record<string, Kind>> = {
  released: 'released',
  'refund-owed': 'refunded',
  exchanged: 'refunded',
  recovered: 'recovered',
  'paid-out': 'paid-out',
  'transfer-settled': 'paid-out',
};

/** What an entry moved on one account, whichever way. */
const moved = ({ entry }: AccountLine, account: string): number =>
  sum(
    entry.lines.filter((line) => line.account === account).map((line) => Math.abs(line.debit - line.credit)),
  );

const toLine = (line: AccountLine, numbers: ReadonlyMap<string, string>): StatementLine => {
  const { entry, balance } = line;
  const orderId = entry.orderId ?? null;
  const [commission, tax] = [moved(line, accountOf.commission), moved(line, accountOf.taxes)];
  const net = line.credit - line.debit;
  const given = entry.lines.filter(({ account, unit }) => account.startsWith('2100:') && unit === 'INR');
  const owed = sum(entry.lines.filter(({ account }) => account.startsWith('1300:')).map((one) => one.debit));
  // Of a release all that was held; of anything else what it is for the seller, the shop's part with it.
  const gross =
    given.length > 0
      ? sum(given.map((one) => one.debit + one.credit))
      : Math.abs(net) + commission + tax + owed;
  return {
    id: entry.id,
    at: entry.at,
    kind: kinds[entry.kind] ?? 'adjusted',
    orderId,
    orderNumber: orderId === null ? null : (numbers.get(orderId) ?? null),
    gross: toMoney(gross),
    commission: toMoney(commission),
    tax: toMoney(tax),
    net,
    balance,
  };
};

/** How the seller's money came and went, newest first: what is payable to them, and what they came to owe. */
export const showStatement = async (
  { db, ledger, orders }: SettlementDeps,
  sellerId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Reply<typeof listStatement>> => {
  const page = await linesOf(ledger, db, { sellerId, after: readPlace(cursor)?.at ?? null, limit });
  const ids = [...new Set(page.lines.flatMap(({ entry }) => entry.orderId ?? []))];
  const numbers = new Map((await orders.findMany(db, ids)).map((one) => [one.id, one.number]));
  return {
    items: page.lines.map((line) => toLine(line, numbers)),
    next: page.next === null ? null : writePlace({ rank: 0, at: page.next, id: '' }),
  };
};
