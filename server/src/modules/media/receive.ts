import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../../kernel/refusal.ts';

/** As the page about `image.too-large` says. */
export const mostBytes = 20 * 1024 * 1024;

export interface Received {
  file: string;
  /** Of the bytes: the same picture has the same one. */
  hash: string;
}

/** Passes bytes on, counted and hashed; never more than a picture may have. */
const counted = (hash: ReturnType<typeof createHash>) =>
  async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw new Refusal('image.too-large', { mostBytes });
      hash.update(chunk);
      yield chunk;
    }
  };

/** Keeps bytes in a file for as long as `work` takes; memory never holds a whole upload. */
export const receive = async <T>(
  from: Readable | string,
  work: (received: Received) => Promise<T>,
): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'leo-picture-'));
  try {
    const file = join(folder, 'original');
    const hash = createHash('sha256');
    const source = typeof from === 'string' ? createReadStream(from) : from;
    await pipeline(source, counted(hash), createWriteStream(file));
    return await work({ file, hash: hash.digest('hex') });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
