import { buyerAt, openMoneyShop } from './money-shop.ts';
import { type Held, inParallel, type LeoPromise, type Rig } from './promise.ts';

/** What the long form must reach; the short one only counts. */
const goals = { sqlite: 60, postgres: 100 };
const slowest = 1_000;

const at = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

const keep = async ({ database, full, open, seed }: Rig): Promise<Held> => {
  const buyers = full ? 3_000 : 40;
  const fresh = await open();
  const shop = await openMoneyShop(fresh, { seed });
  try {
    const variantId = await shop.product(buyers);
    const times: number[] = [];
    const errors = new Set<string>();
    const started = performance.now();
    await inParallel(buyers, 16, async (index) => {
      const buyer = buyerAt(shop.url, index);
      const begun = performance.now();
      const placed = await shop.place(buyer, { lines: [{ variantId, quantity: 1 }] });
      if (!placed.order) return void errors.add(placed.end);
      const proof = { ...(await shop.payAtProvider(placed.order)) };
      const paid = await shop.bring(buyer, placed.order, proof);
      if (!paid.body.order) errors.add(paid.body.error?.code ?? String(paid.status));
      times.push(performance.now() - begun);
    });
    const seconds = (performance.now() - started) / 1_000;
    await shop.app.drain();
    const books = await shop.books();
    const truth = await shop.double.control.truth();
    const { body } = await shop.owner.send<{ items: { state: string }[] }>(
      'GET',
      '/api/studio/orders?state=awaiting-payment',
    );
    if (body.items.length > 0) errors.add('not confirmed');
    const captured = truth.payments.filter((one) => one.status === 'captured').length;
    const sorted = times.sort((one, other) => one - other);
    const [perSecond, p99] = [Math.round(buyers / seconds), at(sorted, 0.99)];
    const exact = captured === buyers && errors.size === 0 && books.agree;
    const fast = !full || (perSecond >= goals[database] && p99 < slowest);
    const figures = { buyers, captured, perSecond, p50: at(sorted, 0.5), p99, errors: [...errors].join(' ') };
    return { holds: exact && fast, figures };
  } finally {
    await shop.close();
    await fresh.end();
  }
};

/** The whole of a checkout with nothing but the provider played: HTTP, stock, payment, proof, capture, books. */
export const hotProduct: LeoPromise = {
  id: 'P15',
  says: 'a hot product keeps up',
  keep,
};
