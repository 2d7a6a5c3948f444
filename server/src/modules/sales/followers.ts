import { Coalescer } from './coalescer.ts';
import type { SalesDeps } from './deps.ts';

/** The socket room of those who look at a product outside a sale. */
export const productRoom = (productId: string): string => `product:${productId}`;

/** At most ten a second for each product. */
const tellEvery = 100;

/** Tells those who look at a product's page that its stock or a price has changed. */
export interface Followers {
  changed(productId: string, variantId: string): void;
  stop(): void;
}

export const openFollowers = ({ realtime, catalog, log }: SalesDeps): Followers => {
  const changed = new Map<string, Set<string>>();
  const tell = async (productId: string) => {
    const variantIds = changed.get(productId);
    changed.delete(productId);
    const [entry] = await catalog.entries([productId]);
    for (const { id, available, price, compareAt, live } of entry?.variants ?? []) {
      if (!variantIds?.has(id)) continue;
      const change = { productId, variantId: id, available, price, compareAt, live };
      realtime.emit(productRoom(productId), 'catalog:changed', change);
    }
  };
  const out = new Coalescer<null>(tellEvery, (productId) => {
    tell(productId).catch((problem: unknown) =>
      log.warn({ err: problem, productId }, 'followers could not be told'),
    );
  });
  return {
    changed: (productId, variantId) => {
      if (realtime.count(productRoom(productId)) === 0) return;
      changed.set(productId, (changed.get(productId) ?? new Set()).add(variantId));
      out.put(productId, null);
    },
    stop: () => out.stop(),
  };
};
