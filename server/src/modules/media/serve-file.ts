import type { Image } from '#contracts/media';
import type { MediaDeps } from './context.ts';
import { keyOf } from './make-sizes.ts';
import { findReady, type ReadyImage } from './store.ts';

/** Ready images never change, so they are remembered; 5,000 of them take some 2 MB. */
const mostRemembered = 5_000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const fileName = /^([1-9][0-9]{0,4})\.(avif|webp)$/;

/** Ready images by id, from memory where they were read before. */
export const readyImages = (deps: MediaDeps) => {
  const remembered = new Map<string, ReadyImage>();
  const remember = (found: ReadyImage): void => {
    remembered.set(found.image.id, found);
    const oldest = remembered.keys().next().value;
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
  };

  const find = async (ids: readonly string[]): Promise<Map<string, ReadyImage>> => {
    const wanted = new Set(ids);
    const unknown = [...wanted].filter((id) => !remembered.has(id));
    const known = new Map(
      [...wanted].flatMap((id): [string, ReadyImage][] => {
        const one = remembered.get(id);
        return one ? [[id, one]] : [];
      }),
    );
    for (const one of unknown.length > 0 ? await findReady(deps.db, unknown) : []) {
      remember(one);
      known.set(one.image.id, one);
    }
    return known;
  };

  return {
    images: async (ids: readonly string[]): Promise<Map<string, Image>> =>
      new Map([...(await find(ids))].map(([id, { image }]) => [id, image])),
    serveFile: async (id: string, file: string): Promise<{ path: string; type: string } | undefined> => {
      const [, width, format] = fileName.exec(file) ?? [];
      if (!uuid.test(id) || width === undefined) return undefined;
      const found = (await find([id])).get(id);
      if (!found?.image.widths.includes(Number(width))) return undefined;
      const path = await deps.files.path(keyOf(found.hash, file));
      return path === undefined ? undefined : { path, type: `image/${format}` };
    },
  };
};
