import type { EncodedPicture } from '../../kernel/picture-encoder.ts';
import type { MediaDeps } from './context.ts';
import type { Received } from './receive.ts';
import { findByHash } from './store.ts';

/** Where a size's file is kept: by the bytes of the original, so that equal pictures share their files. */
export const keyOf = (hash: string, name: string): string => `${hash.slice(0, 2)}/${hash}/${name}`;

/** The sizes of these bytes: made now, or made before for another image. */
export const makeSizes = async (deps: MediaDeps, { file, hash }: Received): Promise<EncodedPicture> => {
  const before = await findByHash(deps.db, hash);
  if (before) return { ...before.image, placeholder: before.image.placeholder ?? '' };
  return deps.pictures.encode(file, (name, bytes) => deps.files.put(keyOf(hash, name), bytes));
};
