import type { ShopSettings } from '#contracts/shop-settings';

/** How wide a terminal is at least; `Output.line` puts two spaces in front. */
const width = 78;

/** Text over as many lines as it takes, none wider than the terminal; a word that is wider stays whole. */
export const wrapped = (text: string, indent: number): string[] => {
  const room = width - indent;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => ' '.repeat(indent) + line);
};

type Settings = Pick<ShopSettings, 'currency' | 'locale'>;

/** Amounts of the books as people write them: `₹1,299.00`, `500 coins`. */
export const amounts = ({ currency, locale }: Settings) => {
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = money.resolvedOptions().maximumFractionDigits ?? 2;
  const coins = new Intl.NumberFormat(locale);
  return (unit: 'INR' | 'COIN', amount: number): string =>
    unit === 'COIN'
      ? `${coins.format(amount)} ${Math.abs(amount) === 1 ? 'coin' : 'coins'}`
      : money.format(amount / 10 ** digits);
};

export const times = ({ locale }: Settings) => {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  return (at: number): string => format.format(at);
};
