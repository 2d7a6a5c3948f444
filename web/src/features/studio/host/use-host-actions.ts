import { useCallback, useMemo, useState } from 'react';
import { editVariant } from '#contracts/catalog';
import type { LiveState } from '#contracts/live';
import { featureProduct, type RunSheetEntry, setLivePrice } from '#contracts/sales';
import { type Money, toMoney } from '#contracts/values';
import { call } from '../../../lib/api.ts';
import { useMoney } from '../../../lib/shop.ts';
import { useStatus } from '../../../ui/status.tsx';
import { nextToFeature } from '../run-sheet/order.ts';
import type { HostSession } from './host-session.ts';
import { pricesNow, type Restore, stockNow } from './undo.ts';

export interface HostActions {
  feature: (productId: string | null) => Promise<void>;
  /** Puts the next product on screen and says which; null where there is none. */
  featureNext: () => Promise<RunSheetEntry | null>;
  /** `price` null goes back to the usual one; without a variant it is for all of them. Throws the refusal. */
  setPrice: (entry: RunSheetEntry, price: Money | null, variantId?: string) => Promise<void>;
  /** Pieces more or fewer. Throws the refusal. */
  changeStock: (entry: RunSheetEntry, variantId: string, by: number) => Promise<void>;
  undo: (id: number, restore: Restore) => Promise<void>;
  /** Why the last press did nothing; null once one succeeds. */
  failure: unknown;
  /** The same for what the keyboard and the buttons do, whose refusal has no field to stand beside. */
  quietly: (work: Promise<unknown>) => void;
}

const postPrice = (id: string, body: { productId: string; variantId?: string; price: Money | null }) =>
  call(setLivePrice, { params: { id }, body });

/** What a host does while the sale is on. The room tells everybody, this page included: nothing is drawn ahead of it. */
export const useHostActions = (session: HostSession, live: LiveState): HostActions => {
  const money = useMoney();
  const { say } = useStatus();
  const [failure, setFailure] = useState<unknown>(null);
  const { saleId } = session;
  const { runSheet, featured } = live;

  const remember = useCallback(
    (words: string, restore: Restore) =>
      session.dispatch({ type: 'changed', undo: { id: session.nextChange(), words, restore } }),
    [session],
  );

  const feature = useCallback(
    async (productId: string | null) => {
      await call(featureProduct, { params: { id: saleId }, body: { productId } });
      setFailure(null);
    },
    [saleId],
  );

  const featureNext = useCallback(async () => {
    const next = nextToFeature(runSheet, featured);
    if (!next) return null;
    await feature(next.productId);
    say(`${next.title} is on screen`);
    return next;
  }, [runSheet, featured, feature, say]);

  const setPrice: HostActions['setPrice'] = useCallback(
    async (entry, price, variantId) => {
      const before = pricesNow(entry, variantId);
      await postPrice(saleId, { productId: entry.productId, variantId, price });
      remember(price === null ? 'Back to the usual price' : `Live price ${money(price)}`, before);
    },
    [saleId, money, remember],
  );

  const changeStock: HostActions['changeStock'] = useCallback(
    async (entry, variantId, by) => {
      const before = stockNow(entry, variantId);
      await call(editVariant, { params: { id: variantId }, body: { stockBy: by } });
      setFailure(null);
      if (before?.kind === 'stock' && before.available + by <= 0)
        remember('Sold out', { ...before, by: -by });
    },
    [remember],
  );

  const undo = useCallback(
    async (id: number, restore: Restore) => {
      session.dispatch({ type: 'settled', id });
      if (restore.kind === 'stock')
        await call(editVariant, { params: { id: restore.variantId }, body: { stockBy: restore.by } });
      else
        for (const { variantId, price } of restore.prices)
          await postPrice(saleId, {
            productId: restore.productId,
            variantId,
            price: price === null ? null : toMoney(price),
          });
      say('Taken back');
    },
    [session, saleId, say],
  );

  const quietly = useCallback((work: Promise<unknown>) => void work.catch(setFailure), []);
  return useMemo(
    () => ({ feature, featureNext, setPrice, changeStock, undo, failure, quietly }),
    [feature, featureNext, setPrice, changeStock, undo, failure, quietly],
  );
};
