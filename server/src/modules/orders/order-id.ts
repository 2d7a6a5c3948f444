import { derivedId } from '../../kernel/ids.ts';

/** The id of one seller's order in a purchase of several. */
export const orderIdOf = (purchaseId: string, sellerId: string): string => derivedId(purchaseId, sellerId);
