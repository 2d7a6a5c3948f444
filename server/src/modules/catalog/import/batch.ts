import type { Tx } from '../../../db/connection.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { SheetProduct } from '../domain/sheet.ts';
import type { Upserted } from '../sheet-content.ts';
import type { Draft, ImagePlace, Item } from './assemble.ts';
import type { ImportDeps } from './context.ts';
import type { ErrorsFile } from './errors-file.ts';
import { type Note, tally } from './notes.ts';
import { findPicture } from './pictures.ts';
import { type Counts, ImportStore, type Progress, type StoredImport } from './store.ts';
import type { Rejected } from './variants.ts';

export interface Work {
  deps: ImportDeps;
  given: StoredImport;
  errors: ErrorsFile;
}

type FoundImage = { id: string } | { url: string; alt: string };
interface Ready {
  draft: Draft;
  images: FoundImage[];
}

const asAddress = (place: string): string | undefined => {
  const address = place.startsWith('//') ? `https:${place}` : place;
  return /^https?:\/\//i.test(address) && URL.canParse(address) && address.length <= 2_000
    ? address
    : undefined;
};

const findImage = async (
  { deps, given }: Work,
  { place, alt, line }: ImagePlace,
  draft: Draft,
): Promise<FoundImage | Note> => {
  const url = asAddress(place);
  if (url) return { url, alt: (alt || draft.title).slice(0, 200) };
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(place))
    return { kind: 'picture-address', example: `line ${line}: ${place.slice(0, 60)}` };
  const lot = given.pictures && { senderId: given.senderId, pictures: given.pictures };
  const id = lot ? await findPicture(deps, lot, place) : undefined;
  return id ? { id } : { kind: 'picture-missing', example: `line ${line}: ${place.slice(0, 60)}` };
};

/** Finds the pictures that were sent along; those with a web address come later by themselves. */
const findImages = async (work: Work, draft: Draft): Promise<{ ready: Ready; notes: Note[] }> => {
  const found = await Promise.all(draft.images.map((one) => findImage(work, one, draft)));
  const images = found.filter((one): one is FoundImage => !('kind' in one));
  return { ready: { draft, images }, notes: found.filter((one): one is Note => 'kind' in one) };
};

const toProducts = async (work: Work, tx: Tx, ready: readonly Ready[]): Promise<SheetProduct[]> => {
  const asked = ready.flatMap(({ images }) => images.flatMap((one) => ('url' in one ? [one] : [])));
  const ids = await work.deps.media.addByUrls(asked, tx);
  const byAddress = new Map(asked.map(({ url }, at) => [url, ids[at] ?? '']));
  return ready.map(({ draft, images }) => {
    const { images: _places, ...product } = draft;
    const own = images.map((one) => ('id' in one ? one.id : (byAddress.get(one.url) ?? '')));
    return { ...product, sellerId: work.given.sellerId, images: [...new Set(own)] };
  });
};

interface Outcome {
  done: readonly Upserted[];
  /** About pictures, which are looked for last. */
  notes: readonly Note[];
  errorsLength: number;
}

const add = (one: Counts, other: Counts): Counts => ({
  created: one.created + other.created,
  updated: one.updated + other.updated,
  unchanged: one.unchanged + other.unchanged,
});

const progressAfter = (
  before: Progress,
  items: readonly Item[],
  { done, notes, errorsLength }: Outcome,
): Progress => {
  const products: Counts = { created: 0, updated: 0, unchanged: 0 };
  for (const { product } of done) products[product] += 1;
  const sum = (count: (item: Item) => number) => items.reduce((all, item) => all + count(item), 0);
  return {
    items: before.items + items.length,
    rows: before.rows + sum(({ rows }) => rows.length),
    products: add(before.products, products),
    variants: done.map(({ variants }) => variants).reduce(add, before.variants),
    rejected: before.rejected + sum(({ rejected }) => rejected.length),
    notes: tally(before.notes, [...items.flatMap((item) => item.notes), ...notes]),
    errorsLength,
  };
};

/** Puts products into the shop and notes how far the import is, both or neither. */
const commit = async (work: Work, before: Progress, items: readonly Item[]): Promise<Progress> => {
  const found = await Promise.all(
    items.flatMap(({ product }) => (product ? [findImages(work, product)] : [])),
  );
  const notes = found.flatMap((one) => one.notes);
  const errorsLength = await work.errors.add(
    before.errorsLength,
    items.flatMap(({ rejected }) => rejected),
  );
  const { db, upsertProducts } = work.deps;
  return db.transaction(async (tx) => {
    const done = await upsertProducts(
      tx,
      await toProducts(
        work,
        tx,
        found.map(({ ready }) => ready),
      ),
    );
    const progress = progressAfter(before, items, { done, notes, errorsLength });
    const ours = await new ImportStore(tx).save(work.given.id, before.items, progress);
    if (!ours) throw new Error('Another run of this import is further');
    return progress;
  });
};

const refused = (item: Item, { message }: Refusal): Item => {
  const told = new Set(item.rejected.map(({ row }) => row));
  const rest: Rejected[] = item.rows.filter((row) => !told.has(row)).map((row) => ({ row, reason: message }));
  return { ...item, product: null, rejected: [...item.rejected, ...rest] };
};

/** The same one product at a time, when one of a batch is refused: it must not keep the others out. */
export const commitItems = async (
  work: Work,
  before: Progress,
  items: readonly Item[],
): Promise<Progress> => {
  try {
    return await commit(work, before, items);
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    const [only, ...others] = items;
    if (only && others.length === 0) return commit(work, before, [refused(only, problem)]);
  }
  let progress = before;
  for (const item of items) progress = await commitItems(work, progress, [item]);
  return progress;
};
