import { stat } from 'node:fs/promises';
import { getImport, listImports, startImport, uploadImportPicture } from '#contracts/imports';
import { id as uuid } from '#contracts/values';
import { type AnyServed, serve } from '../../../kernel/http/serve.ts';
import type { AnyJob } from '../../../kernel/jobs/job.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Who } from '../../../kernel/who.ts';
import { filesOf, type ImportDeps } from './context.ts';
import { importJob } from './import-sheet.ts';
import { takePicture } from './pictures.ts';
import { receiveSheet } from './receive-sheet.ts';
import { ImportStore, type StoredImport, toImport } from './store.ts';

export type { ImportDeps } from './context.ts';

const mostListed = 50;

const mayHave = (who: Who, one: StoredImport): boolean =>
  who.role === 'operator' || who.accountId === one.sellerId || who.accountId === one.senderId;

/** Imports of sheets: their routes, their job, and the file of rows that were not taken. */
export const imports = (
  deps: ImportDeps,
): { routes: AnyServed[]; jobs: AnyJob[]; errorsFile: ErrorsFileOf } => {
  const own = { ...deps, importJob: importJob(deps) };
  const store = new ImportStore(deps.db);
  const find = async (who: Who, id: string): Promise<StoredImport> => {
    const found = await store.find(id);
    // Someone else’s import is as unknown as none.
    if (!found || !mayHave(who, found)) throw new Refusal('import.unknown');
    return found;
  };
  const routes = [
    serve(startImport, async ({ query, stream, who }) => ({
      import: await receiveSheet(own, who, {
        file: query.file,
        seller: query.seller,
        pictures: query.pictures,
        stream,
      }),
    })),
    serve(uploadImportPicture, async ({ params, query, stream, who }) => {
      await takePicture(
        deps,
        { senderId: who.accountId, pictures: params.pictures },
        { path: query.path, stream },
      );
      return { path: query.path };
    }),
    serve(getImport, async ({ params, who }) => ({ import: toImport(await find(who, params.id)) })),
    serve(listImports, async ({ who }) => {
      const some = await store.list(who.role === 'operator' ? null : who.accountId, mostListed);
      return { items: some.map(toImport) };
    }),
  ];
  const errorsFile: ErrorsFileOf = async (importId, who) => {
    if (!who || !uuid.safeParse(importId).success) return undefined;
    const found = await store.find(importId);
    if (!found || !mayHave(who, found)) return undefined;
    const { errors } = filesOf(deps, importId);
    return (await stat(errors).catch(() => undefined))?.isFile() ? errors : undefined;
  };
  return { routes, jobs: [own.importJob], errorsFile };
};

/** Where errors.csv of an import is, for those who may have it. */
export type ErrorsFileOf = (importId: string, who: Who | null) => Promise<string | undefined>;
