import { uploadEvidence, uploadImage } from '#contracts/media';
import type { AnyReaction } from '../../kernel/events/outbox.ts';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import type { AnyJob } from '../../kernel/jobs/job.ts';
import { limit } from '../../kernel/limits.ts';
import { addImage } from './add-image.ts';
import type { MediaApi } from './api.ts';
import type { MediaDeps } from './context.ts';
import { addByUrls, fetchImageJob } from './fetch-image.ts';
import { readyImages } from './serve-file.ts';
import { findStates } from './store.ts';

export type { MediaApi, NewImage, PictureState } from './api.ts';
export type { MediaDeps } from './context.ts';

/** What a phone's camera makes, as it is. */
const mostOfEvidence = 8 * 1024 * 1024;

/** Pictures: taken in, made into sizes, served. */
export const media = (deps: MediaDeps) => {
  const fetchJob = fetchImageJob(deps);
  const ready = readyImages(deps);
  const evidence = limit({ points: 10, seconds: 3_600, code: 'image.too-many' });
  const own = { ...deps, fetchJob };
  const api: MediaApi = {
    images: ready.images,
    serveFile: ready.serveFile,
    add: (image) => addImage(deps, image),
    addByUrls: (pictures, tx) => addByUrls(own, pictures, tx),
    addByUrl: async (picture, tx) => (await addByUrls(own, [picture], tx))[0] ?? '',
    states: (ids) => findStates(deps.db, ids),
  };
  const routes: AnyServed[] = [
    serve(uploadImage, async ({ stream, query }) => ({
      image: await api.add({ stream, alt: query.alt ?? '' }),
    })),
    serve(uploadEvidence, async ({ stream, who }) => {
      try {
        await evidence.take(who.accountId);
      } catch (problem) {
        // Who sends too much must be able to send it all to read our answer.
        stream.resume();
        throw problem;
      }
      return { image: await api.add({ stream, alt: '', mostBytes: mostOfEvidence }) };
    }),
  ];
  const reactions: AnyReaction[] = [];
  return { api, routes, jobs: [fetchJob] as unknown as AnyJob[], reactions };
};
