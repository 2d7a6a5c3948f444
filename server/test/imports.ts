import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { getImport, type SheetImport, startImport, uploadImportPicture } from '#contracts/imports';
import { inProcessQueue } from '../src/adapters/in-process/queue.ts';
import { openSheets } from '../src/adapters/sheets/index.ts';
import type { Database } from '../src/db/connection.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { openOutbox } from '../src/kernel/events/relay.ts';
import type { AnyServed } from '../src/kernel/http/serve.ts';
import { newId } from '../src/kernel/ids.ts';
import { Refusal } from '../src/kernel/refusal.ts';
import type { Who } from '../src/kernel/who.ts';
import { catalog } from '../src/modules/catalog/index.ts';
import { silentLog } from './log.ts';

/** Media that believes every picture but those that say they are none. */
const fakeMedia = () => {
  const ids = new Map<string, string>();
  const idFor = (what: string): string => {
    const id = ids.get(what) ?? newId();
    ids.set(what, id);
    return id;
  };
  return {
    ids,
    images: async () => new Map(),
    states: async () => new Map(),
    add: async (given: { alt: string } & ({ stream: Readable } | { file: string })) => {
      const bytes = 'stream' in given ? await buffer(given.stream) : readFileSync(given.file);
      if (bytes.toString() === 'no picture') throw new Refusal('image.unreadable');
      const id = idFor(createHash('sha1').update(bytes).digest('hex'));
      return { id, alt: given.alt, width: 1, height: 1, widths: [1], placeholder: null };
    },
    addByUrls: async (pictures: readonly { url: string; alt: string }[]) =>
      pictures.map(({ url }) => idFor(url)),
  };
};

const noSearch = {
  search: async () => ({ ids: [], didYouMean: null }),
  replaceAll: async () => undefined,
  put: async () => undefined,
  remove: async () => undefined,
  stop: async () => undefined,
};

/** A variant with its product, as the tables have them. */
interface StockedRow {
  slug: string;
  title: string;
  tags: string;
  options: string;
  [column: string]: string | number | null;
}

export interface ImportShopOptions {
  folder?: string;
  currency?: string;
  /** Accounts by e-mail, for whom an operator may import. */
  accounts?: Record<string, { id: string; role: string }>;
}

/** A catalogue that takes sheets, with a folder of its own. */
export const openImportShop = (
  db: Database,
  { folder, currency = 'INR', accounts = {} }: ImportShopOptions = {},
) => {
  const importsFolder = folder ?? mkdtempSync(join(tmpdir(), 'leo-imports-'));
  const log = silentLog;
  const jobs = inProcessQueue({ db, clock: systemClock, log });
  const outbox = openOutbox({ db, clock: systemClock, log, jobs });
  const media = fakeMedia();
  const shop = catalog({
    db,
    clock: systemClock,
    log,
    outbox,
    jobs,
    media,
    search: noSearch,
    sheets: openSheets(),
    importsFolder,
    currency,
    accounts: {
      names: async (ids) => new Map(ids.map((id) => [id, 'Meera'])),
      findByEmail: async (email) => accounts[email],
    },
  });
  const seller: Who = { accountId: newId(), role: 'seller', name: 'Meera' };
  const call = async <T>(route: unknown, given: object): Promise<T> => {
    const served = shop.routes.find((one: AnyServed) => one.route === route);
    return (await served?.handler({ who: seller, params: {}, query: {}, ...given } as never)) as T;
  };
  const send = async (
    content: string | Buffer | Readable,
    query: object = {},
    who = seller,
  ): Promise<SheetImport> => {
    const stream = content instanceof Readable ? content : Readable.from([Buffer.from(content)]);
    const reply = await call<{ import: SheetImport }>(startImport, {
      who,
      stream,
      query: { file: 'sheet.csv', ...query },
    });
    return reply.import;
  };
  const look = async (id: string, who = seller): Promise<SheetImport> =>
    (await call<{ import: SheetImport }>(getImport, { who, params: { id } })).import;
  const sendPicture = (pictures: string, path: string, content: string) =>
    call(uploadImportPicture, {
      params: { pictures },
      query: { path },
      stream: Readable.from([Buffer.from(content)]),
    });
  const importJobs = shop.jobs.filter(({ name }) => name === 'catalog.import');
  return {
    ...shop,
    db,
    jobs,
    media,
    seller,
    folder: importsFolder,
    send,
    look,
    sendPicture,
    call,
    /** Runs an import here and now, once. */
    runImport: async (id: string, signal = new AbortController().signal): Promise<void> =>
      importJobs[0]?.run({ importId: id } as never, { id, attempt: 1, signal }),
    startJobs: () => jobs.start(importJobs),
    /** Sends a sheet and waits until it is imported. */
    async take(content: string | Buffer, query: object = {}): Promise<SheetImport> {
      const { id } = await send(content, query);
      await jobs.drain();
      return look(id);
    },
    errorsOf(id: string): string {
      return readFileSync(join(importsFolder, id, 'errors.csv'), 'utf8').replace(/^\ufeff/, '');
    },
    /** What is in the shop, in the order of addresses. */
    async products() {
      const rows = await db.rows<StockedRow>(
        `SELECT p.id, p.slug, p.title, p.description, p.category, p.tags, p.state, p.seller_id, v.sku, v.options, v.price,
           v.compare_at, v.available FROM catalog_products p JOIN catalog_variants v ON v.product_id = p.id
         WHERE p.seller_id = $1 ORDER BY p.slug, v.position`,
        [seller.accountId],
      );
      return rows.map((row) => ({
        ...row,
        options: JSON.parse(row.options) as unknown,
        tags: JSON.parse(row.tags) as unknown,
      }));
    },
    async imagesOf(slug: string): Promise<string[]> {
      const rows = await db.rows<{ image_id: string }>(
        `SELECT i.image_id FROM catalog_product_images i JOIN catalog_products p ON p.id = i.product_id
         WHERE p.slug = $1 AND p.seller_id = $2 ORDER BY i.position`,
        [slug, seller.accountId],
      );
      return rows.map((row) => row.image_id);
    },
    async end(): Promise<void> {
      await jobs.stop(1_000);
      rmSync(importsFolder, { recursive: true, force: true });
    },
  };
};
export type ImportShop = ReturnType<typeof openImportShop>;
