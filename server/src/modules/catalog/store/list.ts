import type { Bind, Connection } from '../../../db/connection.ts';
import { isIn, listed } from '../../../db/many-rows.ts';
import type { Counted } from '../domain/facets.ts';
import type { ListQuery, Place, Sort } from '../domain/list-query.ts';
import { type FilterName, filterNames } from '../domain/options.ts';
import { type CardRecord, type CardRow, cardColumns, cardOf } from './products.ts';

/** What is asked, with the products the search found, best first; null where no words were given. */
export interface ListQuestion extends ListQuery {
  found: readonly string[] | null;
}

/** A statement while it is written: whom it is for, what is asked, and its binds so far. */
class Draft {
  readonly db: Connection;
  readonly question: ListQuestion;
  readonly binds: Bind[] = [];
  #found: string | undefined;

  constructor(db: Connection, question: ListQuestion) {
    this.db = db;
    this.question = question;
  }

  bind(value: Bind): string {
    return `$${this.binds.push(value)}`;
  }

  /** Bound once, however many parts of the statement begin with it. */
  bindFound(found: readonly string[]): string {
    this.#found ??= this.bind(JSON.stringify(found));
    return this.#found;
  }

  oneOf(column: string, values: readonly string[]): string {
    return isIn(this.db, column, this.bind(JSON.stringify(values)));
  }
}

type Leaving = FilterName | 'seller' | null;

/** What one variant must be, all of it at once: a blue M, not a blue L and a red M. */
const variantConditions = (draft: Draft, leaving: Leaving): string[] => {
  const { options, priceMin, priceMax } = draft.question;
  const price = 'COALESCE(v.live_price, v.price)';
  const all = filterNames
    .filter((name) => name !== leaving && options[name].length > 0)
    .map((name) => draft.oneOf(`v.${name}_key`, options[name]));
  if (priceMin !== null) all.push(`${price} >= ${draft.bind(priceMin)}`);
  if (priceMax !== null) all.push(`${price} <= ${draft.bind(priceMax)}`);
  return all;
};

const productConditions = (draft: Draft, leaving: Leaving): string[] => {
  const { sellers, category, found } = draft.question;
  const all = [`p.state = 'published'`];
  if (sellers.length > 0 && leaving !== 'seller') all.push(draft.oneOf('p.seller_id', sellers));
  if (found !== null) all.push('p.id = found.id');
  if (category !== null) all.push(`p.category_key = ${draft.bind(category)}`);
  return all;
};

const productsFrom = (draft: Draft): string => {
  const { found } = draft.question;
  if (found === null) return 'catalog_products p';
  const list = listed(draft.db, draft.bindFound(found));
  // CROSS JOIN is how SQLite is told to begin with what was found, which has no index; Postgres sees no difference.
  return `${list} AS found CROSS JOIN catalog_products p`;
};

/** `FROM … WHERE …` of the products that fit. */
const fitting = (draft: Draft, leaving: Leaving = null) => {
  const variants = variantConditions(draft, leaving);
  const where = productConditions(draft, leaving);
  if (variants.length > 0)
    where.push(`p.id IN (SELECT v.product_id FROM catalog_variants v WHERE ${variants.join(' AND ')})`);
  return { from: productsFrom(draft), where: where.join(' AND ') };
};

/** What a list is sorted by, and how; ids settle what is equal. */
const orders: Record<Sort, { value: string; by: 'ASC' | 'DESC' }> = {
  relevance: { value: 'found.place', by: 'ASC' },
  bestselling: { value: 'p.sold', by: 'DESC' },
  newest: { value: '0', by: 'DESC' },
  price: { value: 'p.price_from', by: 'ASC' },
  '-price': { value: 'p.price_from', by: 'DESC' },
};

const after = (draft: Draft, place: Place): string => {
  const { sort } = draft.question;
  const { value, by } = orders[sort];
  const than = by === 'ASC' ? '>' : '<';
  // Ids are in the order of time, so the newest need no second value, and the index is used as it is.
  if (sort === 'newest') return `p.id ${than} ${draft.bind(place.id)}`;
  return `(${value}, p.id) ${than} (${draft.bind(place.value)}, ${draft.bind(place.id)})`;
};

export interface ListPage {
  /** One more than asked for when there is another page. */
  records: (CardRecord & { place: number })[];
  total: number;
}

/** One page of a list, in one query; the first one counts the whole list on the way. */
export const listPage = async (
  db: Connection,
  question: ListQuestion,
  place: Place | null,
): Promise<ListPage> => {
  const draft = new Draft(db, question);
  const { from, where } = fitting(draft);
  const { value, by } = orders[question.sort];
  const total = place === null ? `(SELECT COUNT(*) FROM ${from} WHERE ${where})` : '0';
  const rest = place === null ? '' : ` AND ${after(draft, place)}`;
  const rows = await db.rows<CardRow & { place: number; total: number }>(
    `SELECT ${cardColumns}, ${value} AS place, ${total} AS total FROM ${from} WHERE ${where}${rest}
     ORDER BY ${sort(value, by)}p.id ${by} LIMIT ${draft.bind(question.limit + 1)}`,
    draft.binds,
  );
  return {
    records: rows.map((row) => ({ ...cardOf(row), place: row.place })),
    total: place?.total ?? rows[0]?.total ?? 0,
  };
};

const sort = (value: string, by: string): string => (value === '0' ? '' : `${value} ${by}, `);

const countOption = (draft: Draft, name: FilterName): string => {
  const where = [
    'v.product_id = p.id',
    `v.${name}_key IS NOT NULL`,
    ...variantConditions(draft, name),
    ...productConditions(draft, name),
  ];
  return `SELECT '${name}' AS name, v.${name}_key AS value, MIN(v.${name}) AS label,
      COUNT(DISTINCT p.id) AS count
    FROM ${productsFrom(draft)}${draft.question.found === null ? ', ' : ' CROSS JOIN '}catalog_variants v
    WHERE ${where.join(' AND ')} GROUP BY v.${name}_key`;
};

const countSellers = (draft: Draft): string => {
  const { from, where } = fitting(draft, 'seller');
  return `SELECT 'seller' AS name, p.seller_id AS value, '' AS label, COUNT(*) AS count
    FROM ${from} WHERE ${where} GROUP BY p.seller_id`;
};

/**
 * How many products each value of each filter would show, all filters in one query. A filter does not narrow
 * its own counts: who chose M still sees how many there are in L.
 */
export const countFacets = async (
  db: Connection,
  question: ListQuestion,
): Promise<Record<FilterName | 'seller', Counted[]>> => {
  const draft = new Draft(db, question);
  const parts = filterNames.map((name) => countOption(draft, name));
  const rows = await db.rows<Counted & { name: FilterName | 'seller' }>(
    [...parts, countSellers(draft)].join(' UNION ALL '),
    draft.binds,
  );
  const of = (wanted: string): Counted[] =>
    rows.filter((row) => row.name === wanted).map(({ value, label, count }) => ({ value, label, count }));
  return { size: of('size'), colour: of('colour'), material: of('material'), seller: of('seller') };
};

/** What sold most lately; where that is little, the newest follow. */
export const bestsellers = async (db: Connection, limit: number): Promise<CardRecord[]> => {
  const rows = await db.rows<CardRow>(
    `SELECT ${cardColumns} FROM catalog_products p WHERE p.state = 'published'
     ORDER BY p.sold DESC, p.id DESC LIMIT $1`,
    [limit],
  );
  return rows.map(cardOf);
};
