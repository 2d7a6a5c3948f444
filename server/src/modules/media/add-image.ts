import type { Image } from '#contracts/media';
import { newId } from '../../kernel/ids.ts';
import type { NewImage } from './api.ts';
import type { MediaDeps } from './context.ts';
import { makeSizes } from './make-sizes.ts';
import { type Received, receive } from './receive.ts';
import { findByHash, insertReady } from './store.ts';

const addReceived = async (deps: MediaDeps, received: Received, alt: string): Promise<Image> => {
  const before = await findByHash(deps.db, received.hash);
  if (before) return before.image;
  const { width, height, widths, placeholder } = await makeSizes(deps, received);
  const picture = { width, height, widths, placeholder };
  return deps.db.transaction(async (tx) => {
    // Someone may have sent the same bytes while these were encoded.
    const meanwhile = await findByHash(tx, received.hash);
    if (meanwhile) return meanwhile.image;
    const id = newId();
    await insertReady(tx, { id, alt, hash: received.hash, picture, at: deps.clock.now() });
    return { id, alt, ...picture };
  });
};

/** Takes a picture in and answers when its sizes are there; the same bytes give the same image. */
export const addImage = (deps: MediaDeps, image: NewImage): Promise<Image> =>
  receive(
    'file' in image ? image.file : image.stream,
    (received) => addReceived(deps, received, image.alt),
    image.mostBytes,
  );
