/** INR in paise; coins one by one. 100 coins are ₹1, so one coin is worth one paisa. */
export type Unit = 'INR' | 'COIN';
/** The side on which an account grows. */
export type Side = 'debit' | 'credit';

interface Class {
  title: string;
  unit: Unit;
  normal: Side;
  /** Never below zero: an entry that would take it there is refused. */
  guarded: boolean;
}

const of =
  (unit: Unit, normal: Side) =>
  (title: string, guarded = false): Class => ({ title, unit, normal, guarded });
const asset = of('INR', 'debit');
const debt = of('INR', 'credit');
const wallet = of('COIN', 'credit');
const mint = of('COIN', 'debit');
const guarded = true;

/** The chart of accounts. What stands after a colon in an account's name is whose it is. */
const chart = {
  '1100': asset('Balance at the payment provider'),
  '1150': asset('Cash with the courier', guarded),
  '1170': asset('Seller’s share held by the provider', guarded),
  '1180': asset('Disputed, taken by the provider', guarded),
  '1200': asset('Bank'),
  '1300': asset('Recoverable from the seller', guarded),
  '2100': debt('Buyer’s money held', guarded),
  '2200': debt('Payable to the seller', guarded),
  '2300': debt('Refund owed to the buyer', guarded),
  '2400': debt('Taxes collected'),
  '2500': debt('Leo Coins outstanding', guarded),
  '2700': debt('Money that belongs to no order', guarded),
  '2800': debt('Owed to couriers'),
  '4100': debt('Commission'),
  '4200': debt('Fees for cash and returns'),
  '4300': debt('Coins that expired'),
  '5100': asset('Provider’s fees'),
  '5200': asset('Freight'),
  '5300': asset('Coins given to buyers'),
  '5400': asset('Chargebacks'),
  '5410': asset('Cash that never came'),
  coins: wallet('Coins of the buyer', guarded),
  issued: mint('Coins issued'),
  redeemed: wallet('Coins redeemed'),
  expired: wallet('Coins expired'),
  clawed: wallet('Coins clawed back'),
} as const satisfies Record<string, Class>;
export type ClassCode = keyof typeof chart;

/** Classes that have an account for each order, seller, refund, payment, parcel or buyer. */
const split: readonly string[] = ['1150', '1170', '1300', '2100', '2200', '2300', '2700', 'coins'];

/** The account's names, made in one place. */
export const accountOf = {
  gateway: '1100',
  collected: (courier: string, awb: string) => `1150:${courier}/${awb}`,
  transfer: (sellerId: string, orderId: string) => `1170:${sellerId}/${orderId}`,
  disputed: '1180',
  bank: '1200',
  recoverable: (sellerId: string) => `1300:${sellerId}`,
  held: (orderId: string) => `2100:${orderId}`,
  payable: (sellerId: string) => `2200:${sellerId}`,
  refund: (refundId: string) => `2300:${refundId}`,
  taxes: '2400',
  coinsOutstanding: '2500',
  unapplied: (providerPaymentId: string) => `2700:${providerPaymentId}`,
  logistics: '2800',
  commission: '4100',
  fees: '4200',
  breakage: '4300',
  gatewayFees: '5100',
  freight: '5200',
  loyalty: '5300',
  chargebacks: '5400',
  shortfall: '5410',
  wallet: (accountId: string) => `coins:${accountId}`,
  issued: 'issued',
  redeemed: 'redeemed',
  expired: 'expired',
  clawed: 'clawed',
} as const;

/** `2100` of `2100:ORDER`. */
export const classCodeOf = (account: string): string => {
  const colon = account.indexOf(':');
  return colon < 0 ? account : account.slice(0, colon);
};

/** The class of an account; undefined where the chart has no such account. */
export const classOf = (account: string): Class | undefined => {
  const code = classCodeOf(account);
  const known: Record<string, Class> = chart;
  const isSplit = account.length > code.length + 1;
  return Object.hasOwn(known, code) && split.includes(code) === isSplit ? known[code] : undefined;
};

const known = (account: string): Class => {
  const found = classOf(account);
  if (!found) throw new Error(`The chart has no account ${account}`);
  return found;
};
export const titleOf = (account: string): string => classOf(account)?.title ?? account;
export const unitOf = (account: string): Unit => known(account).unit;
export const isGuarded = (account: string): boolean => known(account).guarded;
/** What a line adds to its account's balance. */
export const growthOf = (line: { account: string; debit: number; credit: number }): number =>
  known(line.account).normal === 'debit' ? line.debit - line.credit : line.credit - line.debit;
