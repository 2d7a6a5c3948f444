import type { StudioProduct } from '#contracts/catalog';
import { plural } from '../../../lib/format.ts';

/** What is to say about pictures that are not there: how many are on their way, and why one could not be had. */
export const pictureWords = (
  pictures: StudioProduct['pictures'],
): { waiting: string | null; failed: { words: string; reasons: string[] } | null } => {
  const waiting = pictures.filter((picture) => picture.state === 'waiting').length;
  const failed = pictures.filter((picture) => picture.state === 'failed');
  return {
    waiting: waiting > 0 ? `${plural(waiting, 'picture')} on the way` : null,
    failed:
      failed.length > 0
        ? {
            words: `${plural(failed.length, 'picture')} could not be had`,
            reasons: [...new Set(failed.map((picture) => picture.reason ?? 'It could not be read.'))],
          }
        : null,
  };
};
