import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  getImport,
  importErrorsPath,
  type SheetImport,
  startImport,
  uploadImportPicture,
} from '#contracts/imports';
import { shopFiles } from '#contracts/shop-settings';
import { CliError, interrupted } from '../errors.ts';
import type { Output } from '../output.ts';
import type { Shop } from '../shop-folder.ts';
import { writeWhole } from '../stack/run-files.ts';
import type { Client } from './api.ts';
import { findPictures, type Picture } from './pictures.ts';

export interface SheetJob {
  shop: Shop;
  client: Client;
  output: Output;
  signal: AbortSignal;
  file: string;
  seller?: string;
}

const atOnce = 4;

/** Pictures that cannot be read are left out: the products come without them. Answers what they were sent as. */
const sendPictures = async (
  { client, output, signal }: SheetJob,
  found: readonly Picture[],
): Promise<{ pictures: string; refused: string[] }> => {
  const pictures = randomUUID();
  const queue = [...found];
  const refused: string[] = [];
  const send = async ({ path, file, bytes }: Picture) => {
    const stream = { content: createReadStream(file), type: 'application/octet-stream', bytes };
    await client
      .call(uploadImportPicture, { params: { pictures }, query: { path }, stream })
      .catch((error) => {
        if (!(error instanceof CliError && error.code.startsWith('image.'))) throw error;
        refused.push(`${path}: ${error.message}`);
      });
  };
  const worker = async () => {
    for (let next = queue.shift(); next && !signal.aborted; next = queue.shift()) {
      const count = found.length - queue.length;
      output.progress(`${output.bar(count / found.length)} pictures ${count} of ${found.length}`);
      await send(next);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  output.progress(null);
  if (signal.aborted) throw interrupted('The sheet was not sent.');
  return { pictures, refused };
};

const isAtWork = ({ state }: SheetImport): boolean => state === 'waiting' || state === 'running';

const untilDone = async (
  { client, output, signal }: SheetJob,
  first: SheetImport,
  lines: number,
): Promise<SheetImport> => {
  let now = first;
  while (isAtWork(now)) {
    if (signal.aborted) throw interrupted('The import goes on in the shop; only the waiting has ended.');
    output.progress(`${output.bar(now.rows / lines)} ${now.rows.toLocaleString('en')} rows`);
    await pause(150);
    now = (await client.call(getImport, { params: { id: now.id } })).import;
  }
  output.progress(null);
  return now;
};

/** Where the rows that were not taken are; null where all were. The server writes it; else it is fetched. */
const errorsOf = async (
  { client, shop }: SheetJob,
  { id, rejected }: SheetImport,
): Promise<string | null> => {
  if (rejected === 0) return null;
  const path = join(shop.dir, shopFiles.imports, id, 'errors.csv');
  if (statSync(path, { throwIfNoEntry: false })) return path;
  mkdirSync(dirname(path), { recursive: true });
  writeWhole(path, await client.download(importErrorsPath(id)));
  return path;
};

export interface Imported {
  done: SheetImport;
  errors: string | null;
  /** Pictures the shop could not read, each with its reason. */
  refusedPictures: string[];
  /** From the first byte sent to the last row stored. */
  seconds: number;
}

/** Sends the pictures a sheet names, then the sheet, and waits for the shop to have read it. */
export const runImport = async (job: SheetJob): Promise<Imported> => {
  const { client, file, seller, signal } = job;
  const start = performance.now();
  const { found, lines } = await findPictures(file);
  const sent = found.length > 0 ? await sendPictures(job, found) : null;
  const stream = { content: createReadStream(file), type: 'text/csv', bytes: statSync(file).size };
  const { import: begun } = await client.call(startImport, {
    query: { file: basename(file), seller, pictures: sent?.pictures },
    stream,
    signal,
  });
  const done = await untilDone(job, begun, Math.max(lines, 1));
  if (done.state === 'failed') {
    const { code, message } = done.refusal ?? {
      code: 'import.failed',
      message: 'The sheet could not be read.',
    };
    throw new CliError(message, {
      code,
      help: 'Nothing of it was taken. Correct the sheet and import it again.',
    });
  }
  const seconds = Math.round(performance.now() - start) / 1000;
  return { done, errors: await errorsOf(job, done), refusedPictures: sent?.refused ?? [], seconds };
};
