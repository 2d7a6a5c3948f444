import type { Reply } from '#contracts/route';
import type { rtoFigures } from '#contracts/trust';

export type Figures = Reply<typeof rtoFigures>;
export type RtoRow = Figures['byPin'][number];

/** As `rtoFigures` counts them; one that is not known here is said as it is. */
const causes: Record<string, string> = {
  refused: 'Refused at the door',
  'not-home': 'Nobody at home',
  address: 'Wrong address',
  courier: 'The courier’s doing',
  seller: 'The seller’s doing',
  other: 'Something else',
};
export const causeWords = (cause: string): string => causes[cause] ?? cause;

/** `2 of 61` is `3.3%`; nothing shipped is no rate at all. */
export const rate = ({ shipped, rto }: { shipped: number; rto: number }): string =>
  shipped === 0 ? '–' : `${(Math.round((rto / shipped) * 1000) / 10).toLocaleString('en-IN')}%`;

/** Causes that happened, the most frequent first. */
export const byCause = (counts: Record<string, number>): { cause: string; parcels: number }[] =>
  Object.entries(counts)
    .map(([cause, parcels]) => ({ cause, parcels }))
    .filter(({ parcels }) => parcels > 0)
    .sort((one, other) => other.parcels - one.parcels);

/** The cause that happened most, for a row's last column. */
export const mainCause = (row: RtoRow): string => {
  const [first] = byCause(row.causes);
  return first ? causeWords(first.cause) : '';
};
