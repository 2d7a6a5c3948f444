import type { Image } from '#contracts/media';
import type { Reply, RouteDefinition } from '#contracts/route';
import type { EventName, EventPayload } from '../../sdk/events.ts';
import { inProcessQueue } from '../src/adapters/in-process/queue.ts';
import { openSheets } from '../src/adapters/sheets/index.ts';
import type { Database, Tx } from '../src/db/connection.ts';
import { openOutbox } from '../src/kernel/events/relay.ts';
import { parseWith } from '../src/kernel/http/parse.ts';
import { type AnyServed, Prepared } from '../src/kernel/http/serve.ts';
import { newId } from '../src/kernel/ids.ts';
import { Refusal } from '../src/kernel/refusal.ts';
import type { SearchDocument } from '../src/kernel/search.ts';
import type { Who } from '../src/kernel/who.ts';
import { catalog, type SheetProduct, type SheetVariant } from '../src/modules/catalog/index.ts';
import type { PictureState } from '../src/modules/media/index.ts';
import { fakeClock } from './clock.ts';
import { silentLog } from './log.ts';

/** A search index that finds what is told to it: the products whose title has the words. */
const fakeSearch = () => {
  const documents = new Map<string, SearchDocument>();
  return {
    documents,
    search: async ({ q, limit }: { q: string; limit: number }) => {
      const ids = [...documents.values()]
        .filter(({ title }) => title.toLowerCase().includes(q.toLowerCase()))
        .map(({ id }) => id);
      return { ids: ids.slice(0, limit), didYouMean: ids.length > 0 ? null : 'saree' };
    },
    replaceAll: async (all: AsyncIterable<SearchDocument>) => {
      documents.clear();
      for await (const one of all) documents.set(one.id, one);
    },
    put: async (some: readonly SearchDocument[]) => some.forEach((one) => documents.set(one.id, one)),
    remove: async (ids: readonly string[]) => ids.forEach((id) => documents.delete(id)),
    stop: async () => undefined,
  };
};

/** Pictures as media would know them. */
const fakeMedia = () => {
  const known = new Map<string, Image>();
  const failed = new Map<string, PictureState>();
  return {
    known,
    failed,
    ready(id = newId()): string {
      known.set(id, { id, alt: '', width: 960, height: 1280, widths: [320, 640, 960], placeholder: null });
      return id;
    },
    images: async (ids: readonly string[]) =>
      new Map(ids.flatMap((id): [string, Image][] => (known.has(id) ? [[id, known.get(id)!]] : []))),
    add: async (): Promise<Image> => {
      throw new Refusal('image.unreadable');
    },
    addByUrls: async (pictures: readonly { url: string }[]) => pictures.map(() => newId()),
    states: async (ids: readonly string[]) =>
      new Map(
        ids.flatMap((id): [string, PictureState][] => {
          const state = known.has(id)
            ? { state: 'ready' as const, source: null, reason: null }
            : failed.get(id);
          return state ? [[id, state]] : [];
        }),
      ),
  };
};

let sheetRows = 0;
/** A variant as a sheet says it: one of stock at ₹499 unless told otherwise. */
export const sheetVariant = (given: Partial<SheetVariant> = {}): SheetVariant => {
  sheetRows += 1;
  return { key: `v${sheetRows}`, sku: null, options: {}, price: 49_900, compareAt: null, stock: 1, ...given };
};

/** A product as a sheet says it, with one variant unless told otherwise. */
export const sheetProduct = (sellerId: string, given: Partial<SheetProduct> = {}): SheetProduct => {
  sheetRows += 1;
  return {
    sellerId,
    source: { key: `p${sheetRows}` },
    title: `Kurta ${sheetRows}`,
    description: '',
    category: null,
    tags: [],
    optionNames: [],
    variants: [sheetVariant()],
    images: [],
    published: true,
    ...given,
  };
};

interface Asked {
  query?: object;
  params?: object;
  body?: object;
  who?: Who;
}

/** Asks a module's route as the router would: parsed input in, JSON out. */
export const asker =
  (routes: readonly AnyServed[]) =>
  async <R extends RouteDefinition>(route: R, asked: Asked = {}): Promise<Reply<R>> => {
    const served = routes.find((one) => one.route === route)!;
    const call = {
      params: await parseWith(route.params, asked.params ?? {}, 'request.bad-query'),
      query: await parseWith(route.query, asked.query ?? {}, 'request.bad-query'),
      body: await parseWith(route.body, asked.body ?? {}, 'request.invalid'),
      who: asked.who ?? null,
    };
    const reply: unknown = await served.handler(call as never);
    const json = reply instanceof Prepared ? reply.json.toString() : JSON.stringify(reply);
    return (await parseWith(route.reply, JSON.parse(json), 'request.invalid')) as Reply<R>;
  };

/** Catalog alone on a database, with fakes for what it uses. */
export const openCatalog = (db: Database, clock = fakeClock()) => {
  const jobs = inProcessQueue({ db, clock, log: silentLog });
  const outbox = openOutbox({ db, clock, log: silentLog, jobs });
  const media = fakeMedia();
  const search = fakeSearch();
  const names = new Map<string, string>();
  const accounts = {
    names: async (ids: readonly string[]) => new Map(ids.map((id) => [id, names.get(id) ?? 'Meera Designs'])),
    findByEmail: async () => undefined,
  };
  const sheets = { sheets: openSheets(), importsFolder: '/nowhere', currency: 'INR' };
  const made = catalog({ db, clock, log: silentLog, outbox, jobs, accounts, media, search, ...sheets });
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction(work);
  const stockOf = async (variantId: string) => {
    const [row] = await db.rows<{ available: number; held: number }>(
      'SELECT available, held FROM catalog_variants WHERE id = $1',
      [variantId],
    );
    return row;
  };
  return {
    ...made,
    db,
    clock,
    jobs,
    outbox,
    media,
    search,
    names,
    inTx,
    ask: asker(made.routes),
    stockOf,
    sellerId: newId(),
    /** Puts products in as a sheet would; answers them as buyers see them. */
    async add(...products: SheetProduct[]) {
      const done = await inTx((tx) => made.api.upsertProducts(tx, products));
      return Promise.all(done.map(async ({ productId }) => (await made.api.product(productId))!));
    },
    /** Every fact of a name told so far, oldest first. */
    async told<N extends EventName>(name: N): Promise<EventPayload<N>[]> {
      const rows = await db.rows<{ payload: string }>(
        'SELECT payload FROM kernel_outbox WHERE name = $1 ORDER BY id',
        [name],
      );
      return rows.map((row) => JSON.parse(row.payload) as EventPayload<N>);
    },
    /** Lets catalog's jobs run that are due. */
    async runJob(jobName: string) {
      const job = made.jobs.find((one) => one.name === jobName)!;
      await job.run({} as never, { id: newId(), attempt: 1, signal: new AbortController().signal });
    },
  };
};
