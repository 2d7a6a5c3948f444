import {
  type OnlinePayments,
  type ProviderDispute,
  ProviderRefusal,
  type SettlementLine,
} from 'leo-live/sdk';
import type * as z from 'zod/mini';
import { checked, ids } from './ids.ts';
import { type DisputeAnswer, dispute, settlement, settlementLine } from './wire/answers.ts';
import { everyPage } from './wire/pages.ts';
import type { Wire } from './wire/wire.ts';

const kinds = ['payment', 'refund', 'transfer'] as const;

const toLine = (given: z.output<typeof settlementLine>): SettlementLine => {
  const settled = Boolean(given.settled ?? given.settlement_id);
  return {
    id: given.entity_id,
    kind: kinds.find((kind) => kind === given.type) ?? 'adjustment',
    credit: given.credit,
    debit: given.debit,
    fee: given.fee ?? 0,
    tax: given.tax ?? 0,
    settlement: settled ? (given.settlement_id ?? null) : null,
    utr: settled ? (given.settlement_utr ?? null) : null,
    settledAt: settled && given.settled_at ? given.settled_at * 1000 : null,
  };
};

/** What the bank was paid: the lines say what went into it, and need not add up to it. Left out where it is not told. */
const paidBy = async (wire: Wire, id: string): Promise<number | undefined> => {
  if (!ids.settlement.test(id)) return undefined;
  try {
    const found = await wire.ask({
      what: `show settlement ${id}`,
      repeatable: true,
      send: (sdk) => sdk.settlements.fetch(id),
      answer: settlement,
      fits: (one) => one.id === id,
    });
    return found.amount;
  } catch (problem) {
    if (problem instanceof ProviderRefusal) return undefined;
    throw problem;
  }
};

const withAmounts = async (wire: Wire, lines: readonly SettlementLine[]): Promise<SettlementLine[]> => {
  const amounts = new Map<string, number | undefined>();
  for (const id of new Set(lines.flatMap((line) => line.settlement ?? [])))
    amounts.set(id, await paidBy(wire, id));
  return lines.map((line) => {
    const settlementAmount = line.settlement === null ? undefined : amounts.get(line.settlement);
    return settlementAmount === undefined ? line : { ...line, settlementAmount };
  });
};

const dayOf = (day: string) => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!year) throw new ProviderRefusal('DAY_ILL_FORMED', 'A day is written like 2026-11-22');
  return { year: Number(year), month: Number(month), day: Number(date) };
};

const disputeStates = {
  open: 'open',
  under_review: 'open',
  action_required: 'open',
  won: 'won',
  lost: 'lost',
} as const;

/** `closed` says that it is over and not how: what was kept of the money says it. */
export const toDispute = (given: DisputeAnswer): ProviderDispute => {
  const amount = given.amount_deducted ?? 0;
  const closed = amount > 0 ? 'lost' : 'won';
  return {
    id: given.id,
    paymentId: given.payment_id,
    state: given.status === 'closed' ? closed : disputeStates[given.status],
    amount,
    at: given.created_at * 1000,
  };
};

export const settlementsAt = (wire: Wire): Required<Pick<OnlinePayments, 'settlements' | 'disputesOf'>> => ({
  settlements: async (day) => {
    const asked = dayOf(day);
    const items = await everyPage(wire, {
      what: `list what was settled on ${day}`,
      item: settlementLine,
      size: 1_000,
      fetch: (sdk, page) => sdk.settlements.reports({ ...asked, ...page }),
      keyOf: (one) => `${one.type} ${one.entity_id} ${one.settlement_id ?? ''}`,
    });
    return withAmounts(wire, items.map(toLine));
  },
  disputesOf: async (paymentId) => {
    const id = checked('payment', paymentId);
    const items = await everyPage(wire, {
      what: `list the disputes of ${id}`,
      item: dispute,
      size: 100,
      fetch: (sdk, page) => sdk.disputes.all(page),
      keyOf: (one) => one.id,
    });
    return items.filter((one) => one.payment_id === id).map(toDispute);
  },
});
