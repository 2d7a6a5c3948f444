import type { listProducts } from '#contracts/catalog';
import type { Query } from '#contracts/route';
import type { Prepared } from '../../kernel/http/serve.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Catalog } from './context.ts';
import { KeptAnswers, type Question } from './kept-answers.ts';
import { showList } from './list-products.ts';
import { toCards } from './show-cards.ts';
import { showProduct } from './show-product.ts';
import { bestsellers } from './store/list.ts';

const limits = { answers: 2_000, bytes: 48 * 1024 * 1024 };
/** Another process of the shop may have changed something without a word to this one. */
const longestKept = 5_000;
/** What sold most may be a second old: each order changes it. */
const bestsellersKept = 1_000;
/** Nobody asks a question as long as this twice. */
const longestKey = 1_000;

/** The pages everybody asks for, read and serialised once for as long as nothing they show has changed. */
export const publicAnswers = (catalog: Catalog) => {
  const kept = new KeptAnswers(limits);
  const { freshness } = catalog;
  const ask = (
    question: Omit<Question, 'isFresh'>,
    isFresh: Question['isFresh'],
    longest = longestKept,
  ): Promise<Prepared> => {
    const at = catalog.clock.now();
    return kept.answer(
      { ...question, isFresh: (one) => at - one.at < longest && isFresh(one) },
      { at, count: freshness.now },
    );
  };

  return {
    list: async (query: Query<typeof listProducts>) => {
      const read = () => showList(catalog, query);
      const key = `list ${JSON.stringify(query)}`;
      if (key.length > longestKey) return read();
      const longest = query.sort === 'bestselling' ? bestsellersKept : longestKept;
      return ask(
        { key, read: async () => ({ reply: await read(), productId: null }) },
        ({ readAt }) => freshness.listsAreFresh(readAt),
        longest,
      );
    },
    bestsellers: (limit: number) =>
      ask(
        {
          key: `bestsellers ${limit}`,
          read: async () => ({
            reply: { items: await toCards(catalog, await bestsellers(catalog.db, limit)) },
            productId: null,
          }),
        },
        ({ readAt }) => freshness.listsAreFresh(readAt),
        bestsellersKept,
      ),
    product: (slugOrId: string) =>
      ask(
        {
          key: `product ${slugOrId}`,
          read: async () => {
            const product = await showProduct(catalog, slugOrId);
            if (!product) throw new Refusal('product.unknown');
            return { reply: { product }, productId: product.id };
          },
        },
        ({ readAt, productId }) => productId !== null && freshness.productIsFresh(productId, readAt),
      ),
  };
};
