import type { Tx } from '../../db/connection.ts';
import { slugOf, slugWithEnding } from './domain/slug.ts';
import { takenSlugs } from './store/write-products.ts';

/** An address for each new product that no other has: one query for all of them. */
export const chooseSlugs = async (
  tx: Tx,
  products: readonly { id: string; name: string }[],
): Promise<Map<string, string>> => {
  const wanted = products.map(({ id, name }) => ({ id, slug: slugOf(name) }));
  const taken = await takenSlugs(
    tx,
    wanted.map((one) => one.slug),
  );
  const chosen = new Map<string, string>();
  for (const { id, slug } of wanted) {
    chosen.set(id, taken.has(slug) ? slugWithEnding(slug, id) : slug);
    taken.add(slug);
  }
  return chosen;
};
