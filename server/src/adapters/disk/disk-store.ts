import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MediaStore } from '../../kernel/media-store.ts';

/** Neither `..` nor a hidden file can be spelled. */
const fits = /^[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9_-]*)*(\.[a-z0-9]+)?$/;

/** Files under one folder. */
export const diskStore = (folder: string): MediaStore => {
  const pathOf = (key: string): string => {
    if (!fits.test(key)) throw new Error(`Not a key of the media store: ${key}`);
    return join(folder, key);
  };
  const sizeOf = async (key: string): Promise<number | undefined> => {
    const found = await stat(pathOf(key)).catch((problem: NodeJS.ErrnoException) => {
      if (problem.code === 'ENOENT' || problem.code === 'ENOTDIR') return undefined;
      throw problem;
    });
    return found?.isFile() ? found.size : undefined;
  };

  return {
    put: async (key, bytes) => {
      const path = pathOf(key);
      const unfinished = `${path}.${randomUUID()}.part`;
      await mkdir(dirname(path), { recursive: true });
      try {
        await pipeline(
          bytes instanceof Readable ? bytes : Readable.from([bytes]),
          createWriteStream(unfinished),
        );
        await sync(unfinished);
        await rename(unfinished, path);
      } finally {
        await rm(unfinished, { force: true });
      }
    },
    get: async (key) => {
      const path = pathOf(key);
      await stat(path);
      return createReadStream(path);
    },
    stat: async (key) => {
      const size = await sizeOf(key);
      return size === undefined ? undefined : { size };
    },
    delete: (key) => rm(pathOf(key), { force: true }),
    path: async (key) => ((await sizeOf(key)) === undefined ? undefined : pathOf(key)),
  };
};

/** A name must not outlive a power cut that its bytes did not. */
const sync = async (path: string): Promise<void> => {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
};
