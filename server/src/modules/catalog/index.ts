import type { Product, ProductCard } from '#contracts/catalog';
import type { RunSheetEntry } from '#contracts/sales';
import type { Tx } from '../../db/connection.ts';
import type { AnyReaction } from '../../kernel/events/outbox.ts';
import type { AnyServed } from '../../kernel/http/serve.ts';
import type { SearchDocument } from '../../kernel/search.ts';
import type { Catalog, CatalogDeps } from './context.ts';
import type { SheetProduct } from './domain/sheet.ts';
import type { Line } from './domain/stock.ts';
import { giveBackStock, releaseStock, takeStock } from './end-hold.ts';
import { Freshness } from './freshness.ts';
import { type HoldRequest, holdStock } from './hold-stock.ts';
import { type ErrorsFileOf, imports } from './import/index.ts';
import { catalogJobs } from './jobs.ts';
import { endLivePrices, type LivePrice, setLivePrice } from './live-price.ts';
import { type QuotedLine, quote } from './quote.ts';
import { catalogReactions } from './reactions.ts';
import { type Restock, restock } from './restock.ts';
import { catalogRoutes } from './routes.ts';
import { allDocuments, fillSearch } from './search-documents.ts';
import { type SaleRequest, sellStock } from './sell-stock.ts';
import type { Upserted } from './sheet-content.ts';
import { showCards, showEntries } from './show-cards.ts';
import { showProduct } from './show-product.ts';
import { sellersOf, someSellers } from './store/products.ts';
import { upsertProducts } from './upsert-products.ts';

export type { CatalogDeps } from './context.ts';
export type { SheetProduct, SheetVariant } from './domain/sheet.ts';
export type { Line } from './domain/stock.ts';
export type { HoldRequest } from './hold-stock.ts';
export { readPrice } from './import/numbers.ts';
export type { LivePrice } from './live-price.ts';
export type { QuotedLine } from './quote.ts';
export type { Upserted } from './sheet-content.ts';

export interface CatalogApi {
  /** Cards of published products, in this order; unknown ones are left out. */
  cards(productIds: readonly string[]): Promise<ProductCard[]>;
  /** A published product. */
  product(slugOrId: string): Promise<Product | undefined>;
  /** Published products as a live room needs them, in this order; unknown ones are left out. */
  entries(productIds: readonly string[]): Promise<RunSheetEntry[]>;
  sellerOf(productIds: readonly string[]): Promise<Map<string, string>>;
  /** Some who have products here, at most so many. */
  sellers(most: number): Promise<string[]>;
  /** What lines cost now. Refuses `variant.unknown`. */
  quote(lines: readonly Line[]): Promise<QuotedLine[]>;
  /** Takes units out of stock until a deadline. Refuses `stock.sold-out` and `variant.unknown`. */
  hold(request: HoldRequest, tx: Tx): Promise<void>;
  release(holdId: string, tx: Tx): Promise<void>;
  /** Refuses `stock.sold-out` when the hold ran out and the units are gone. */
  take(holdId: string, tx: Tx): Promise<void>;
  /** Holds and takes at once. Refuses `stock.sold-out` and `variant.unknown`; nothing happens for an id that has its units. */
  sell(request: SaleRequest, tx: Tx): Promise<void>;
  giveBack(holdId: string, tx: Tx): Promise<void>;
  /** Units that came back from a buyer go on sale again, once. */
  restock(units: Restock, tx: Tx): Promise<void>;
  setLivePrice(price: LivePrice, tx: Tx): Promise<void>;
  endLivePrices(saleId: string, tx: Tx): Promise<void>;
  upsertProducts(tx: Tx, products: readonly SheetProduct[]): Promise<Upserted[]>;
  allDocuments(afterId: string | null, limit: number): Promise<SearchDocument[]>;
  fillSearch(): Promise<void>;
  /** The file of the rows an import did not take, for those who may have it. */
  importErrors: ErrorsFileOf;
}

const apiOf = (catalog: Catalog): Omit<CatalogApi, 'importErrors'> => ({
  cards: (productIds) => showCards(catalog, productIds),
  product: (slugOrId) => showProduct(catalog, slugOrId),
  entries: (productIds) => showEntries(catalog, productIds),
  sellerOf: (productIds) => sellersOf(catalog.db, productIds),
  sellers: (most) => someSellers(catalog.db, most),
  quote: (lines) => quote(catalog, lines),
  hold: (request, tx) => holdStock(catalog, request, tx),
  release: (holdId, tx) => releaseStock(catalog, tx, { holdId, to: 'released' }),
  take: (holdId, tx) => takeStock(catalog, holdId, tx),
  sell: (request, tx) => sellStock(catalog, request, tx),
  giveBack: (holdId, tx) => giveBackStock(catalog, holdId, tx),
  restock: (units, tx) => restock(catalog, units, tx),
  setLivePrice: (price, tx) => setLivePrice(catalog, price, tx),
  endLivePrices: (saleId, tx) => endLivePrices(catalog, saleId, tx),
  upsertProducts: (tx, products) => upsertProducts(catalog, tx, products),
  allDocuments: (afterId, limit) => allDocuments(catalog, afterId, limit),
  fillSearch: () => fillSearch(catalog),
});

/** Products, their stock and their prices. */
export const catalog = (deps: CatalogDeps) => {
  const own: Catalog = { ...deps, freshness: new Freshness() };
  // The index is a moment behind the database: what was searched for meanwhile is asked for anew.
  deps.search.onRenewed?.(() => own.freshness.touch([], { lists: true }));
  const routes: AnyServed[] = catalogRoutes(own);
  const reactions: AnyReaction[] = catalogReactions(own);
  const api = apiOf(own);
  const sheets = imports({ ...own, upsertProducts: api.upsertProducts });
  return {
    api: { ...api, importErrors: sheets.errorsFile },
    routes: [...routes, ...sheets.routes],
    jobs: [...catalogJobs(own), ...sheets.jobs],
    reactions,
  };
};
