import type { Address } from '#contracts/accounts';
import type { TrustLevel } from '#contracts/trust';
import { toMoney } from '#contracts/values';
import { type Happened, judge, readHistory } from '../src/modules/trust/index.ts';
import { pune } from './orders.ts';
import { type Chance, seeded } from './random.ts';
import { defaultTrust } from './trust.ts';

/**
 * Promise P25's model. Who a buyer is stands in `kind`, and only the world reads it: the ladder is given what a
 * shop would know, which is what happened before to the account and the phone, the address and the amount.
 * The figures are assumptions, written here so that everyone can doubt them; docs/trust.md says why these.
 */
export const rtoWorld = {
  /** Of all buyers. The rest are good. */
  bad: { prankster: 0.04, refuser: 0.006, careless: 0.02 },
  /** Orders a buyer would place in a year, on average. */
  ordersOf: { good: 3, prankster: 4, refuser: 10, careless: 3 },
  /** Of bad buyers, those who come as a new visitor each time, with the same phone. */
  comesAnew: 0.5,
  /** Types the code that was sent. A prankster's number is not theirs. */
  confirms: { good: 0.99, prankster: 0, refuser: 0.65, careless: 0.99 },
  /** Pays a part beforehand rather than leave. */
  prepays: { good: 0.7, prankster: 0, refuser: 0.05, careless: 0.6 },
  /** The parcel comes back, once it was sent. */
  comesBack: { good: 0.004, prankster: 1, refuser: 0.6, careless: 0.12 },
  /** Who paid a part mostly takes the parcel. */
  comesBackPrepaid: 0.05,
  /** Types an address that looks wrong. */
  typesBadly: { good: 0.01, prankster: 0.5, refuser: 0.02, careless: 0.5 },
  largeOrder: 0.04,
} as const;

type Kind = keyof typeof rtoWorld.confirms;
const day = 86_400_000;
const year = 365 * day;

interface Buyer {
  kind: Kind;
  accountId: string;
  phone: string;
  comesAnew: boolean;
}
interface Wish {
  at: number;
  buyer: Buyer;
}
/** A parcel on its way, and what will be told of it. */
interface Parcel {
  accountId: string;
  phone: string;
  confirmed: boolean;
  happened: Omit<Happened, 'sure'>;
}

export interface RtoReport {
  orders: number;
  seed: number;
  shipped: number;
  rto: number;
  /** Of parcels that were sent. */
  rtoShare: number;
  byKind: Record<Kind, { orders: number; shipped: number; rto: number; refused: number; asked: number }>;
  /** Of good buyers' orders: refused cash; and asked to pay a part beforehand. */
  goodRefusedShare: number;
  goodAskedShare: number;
  /** Refusals without a reason or without a way up. */
  unexplained: number;
}

const kindOf = (chance: Chance, refuser: number): Kind => {
  const bad = { ...rtoWorld.bad, refuser };
  let point = chance.next();
  for (const kind of ['prankster', 'refuser', 'careless'] as const) {
    if (point < bad[kind]) return kind;
    point -= bad[kind];
  }
  return 'good';
};

/** So many wishes to buy for cash, spread over a year, oldest first. */
const wishes = ({ orders, refusers }: { orders: number; refusers: number }, chance: Chance): Wish[] => {
  const all: Wish[] = [];
  for (let number = 0; all.length < orders; number += 1) {
    const kind = kindOf(chance, refusers);
    const comesAnew = kind !== 'good' && chance.chance(rtoWorld.comesAnew);
    const phone = `+9197${String(number).padStart(8, '0')}`;
    const buyer = { kind, accountId: `buyer-${number}`, phone, comesAnew };
    const wanted = 1 + chance.below(2 * rtoWorld.ordersOf[kind] - 1);
    for (let order = 0; order < wanted && all.length < orders; order += 1)
      all.push({ at: chance.below(year), buyer });
  }
  return all.sort((one, other) => one.at - other.at);
};

const badAddresses: readonly Partial<Address>[] = [
  { line: 'asdfgh' },
  { line: 'xx' },
  { line: 'aaaaaa bbbbbb' },
  { pin: '000000' },
  { pin: '110001' },
  { line: '12' },
];
const addressOf = ({ kind, phone }: Buyer, chance: Chance): Address => ({
  ...pune,
  phone,
  ...(chance.chance(rtoWorld.typesBadly[kind]) ? chance.one(badAddresses) : {}),
});

const causeOf = (kind: Kind, chance: Chance): string => {
  if (kind === 'refuser' || kind === 'prankster') return 'refused';
  if (kind === 'careless') return 'address';
  return chance.one(['not-home', 'not-home', 'address', 'courier']);
};

const means = { code: true, online: true, india: true, write: (amount: number) => String(amount) };

/** The shop: what it knows, and what the ladder makes of it. */
const openShop = () => {
  const parcels: Parcel[] = [];
  const byAccount = new Map<string, Parcel[]>();
  const byPhone = new Map<string, Parcel[]>();
  const put = (map: Map<string, Parcel[]>, key: string, parcel: Parcel): void =>
    void map.set(key, [...(map.get(key) ?? []), parcel]);
  return {
    parcels,
    send(parcel: Parcel): void {
      parcels.push(parcel);
      put(byAccount, parcel.accountId, parcel);
      put(byPhone, parcel.phone, parcel);
    },
    judge({
      accountId,
      address,
      total,
      now,
    }: {
      accountId: string;
      address: Address;
      total: number;
      now: number;
    }) {
      const own = byAccount.get(accountId) ?? [];
      const others = (byPhone.get(address.phone) ?? []).filter((one) => one.accountId !== accountId);
      const known = [
        ...own.map(({ happened }) => ({ ...happened, sure: true })),
        ...others.map(({ happened, confirmed }) => ({ ...happened, sure: confirmed })),
      ].filter(({ at }) => at <= now);
      const openPurchases = [...own, ...others].filter(({ happened }) => happened.at > now).length;
      const history = readHistory(known, { override: null, now });
      const weighed = { history, openPurchases, address, total: toMoney(total), categories: [] };
      return judge(weighed, defaultTrust, means);
    },
  };
};

const emptyReport = (orders: number, seed: number): RtoReport => {
  const none = () => ({ orders: 0, shipped: 0, rto: 0, refused: 0, asked: 0 });
  return {
    orders,
    seed,
    shipped: 0,
    rto: 0,
    rtoShare: 0,
    byKind: { good: none(), prankster: none(), refuser: none(), careless: none() },
    goodRefusedShare: 0,
    goodAskedShare: 0,
    unexplained: 0,
  };
};

/** One wish as it went, for who wants to play it again elsewhere. */
export interface PlayedWish {
  at: number;
  accountId: string;
  address: Address;
  total: number;
  level: TrustLevel;
  reasons: readonly string[];
  /** What became of the parcel, where one was sent. */
  parcel: Parcel | null;
}

interface Play {
  shop: ReturnType<typeof openShop>;
  chance: Chance;
  report: RtoReport;
  ladder: boolean;
  watch(played: PlayedWish): void;
}

/** Whether the buyer goes along with what the ladder asks. */
const agrees = (level: TrustLevel, kind: Kind, chance: Chance): boolean => {
  if (level === 'code') return chance.chance(rtoWorld.confirms[kind]);
  return level === 'plain' || chance.chance(rtoWorld.prepays[kind]);
};

const deliver = (
  { shop, chance, report }: Play,
  { at, buyer }: Wish,
  sent: Omit<Parcel, 'happened'> & { level: TrustLevel },
): Parcel => {
  const { kind } = buyer;
  const { level, ...parcel } = sent;
  const usual = rtoWorld.comesBack[kind];
  const isBack = chance.chance(level === 'part-prepaid' ? Math.min(rtoWorld.comesBackPrepaid, usual) : usual);
  const cause = isBack ? causeOf(kind, chance) : null;
  const arrives = at + (4 + chance.below(5)) * day;
  report.byKind[kind].shipped += 1;
  if (isBack) report.byKind[kind].rto += 1;
  const happened = { kind: isBack ? 'rto' : 'delivered', cause, cash: true, at: arrives } as const;
  const complete = { ...parcel, happened };
  shop.send(complete);
  return complete;
};

const play = (given: Play, wish: Wish, number: number): void => {
  const { shop, chance, report, ladder } = given;
  const { at, buyer } = wish;
  const { kind, phone } = buyer;
  const accountId = buyer.comesAnew ? `visitor-${number}` : buyer.accountId;
  const total = chance.chance(rtoWorld.largeOrder) ? 600_000 : 60_000;
  const address = addressOf(buyer, chance);
  const terms = shop.judge({ accountId, address, total, now: at });
  const played = {
    at,
    accountId,
    address,
    total,
    level: terms.level,
    reasons: terms.reasons.map(({ code }) => code),
  };
  const level = ladder ? terms.level : 'plain';
  const told = report.byKind[kind];
  told.orders += 1;
  if (level === 'part-prepaid') told.asked += 1;
  if (level === 'prepaid-only') {
    told.refused += 1;
    if (terms.reasons.length === 0 || terms.wayUp === null) report.unexplained += 1;
    return given.watch({ ...played, parcel: null });
  }
  const sent = { accountId, phone, confirmed: level === 'code', level };
  const parcel = agrees(level, kind, chance) ? deliver(given, wish, sent) : null;
  given.watch({ ...played, parcel });
};

/**
 * Replays so many wishes to buy for cash through the real ladder. `ladder: false` sends every parcel, which is what
 * the shop would suffer without it.
 */
export const replayCodOrders = (given: {
  orders: number;
  seed: number;
  ladder?: boolean;
  /** Of all buyers, those who refuse six parcels in ten; the model's own share unless said. */
  refusers?: number;
  watch?(played: PlayedWish): void;
}): RtoReport => {
  const { orders, seed, ladder = true, refusers = rtoWorld.bad.refuser, watch = () => undefined } = given;
  const chance = seeded(seed);
  const report = emptyReport(orders, seed);
  const shop = openShop();
  for (const [number, wish] of wishes({ orders, refusers }, chance).entries())
    play({ shop, chance, report, ladder, watch }, wish, number);
  const all = Object.values(report.byKind);
  report.shipped = all.reduce((sum, one) => sum + one.shipped, 0);
  report.rto = all.reduce((sum, one) => sum + one.rto, 0);
  report.rtoShare = report.rto / report.shipped;
  report.goodRefusedShare = report.byKind.good.refused / report.byKind.good.orders;
  report.goodAskedShare = report.byKind.good.asked / report.byKind.good.orders;
  return report;
};
