import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../../kernel/refusal.ts';

/** As the page about `image.too-large` says. */
const mostBytes = 20 * 1024 * 1024;

export interface Received {
  file: string;
  /** Of the bytes: the same picture has the same one. */
  hash: string;
}

/** Passes bytes on, counted and hashed; never more than a picture may have. */
const counted = (hash: ReturnType<typeof createHash>, most: number) =>
  async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > most) throw new Refusal('image.too-large', { mostBytes: most });
      hash.update(chunk);
      yield chunk;
    }
  };

const isCutOff = (problem: unknown): boolean =>
  problem instanceof Error &&
  'code' in problem &&
  ['ECONNRESET', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(problem.code));

/**
 * Writes what comes into a file. The source is not destroyed when it is refused: it is a request, and who
 * sends too much must be able to send it all to read our answer.
 */
const write = async (source: Readable, passed: ReturnType<typeof counted>, file: string): Promise<void> => {
  try {
    await pipeline(source.iterator({ destroyOnReturn: false }), passed, createWriteStream(file));
  } catch (problem) {
    source.resume();
    throw isCutOff(problem) ? new Refusal('image.unreadable') : problem;
  }
};

/** Keeps bytes in a file for as long as `work` takes; memory never holds a whole upload. */
export const receive = async <T>(
  from: Readable | string,
  work: (received: Received) => Promise<T>,
  most = mostBytes,
): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'leo-picture-'));
  const source = typeof from === 'string' ? createReadStream(from) : from;
  try {
    const file = join(folder, 'original');
    const hash = createHash('sha256');
    await write(source, counted(hash, most), file);
    return await work({ file, hash: hash.digest('hex') });
  } finally {
    if (typeof from === 'string') source.destroy();
    await rm(folder, { recursive: true, force: true });
  }
};
