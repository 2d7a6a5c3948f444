import type { listProducts } from '#contracts/catalog';
import type { Query, Reply } from '#contracts/route';
import { Refusal } from '../../kernel/refusal.ts';
import type { Catalog } from './context.ts';
import { type Counted, facetsOf } from './domain/facets.ts';
import {
  cursorOf,
  type ListQuery,
  type Place,
  placeOf,
  readListQuery,
  type Sort,
} from './domain/list-query.ts';
import { toCards } from './show-cards.ts';
import { countFacets, type ListPage, type ListQuestion, listPage } from './store/list.ts';

/** More products than this are not what anybody looked for. */
const mostFound = 5_000;

const badQuery = (path: string, message: string): Refusal =>
  new Refusal('request.bad-query', { fields: [{ path, message }] });

/** Postgres takes no zero byte in any text, and no product has one. */
const refuseZeroBytes = (query: Query<typeof listProducts>): void => {
  for (const [path, value] of Object.entries(query))
    if ([value].flat().some((one) => typeof one === 'string' && one.includes('\0')))
      throw badQuery(path, 'has a zero byte');
};

const readPlace = (sort: Sort, cursor: string | undefined): Place | null => {
  if (cursor === undefined) return null;
  const place = placeOf(sort, cursor);
  if (!place) throw badQuery('cursor', 'is not the `next` of a page of this list');
  return place;
};

const find = async (catalog: Catalog, query: ListQuery) =>
  query.q === null
    ? { found: null, didYouMean: null }
    : await catalog.search
        .search({ q: query.q, limit: mostFound })
        .then(({ ids, didYouMean }) => ({ found: ids, didYouMean }));

const withSellerNames = async (catalog: Catalog, sellers: Counted[]): Promise<Counted[]> => {
  const names = await catalog.accounts.names(sellers.map((one) => one.value));
  return sellers.map((one) => ({ ...one, label: names.get(one.value) ?? '' }));
};

const facetsFor = async (catalog: Catalog, question: ListQuestion) => {
  const counted = await countFacets(catalog.db, question);
  return facetsOf({ ...counted, seller: await withSellerNames(catalog, counted.seller) });
};

const nextOf = ({ sort, limit }: ListQuery, { records, total }: ListPage): string | null => {
  const last = records[limit - 1];
  return records.length > limit && last ? cursorOf(sort, { value: last.place, id: last.id, total }) : null;
};

/** A page of the products on sale, as asked for; facets come with the first. */
export const showList = async (
  catalog: Catalog,
  query: Query<typeof listProducts>,
): Promise<Reply<typeof listProducts>> => {
  refuseZeroBytes(query);
  const asked = readListQuery(query);
  const place = readPlace(asked.sort, query.cursor);
  const { found, didYouMean } = await find(catalog, asked);
  const question: ListQuestion = { ...asked, found };
  const [page, facets] = await Promise.all([
    listPage(catalog.db, question, place),
    place === null ? facetsFor(catalog, question) : null,
  ]);
  return {
    items: await toCards(catalog, page.records.slice(0, asked.limit)),
    next: nextOf(question, page),
    total: page.total,
    facets,
    didYouMean,
  };
};
