/** Units of one variant. */
export interface Line {
  variantId: string;
  quantity: number;
}

/**
 * One line a variant, in the order of ids: everybody who takes rows of several variants takes them in this
 * order, so that two buyers never wait for each other.
 */
export const mergeLines = (lines: readonly Line[]): Line[] => {
  const units = new Map<string, number>();
  for (const { variantId, quantity } of lines) units.set(variantId, (units.get(variantId) ?? 0) + quantity);
  return [...units]
    .map(([variantId, quantity]) => ({ variantId, quantity }))
    .sort((one, other) => (one.variantId < other.variantId ? -1 : 1));
};

const dayLength = 86_400_000;
/** The UTC day of an instant, counted from 1970. */
export const dayOf = (at: number): number => Math.floor(at / dayLength);

/** Bestsellers look back this far. */
export const bestsellerDays = 30;
