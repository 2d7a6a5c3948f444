import { type Money, toMoney } from '#contracts/values';

/** How many minor units make one: 100 for rupees, 1 for yen. */
export const minorUnit = (currency: string): number =>
  10 **
  (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2);

/** More digits than any price has are a slip of the finger. */
const bare = /^\d{1,10}(\.\d{1,2})?$/;

/** What a seller typed as a price, in minor units: `1899`, `₹1,899.50` and `1,899/-` are prices. Else null. */
export const parseMoney = (typed: string, unit: number): Money | null => {
  const digits = typed.replace(/^\s*(?:\p{Sc}|rs\.?)|[\s,]|\/-\s*$/giu, '');
  if (!bare.test(digits)) return null;
  const minor = Math.round(Number(digits) * unit);
  return minor > 0 ? toMoney(minor) : null;
};

/** A price as one types it: `1899`, `1899.50`. */
export const plainMoney = (minor: number, unit: number): string =>
  minor % unit === 0 ? String(minor / unit) : (minor / unit).toFixed(2);

/** A number of pieces; null for anything else. */
export const parseCount = (typed: string): number | null => {
  const digits = typed.replaceAll(/[\s,]/g, '');
  return /^\d{1,7}$/.test(digits) && Number(digits) <= 1_000_000 ? Number(digits) : null;
};
