/** One question a buyer answers: `size` with `S, M, L`, as typed. */
export interface OptionDraft {
  /** What it is known by while its name is being typed. */
  id: number;
  name: string;
  values: string;
}

export interface VariantDraft {
  options: Record<string, string>;
  price: string;
  stock: string;
  sku: string;
}

/** `S, M, L` as three values, each once, in the order typed. */
export const valuesOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,;\n]/)
      .map((value) => value.trim())
      .filter(Boolean),
  ),
];

/** Every combination of the options' values; one without options where there are none. */
export const combine = (options: readonly Omit<OptionDraft, 'id'>[]): Record<string, string>[] =>
  options
    .map(({ name, values }) => ({ name: name.trim().toLowerCase(), values: valuesOf(values) }))
    .filter(({ name, values }) => name !== '' && values.length > 0)
    .reduce<Record<string, string>[]>(
      (rows, { name, values }) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
      [{}],
    );

const keyOf = (options: Record<string, string>) => JSON.stringify(Object.entries(options).sort());

/** The rows for these options; what was typed before for the same combination stays, new ones begin like the first. */
export const rowsFor = (
  options: readonly Omit<OptionDraft, 'id'>[],
  before: readonly VariantDraft[],
): VariantDraft[] => {
  const known = new Map(before.map((row) => [keyOf(row.options), row]));
  const first = before[0];
  return combine(options).map(
    (combination) =>
      known.get(keyOf(combination)) ?? {
        options: combination,
        price: first?.price ?? '',
        stock: first?.stock ?? '',
        sku: '',
      },
  );
};

export const mostVariants = 250;
