import type { Address } from '#contracts/accounts';
import type { ShopSettings } from '#contracts/shop-settings';
import type { TrustLevel, TrustReason } from '#contracts/trust';
import { type Money, toMoney } from '#contracts/values';
import { judgeAddress } from './address.ts';
import { goodOrdersToNext, type History, levelOf, rungOf } from './history.ts';

/** What the shop can do at all. */
export interface Means {
  /** A code can be sent to this buyer. */
  code: boolean;
  /** There is a way to pay a part beforehand. */
  online: boolean;
  /** PIN codes are India's. */
  india: boolean;
  /** Money as the buyer reads it. */
  write(amount: Money): string;
}
export interface Weighed {
  history: History;
  /** Purchases in cash that are on their way to this buyer. */
  openPurchases: number;
  address: Address;
  total: Money;
  categories: readonly string[];
}
type Settings = ShopSettings['trust'];
/** One thing that speaks against plain cash. */
interface Finding extends TrustReason {
  level: TrustLevel;
  wayUp: string;
}
export interface Terms {
  level: TrustLevel;
  reasons: TrustReason[];
  advance: Money;
  wayUp: string | null;
  cash: boolean;
}

/** So many purchases in cash may be on their way before the first has arrived. */
const openAtFirst = 2;
const payOnline = 'Pay this order online; it then comes as it is.';
const plural = (count: number, one: string, many: string): string =>
  count === 1 ? `One ${one}` : `${count} ${many}`;

const nextLevel: Record<TrustLevel, string> = {
  plain: '',
  code: 'cash without a code',
  'part-prepaid': 'cash with a one-time code',
  'prepaid-only': 'cash with a part paid beforehand',
};

const wayUpOf = (points: number): string => {
  const orders = plural(goodOrdersToNext(points), 'order', 'orders');
  const verb = goodOrdersToNext(points) === 1 ? 'arrives and is' : 'arrive and are';
  return `${orders} more that ${verb} kept, and you have ${nextLevel[levelOf(points)]}.`;
};

const byHistory = ({ points, counts, override, asOverridden }: History): Finding[] => {
  const level = levelOf(points);
  if (level === 'plain') return [];
  const wayUp = wayUpOf(points);
  if (override && asOverridden)
    return [{ code: 'override', says: `The shop has decided: ${override.reason}`, level, wayUp }];
  const others = counts.rto - counts.refused;
  const told: [string, number, string][] = [
    [
      'refused',
      counts.refused,
      `${plural(counts.refused, 'parcel was', 'parcels were')} refused at the door.`,
    ],
    ['rto', others, `${plural(others, 'parcel', 'parcels')} came back to the shop.`],
    [
      'disputed',
      counts.disputed,
      `${plural(counts.disputed, 'dispute was', 'disputes were')} ruled against you.`,
    ],
    [
      'cancelled-late',
      counts.cancelledLate,
      `${plural(counts.cancelledLate, 'order was', 'orders were')} cancelled after packing.`,
    ],
  ];
  const found = told.filter(([, count]) => count > 0).map(([code, , says]) => ({ code, says, level, wayUp }));
  if (found.length > 0) return found;
  return [{ code: 'phone', says: 'Parcels for this phone number came back before.', level, wayUp }];
};

/** An operator who has set a buyer free, and was not wrong about it until now. */
const isTrusted = ({ override, asOverridden }: History): boolean =>
  override?.level === 'plain' && asOverridden;

const byBeginning = (
  { history, openPurchases }: Pick<Weighed, 'history' | 'openPurchases'>,
  settings: Settings,
): Finding[] => {
  if (!history.isFirst || isTrusted(history)) return [];
  const wayUp = 'Once your first order in cash has arrived, this is not asked for any more.';
  const found: Finding[] = [];
  if (settings.codeForFirst)
    found.push({ code: 'first-order', says: 'It is your first order in cash.', level: 'code', wayUp });
  if (openPurchases >= openAtFirst)
    found.push({
      code: 'open-orders',
      says: `${openPurchases} orders in cash are on their way to you, and none has arrived yet.`,
      level: 'part-prepaid',
      wayUp,
    });
  return found;
};

const bySize = ({ history, total }: Weighed, { codeFrom }: Settings, { write }: Means): Finding[] => {
  if (codeFrom === null || total < codeFrom || isTrusted(history)) return [];
  const says = `It is an order of ${write(codeFrom)} or more.`;
  return [{ code: 'large-order', says, level: 'code', wayUp: `Smaller orders are not asked for this.` }];
};

const byAddress = ({ address }: Weighed, { india }: Means): Finding[] =>
  judgeAddress(address, india).map(({ weight, says }) => ({
    code: 'address',
    says,
    level: weight === 'unusable' ? 'part-prepaid' : 'code',
    wayUp: 'Write the house, the street and the area in full, and look at the PIN code and the state again.',
  }));

const plainPin = (pin: string): string => pin.replace(/\s/g, '').toUpperCase();
const plainCategory = (category: string): string => category.trim().toLowerCase();

/** What no history and no operator’s word changes. */
const byRule = ({ address, total, categories }: Weighed, settings: Settings, { write }: Means): Finding[] => {
  const found: Finding[] = [];
  const no = (code: string, says: string, wayUp = payOnline): void =>
    void found.push({ code, says, level: 'prepaid-only', wayUp });
  if (settings.blockedPins.some((pin) => plainPin(pin) === plainPin(address.pin)))
    no('blocked-pin', `No cash is taken in ${address.pin}.`);
  const blocked = new Set(settings.blockedCategories.map(plainCategory));
  const product = categories.find((category) => blocked.has(plainCategory(category)));
  if (product !== undefined) no('product', `${product} is not sold for cash.`);
  if (settings.cashLimit !== null && total > settings.cashLimit)
    no(
      'cash-limit',
      `Cash is taken up to ${write(settings.cashLimit)}.`,
      `Pay it online, or order for less than ${write(settings.cashLimit)}.`,
    );
  return found;
};

/** Two things that each ask for a code are one rung further down together. */
const together = (found: readonly Finding[]): TrustLevel => {
  const worst = found.reduce((rung, { level }) => Math.max(rung, rungOf(level)), 0);
  const codes = new Set(found.filter(({ level }) => level === 'code').map(({ code }) => code));
  if (worst === rungOf('code') && codes.size > 1) return 'part-prepaid';
  return (['plain', 'code', 'part-prepaid', 'prepaid-only'] as const)[worst] ?? 'prepaid-only';
};

/** The nearest rung the shop has the means for. A shop that can neither send a code nor be paid online trusts. */
const possible = (level: TrustLevel, { code, online }: Means): TrustLevel => {
  if (level === 'part-prepaid' && !online) return code ? 'code' : 'plain';
  if (level === 'code' && !code) return online ? 'part-prepaid' : 'plain';
  return level;
};

/** In whole paise and never less than a rupee, which is the least a provider takes. */
const advanceOf = (total: Money, basisPoints: number): Money =>
  toMoney(
    Math.min(
      total,
      Math.max(
        100,
        Math.floor(total / 10_000) * basisPoints + Math.ceil(((total % 10_000) * basisPoints) / 10_000),
      ),
    ),
  );

/** On which rung a purchase stands, and why. */
export const judge = (weighed: Weighed, settings: Settings, means: Means): Terms => {
  const found = [
    ...byRule(weighed, settings, means),
    ...byHistory(weighed.history),
    ...byBeginning(weighed, settings),
    ...byAddress(weighed, means),
    ...bySize(weighed, settings, means),
  ].sort((one, other) => rungOf(other.level) - rungOf(one.level));
  const canPrepay = means.online && settings.advanceBasisPoints > 0;
  const wanted = together(found);
  const level = possible(wanted, { ...means, online: canPrepay });
  const reasons = level === 'plain' ? [] : found.map(({ code, says }) => ({ code, says }));
  if (wanted === 'code' && level === 'part-prepaid')
    reasons.push({ code: 'no-code', says: 'The shop cannot send you a code, so a part is paid beforehand.' });
  return {
    level,
    reasons,
    advance: level === 'part-prepaid' ? advanceOf(weighed.total, settings.advanceBasisPoints) : toMoney(0),
    wayUp: level === 'plain' ? null : (found[0]?.wayUp ?? null),
    cash: level !== 'prepaid-only',
  };
};

/** The same of a buyer without an order: their history, and whether they are new. */
export const standingOf = (
  history: History,
  settings: Settings,
): { level: TrustLevel; reasons: TrustReason[]; wayUp: string | null } => {
  const found = [...byHistory(history), ...byBeginning({ history, openPurchases: 0 }, settings)];
  const [first] = found;
  if (!first) return { level: 'plain', reasons: [], wayUp: null };
  const reasons = found.map(({ code, says }) => ({ code, says }));
  return { level: together(found), reasons, wayUp: first.wayUp };
};
