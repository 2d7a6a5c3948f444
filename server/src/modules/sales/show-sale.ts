import type { RunSheetEntry, Sale, SaleState } from '#contracts/sales';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { Sales } from './context.ts';
import { readPlace, writePlace } from './cursor.ts';
import type { StoredSale } from './domain.ts';
import { SoldStore } from './sold-store.ts';
import { SaleStore } from './store.ts';

/** How many products a card of a sale shows. */
const previewed = 4;
/** A sale that did not start is announced this long after its time, then only its seller sees it. */
const announcedFor = 12 * 3_600_000;
/** After every id. */
const lastId = 'g';

interface Page<T> {
  items: T[];
  next: string | null;
}

/** Stored sales as pages show them. */
export const toSales = async (sales: Sales, stored: readonly StoredSale[]): Promise<Sale[]> => {
  const { media, accounts, catalog, db, rooms } = sales;
  const sheets = await new SaleStore(db).runSheets(stored.map((one) => one.id));
  const firstOf = (id: string) => (sheets.get(id) ?? []).slice(0, previewed);
  const [covers, names, cards] = await Promise.all([
    media.images(stored.flatMap((one) => one.coverId ?? [])),
    accounts.names(stored.map((one) => one.sellerId)),
    catalog.cards([...new Set(stored.flatMap((one) => firstOf(one.id)))]),
  ]);
  const cardOf = new Map(cards.map((card) => [card.id, card]));
  return stored.map((one) => ({
    id: one.id,
    title: one.title,
    state: one.state,
    seller: { id: one.sellerId, name: names.get(one.sellerId) ?? '' },
    cover: (one.coverId && covers.get(one.coverId)) || null,
    scheduledFor: one.scheduledFor,
    startedAt: one.startedAt,
    endedAt: one.endedAt,
    products: sheets.get(one.id)?.length ?? 0,
    preview: firstOf(one.id).flatMap((id) => cardOf.get(id) ?? []),
    watching: rooms.get(one.id)?.room.watching ?? 0,
  }));
};

export const toSale = async (sales: Sales, stored: StoredSale): Promise<Sale> => {
  const [sale] = await toSales(sales, [stored]);
  if (!sale) throw new Refusal('sale.unknown');
  return sale;
};

/** Live sales, then the next ones; or those of one state. */
export const listSales = async (
  sales: Sales,
  { state, cursor, limit }: { state?: SaleState | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<Sale>> => {
  const found = await new SaleStore(sales.db).list(state ? [state] : ['live', 'scheduled'], {
    after: cursor === undefined ? null : readPlace(cursor),
    since: sales.clock.now() - announcedFor,
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return { items: await toSales(sales, page), next: last ? writePlace(last) : null };
};

/** A seller's own sales, or all of them for an operator, newest first. */
export const listOwnSales = async (
  sales: Sales,
  who: Who,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<Sale>> => {
  const found = await new SaleStore(sales.db).listNewest({
    sellerId: who.role === 'operator' ? null : who.accountId,
    before: cursor ?? lastId,
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const next = found.length > limit ? (page.at(-1)?.id ?? null) : null;
  return { items: await toSales(sales, page), next };
};

interface Shown {
  sale: Sale;
  runSheet: RunSheetEntry[];
  recap: { sold: { productId: string; title: string; units: number }[] } | null;
}

/** One sale with its run sheet; once it has ended, with what it sold. */
export const showSale = async (sales: Sales, id: string): Promise<Shown> => {
  const store = new SaleStore(sales.db);
  const stored = await store.find(id);
  if (!stored) throw new Refusal('sale.unknown');
  const [sale, runSheet, sold] = await Promise.all([
    toSale(sales, stored),
    store.runSheet(id).then((ids) => sales.catalog.entries(ids)),
    stored.state === 'ended' ? new SoldStore(sales.db).of(id) : null,
  ]);
  return { sale, runSheet, recap: sold && { sold } };
};
