import type { Readable } from 'node:stream';

/** Where pictures' files are kept: this machine's disk, or a bucket. Keys are paths of lower-case words, `ab/12/320.webp`. */
export interface MediaStore {
  /** Whole or not at all; what was there is replaced. */
  put(key: string, bytes: Uint8Array | Readable): Promise<void>;
  /** The bytes; an error for a key that is not there. */
  get(key: string): Promise<Readable>;
  stat(key: string): Promise<{ size: number } | undefined>;
  /** There may be nothing to delete. */
  delete(key: string): Promise<void>;
  /** A file of this machine with these bytes, to be served; undefined when there is none. */
  path(key: string): Promise<string | undefined>;
}
