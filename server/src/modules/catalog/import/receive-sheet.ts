import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SheetImport } from '#contracts/imports';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Who } from '../../../kernel/who.ts';
import { filesOf, type ImportDeps, openSheet } from './context.ts';
import type { ImportJob } from './import-sheet.ts';
import { ImportStore, toImport } from './store.ts';

/** Some five million rows. */
export const mostBytes = 1024 ** 3;

export interface SentSheet {
  file: string;
  /** E-mail of the seller an operator imports for. */
  seller: string | undefined;
  pictures: string | undefined;
  stream: Readable;
}

/** Passes bytes on, never more than a sheet may have. */
async function* limited(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Refusal('request.too-large', { mostBytes });
    yield chunk;
  }
}

const sellerOf = async ({ accounts }: ImportDeps, who: Who, email: string | undefined): Promise<string> => {
  if (email === undefined) return who.accountId;
  if (who.role !== 'operator') throw new Refusal('account.not-allowed');
  const account = await accounts.findByEmail(email);
  if (!account || account.role === 'buyer') throw new Refusal('account.unknown', { seller: email });
  return account.id;
};

/** Only a name: where the sender keeps the file is nobody's business. */
const nameOf = (file: string): string =>
  file
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\p{Cc}/gu, '')
    .trim() || 'sheet.csv';

/** Keeps a sheet and leaves its import to a job; a sheet that cannot be one is refused at once. */
export const receiveSheet = async (
  deps: ImportDeps & { importJob: ImportJob },
  who: Who,
  sent: SentSheet,
): Promise<SheetImport> => {
  const sellerId = await sellerOf(deps, who, sent.seller);
  const id = newId();
  const files = filesOf(deps, id);
  await mkdir(files.folder, { recursive: true });
  try {
    await pipeline(sent.stream, limited, createWriteStream(files.sheet));
    await openSheet(deps, files.sheet);
    const pictures = sent.pictures ?? null;
    return await deps.db.transaction(async (tx) => {
      const stored = await new ImportStore(tx).add({
        id,
        sellerId,
        senderId: who.accountId,
        file: nameOf(sent.file),
        pictures,
      });
      await deps.jobs.add(deps.importJob, { importId: id }, { tx });
      return toImport(stored);
    });
  } catch (problem) {
    await rm(files.folder, { recursive: true, force: true });
    throw problem;
  }
};
