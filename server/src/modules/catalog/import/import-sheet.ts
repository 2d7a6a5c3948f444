import * as z from 'zod/mini';
import { id } from '#contracts/values';
import { type Job, type JobRun, job } from '../../../kernel/jobs/job.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Item } from './assemble.ts';
import { commitItems, type Work } from './batch.ts';
import { filesOf, type ImportDeps, type OpenedSheet, openSheet } from './context.ts';
import { ErrorsFile } from './errors-file.ts';
import { countRows, itemsOf } from './items.ts';
import { type Note, tally } from './notes.ts';
import { fractionDigits } from './numbers.ts';
import { forgetPictures } from './pictures.ts';
import { ImportStore, type Progress, type StoredImport } from './store.ts';
import type { Shop } from './variants.ts';

/** Products, and rows, in one transaction: checkouts wait behind it for some 20 ms. */
const most = { products: 100, rows: 1_000 };

const payload = z.object({ importId: id });
export type ImportJob = Job<z.infer<typeof payload>>;

const firstNotes = ({ sheet, columns }: OpenedSheet): Note[] => [
  ...columns.doubles.map((name): Note => ({ kind: 'column-double', example: name })),
  ...sheet.notes.map((example): Note => ({ kind: 'reader', example })),
];

/** Items in batches; a product that comes a second time begins a new one. */
async function* batchesOf(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  let rows = 0;
  const keys = new Set<string>();
  for await (const item of items) {
    const key = item.product?.source.key;
    const full = batch.length >= most.products || rows >= most.rows || (key !== undefined && keys.has(key));
    if (full) {
      yield batch;
      batch = [];
      rows = 0;
      keys.clear();
    }
    batch.push(item);
    rows += item.rows.length;
    if (key !== undefined) keys.add(key);
  }
  if (batch.length > 0) yield batch;
}

const readAll = async (work: Work, opened: OpenedSheet, stop: AbortSignal): Promise<Progress> => {
  const { deps, given } = work;
  const shop: Shop = {
    currency: deps.currency,
    digits: fractionDigits(deps.currency),
    plainText: deps.sheets.plainText,
  };
  const counts = await countRows(opened.sheet, opened.format, stop);
  let progress = given.progress.items === 0 ? firstProgress(work, opened) : given.progress;
  const items = itemsOf(
    opened.sheet,
    { format: opened.format, shop },
    { counts, skip: given.progress.items },
  );
  for await (const batch of batchesOf(items)) {
    // What is committed stays; the next run of the job goes on from there.
    stop.throwIfAborted();
    progress = await commitItems(work, progress, batch);
  }
  return progress;
};

const firstProgress = ({ given, errors }: Work, opened: OpenedSheet): Progress => ({
  ...given.progress,
  notes: tally({}, firstNotes(opened)),
  errorsLength: errors.headingLength,
});

const read = async (deps: ImportDeps, given: StoredImport, stop: AbortSignal): Promise<void> => {
  const files = filesOf(deps, given.id);
  const opened = await openSheet(deps, files.sheet);
  await new ImportStore(deps.db).begin(given.id, opened.format.name, deps.clock.now());
  const errors = await ErrorsFile.open(files.errors, opened.sheet.columns, given.progress.errorsLength);
  try {
    const { errorsLength } = await readAll({ deps, given, errors }, opened, stop);
    await errors.endAt(errorsLength);
  } finally {
    await errors.close();
  }
};

const attempts = 8;

/** Why the import ends here; nothing when another run may do better. */
const reasonToEnd = (problem: unknown, isLast: boolean): Refusal | undefined => {
  if (problem instanceof Refusal) return problem;
  return isLast ? new Refusal('request.failed') : undefined;
};

const run = async (deps: ImportDeps, given: StoredImport, { signal, attempt }: JobRun): Promise<void> => {
  const store = new ImportStore(deps.db);
  try {
    await read(deps, given, signal);
    await store.end(given.id, deps.clock.now());
  } catch (problem) {
    const reason = reasonToEnd(problem, attempt >= attempts && !signal.aborted);
    if (!reason) throw problem;
    deps.log.warn({ importId: given.id, problem: String(problem) }, 'an import ended early');
    await store.end(given.id, deps.clock.now(), { code: reason.code, message: reason.message });
  }
};

/** Imports one sheet; after a crash it goes on where the last committed batch ended. */
export const importJob = (deps: ImportDeps): ImportJob =>
  job({
    name: 'catalog.import',
    payload,
    attempts,
    run: async ({ importId }, jobRun) => {
      const given = await new ImportStore(deps.db).find(importId);
      if (!given || given.endedAt !== null) return;
      await run(deps, given, jobRun);
      const { senderId, pictures } = given;
      if (pictures) await forgetPictures(deps, { senderId, pictures });
    },
  });
