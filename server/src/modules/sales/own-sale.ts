import type { Connection } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import { refusalTo, runs, type StoredSale } from './domain.ts';
import { SaleStore } from './store.ts';

/** A sale that this account runs, locked; another seller's is as unknown as one that does not exist. */
export const ownSale = async (
  db: Connection,
  { who, id }: { who: Who; id: string },
  action?: Parameters<typeof refusalTo>[0],
): Promise<StoredSale> => {
  const sale = await new SaleStore(db).lock(id);
  if (!sale || !runs(who, sale.sellerId)) throw new Refusal('sale.unknown');
  const refusal = action && refusalTo(action, sale.state);
  if (refusal) throw new Refusal(refusal);
  return sale;
};
