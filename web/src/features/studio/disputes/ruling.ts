/** What a ruling gives to each side. */
export interface Sides {
  buyer: number;
  /** Before the shop's commission. */
  seller: number;
}

/** The refund goes to the buyer, all the rest to the seller: no paisa is left over. */
export const sidesOf = (total: number, refund: number): Sides => ({ buyer: refund, seller: total - refund });

/** Whether an amount can be ruled at all: from nothing to everything that was paid. */
export const canRule = (refund: number | null, total: number): refund is number =>
  refund !== null && refund >= 0 && refund <= total;

type Money = (minor: number) => string;

/** The ruling in words, before it is made. */
export const rulingWords = ({ buyer, seller }: Sides, money: Money): string => {
  if (buyer === 0)
    return `The seller gets all ${money(seller)}, less the shop’s commission. The buyer gets nothing back.`;
  if (seller === 0) return `The buyer gets all ${money(buyer)} back. The seller gets nothing.`;
  return `The buyer gets ${money(buyer)} back. The seller gets ${money(seller)}, less the shop’s commission.`;
};
