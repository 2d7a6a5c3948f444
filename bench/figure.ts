/** One measured claim: what it is, beside a raw limit of the same run where there is one. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** The same thing without Leo, on this machine, in this run. */
  raw?: { name: string; value: number };
  /** value / raw. */
  ratio?: number;
  goal?: string;
  /** What else was seen on the way. */
  about?: Record<string, number>;
}

export const round = (value: number): number => Number(value.toPrecision(value >= 100 ? 5 : 3));

export const figure = (one: Omit<Figure, 'ratio'>): Figure => ({
  ...one,
  value: round(one.value),
  ...(one.raw && {
    raw: { ...one.raw, value: round(one.raw.value) },
    ratio: round(one.value / one.raw.value),
  }),
});

/** The value below which this share of all lies. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};
