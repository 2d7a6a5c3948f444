/** What a cell says: a number, or why it says none, as the end of a sentence about the cell. */
export type Read = { value: number; currency?: string | undefined } | { reason: string };

/** The zeros of scripts whose ten digits follow one another: Arabic, Persian and the Indian ones. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66];

const asciiDigits = (text: string): string =>
  text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = zeros.find((one) => code >= one && code <= one + 9);
    return zero === undefined ? digit : String(code - zero);
  });

const signs: Record<string, string> = { '₹': 'INR', RS: 'INR', 'RS.': 'INR', '€': 'EUR', '£': 'GBP' };
/** A sign or code before or after the number; `1,099/-` is how rupees are written by hand. */
const shape =
  /^(?<before>\p{Sc}|[a-z]{2,3}\.?)?\s*(?<number>[\d.,'’\s]+?)\s*(?<after>\/-|\p{Sc}|[a-z]{3})?$/iu;

/** `1,899` and `1,00,000`; also `1.899.000`, `1'899` and `1 899`. */
const isGrouped = (text: string, sign: string): boolean => {
  const groups = text.split(sign);
  const last = groups.at(-1) ?? '';
  return (
    groups.length > 1 &&
    /^\d{1,3}$/.test(groups[0] ?? '') &&
    last.length === 3 &&
    groups.slice(1).every((one) => /^\d{2,3}$/.test(one))
  );
};

/** Which sign stands before the fraction; null when there is none, undefined when nobody can know. */
const fractionSign = (text: string): string | null | undefined => {
  const [comma, dot] = [text.lastIndexOf(','), text.lastIndexOf('.')];
  if (comma < 0 && dot < 0) return null;
  if (comma >= 0 && dot >= 0) return comma > dot ? ',' : '.';
  const sign = comma >= 0 ? ',' : '.';
  const times = text.split(sign).length - 1;
  const digitsAfter = text.length - 1 - Math.max(comma, dot);
  if (times > 1) return isGrouped(text, sign) ? null : undefined;
  if (digitsAfter !== 3) return sign;
  // `1,899` is how this country groups; `1.899` may be one and a bit, or nearly two thousand.
  return sign === ',' ? null : undefined;
};

const decimal = (text: string): { whole: string; fraction: string } | undefined => {
  const sign = fractionSign(text);
  if (sign === undefined) return undefined;
  const at = sign === null ? text.length : text.lastIndexOf(sign);
  const whole = text.slice(0, at);
  const fraction = text.slice(at + 1);
  const grouping = /[.,'’\s]/.exec(whole)?.[0];
  if (!/^\d*$/.test(fraction) || (sign !== null && fraction === '')) return undefined;
  if (grouping && !isGrouped(whole, grouping)) return undefined;
  return { whole: grouping ? whole.split(grouping).join('') : whole, fraction };
};

/** The most a price may be, in whole units: far above any, far below where numbers get holes. */
const mostWhole = 1_000_000_000;

/** Digits after the point of a currency: two for rupees, none for yen. */
export const fractionDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

const toMinor = ({ whole, fraction }: { whole: string; fraction: string }, digits: number): Read => {
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > digits) return { reason: `has more than ${digits} digits after the point` };
  const value = Number(whole || '0') * 10 ** digits + Number(kept.padEnd(digits, '0') || '0');
  if (Number(whole) > mostWhole) return { reason: 'is too large' };
  return value > 0 ? { value } : { reason: 'must be above zero' };
};

/** A price in the currency's smallest unit; what is unclear is never guessed. */
export const readPrice = (cell: string, digits: number): Read => {
  const text = asciiDigits(cell).trim();
  if (text === '') return { reason: 'is missing' };
  if (/^[^\d]*[-−(]/.test(text) && /\d/.test(text)) return { reason: 'is negative' };
  const { before, number, after } = shape.exec(text)?.groups ?? {};
  if (number === undefined || !/\d/.test(number)) return { reason: `is no price: ${cell.slice(0, 40)}` };
  const parts = decimal(number.trim());
  if (!parts) return { reason: `is not clear: ${cell.slice(0, 40)}` };
  const named = (before ?? (after === '/-' ? undefined : after))?.toUpperCase();
  const read = toMinor(parts, digits);
  return 'value' in read
    ? { ...read, currency: named && (signs[named] ?? (/^[A-Z]{3}$/.test(named) ? named : undefined)) }
    : read;
};

const mostStock = 1_000_000;

/** How many there are; negative numbers, which Shopify has for what was oversold, come as they are. */
export const readCount = (cell: string): Read => {
  const text = asciiDigits(cell).trim();
  if (!/^-?[\d,]+(\.0+)?$/.test(text) || !/\d/.test(text))
    return { reason: `is no whole number: ${cell.slice(0, 40)}` };
  const value = Number(text.replaceAll(',', ''));
  return value > mostStock ? { reason: `is more than ${mostStock.toLocaleString('en')}` } : { value };
};
