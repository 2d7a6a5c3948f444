import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '../../../kernel/ids.ts';
import type { ImportDeps } from './context.ts';

/** Whose pictures, and which lot of them; the caller chose its name. */
export interface Lot {
  senderId: string;
  pictures: string;
}

/** One way of writing a path: `.\Images\a.jpg` and `Images/a.jpg` are the same picture. */
const tidyPath = (path: string): string =>
  path
    .normalize('NFC')
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');

const folderOf = ({ importsFolder }: ImportDeps, { senderId, pictures }: Lot): string =>
  join(importsFolder, 'pictures', `${senderId}-${pictures}`);

/** The path is hashed: what a sender wrote is never a place on this machine. */
const fileOf = (deps: ImportDeps, lot: Lot, path: string): string =>
  join(folderOf(deps, lot), createHash('sha256').update(tidyPath(path)).digest('hex'));

/** Takes a picture in for a sheet that will name it. Refuses `image.unreadable` and `image.too-large`. */
export const takePicture = async (
  deps: ImportDeps,
  lot: Lot,
  { path, stream }: { path: string; stream: Readable },
): Promise<void> => {
  const image = await deps.media.add({ stream, alt: '' });
  await mkdir(folderOf(deps, lot), { recursive: true });
  const fresh = join(folderOf(deps, lot), newId());
  await writeFile(fresh, image.id);
  await rename(fresh, fileOf(deps, lot, path));
};

/** The id of a picture that was sent before, if it was. */
export const findPicture = async (deps: ImportDeps, lot: Lot, path: string): Promise<string | undefined> =>
  readFile(fileOf(deps, lot, path), 'utf8').catch(() => undefined);

export const forgetPictures = (deps: ImportDeps, lot: Lot): Promise<void> =>
  rm(folderOf(deps, lot), { recursive: true, force: true });
