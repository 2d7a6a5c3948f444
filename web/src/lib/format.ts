const locale = 'en-IN';

/** Turns minor units (paise) into `₹1,899` or `₹1,899.50`: no decimals where there are none. */
export const moneyFormat = (currency: string): ((minor: number) => string) => {
  const digits = new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits;
  const unit = 10 ** (digits ?? 2);
  const style = { style: 'currency', currency } as const;
  const whole = new Intl.NumberFormat(locale, {
    ...style,
    minimumFractionDigits: 0,
    maximumFractionDigits: 0,
  });
  const exact = new Intl.NumberFormat(locale, style);
  return (minor) => (minor % unit === 0 ? whole : exact).format(minor / unit);
};

/** `12,48,000`: grouped as in India. */
export const count = (value: number): string => value.toLocaleString(locale);

/** `1 product`, `12 products`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

const timeOf = (at: number) =>
  new Date(at).toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit', hour12: true });
const dayNumber = (at: number) => {
  const day = new Date(at);
  return Math.round(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate()) / 86_400_000);
};

/** A moment in the viewer's own zone, as one says it: `today at 8:45 pm`, `Sun, 23 Nov at 8:00 pm`. */
export const moment = (at: number, now: number): string => {
  const distance = dayNumber(at) - dayNumber(now);
  const near = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' }[distance];
  const far = new Date(at).toLocaleDateString(locale, { weekday: 'short', day: 'numeric', month: 'short' });
  return `${near ?? far} at ${timeOf(at)}`;
};

/** `2 d 4 h`, `3 h 12 min`, `12 min 5 s`, `48 s`: what is left, in its two largest units. */
export const timeLeft = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const units = [
    { name: 'd', size: 86_400 },
    { name: 'h', size: 3600 },
    { name: 'min', size: 60 },
    { name: 's', size: 1 },
  ];
  const first = units.findIndex((unit) => seconds >= unit.size);
  if (first === -1) return '0 s';
  let rest = seconds;
  const parts = units.slice(first, first + 2).map((unit) => {
    const amount = Math.floor(rest / unit.size);
    rest -= amount * unit.size;
    return amount > 0 ? `${amount} ${unit.name}` : '';
  });
  return parts.filter(Boolean).join(' ');
};

/** `size: M, colour: Rani pink` as `M, Rani pink`. */
export const optionWords = (options: Record<string, string>): string => Object.values(options).join(', ');

/** Units one can buy, in words. */
export const stockWords = (available: number): string =>
  available > 0 ? `${count(available)} left` : 'Sold out';

/** The two letters that stand in for a seller's picture: `Asha Looms` is `AL`. */
export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();

export const capitalise = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
