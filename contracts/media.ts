import * as z from 'zod/mini';
import { route } from './route.ts';
import { id } from './values.ts';

export const imageWidths = [320, 640, 960, 1280] as const;

/**
 * A picture. Its files are `/media/ID/WIDTH.avif` and `/media/ID/WIDTH.webp` for each width in `widths`
 * (never wider than the original; at least one). `placeholder` is a data: URI of at most 1 KB.
 */
export const image = z.object({
  id,
  alt: z.string(),
  width: z.int(),
  height: z.int(),
  widths: z.array(z.int()),
  placeholder: z.nullable(z.string()),
});
export type Image = z.infer<typeof image>;

/** What a seller sees of a picture that is not there yet, or could not be had. */
export const imageState = z.enum(['waiting', 'ready', 'failed']);

export const uploadImage = route({
  method: 'POST',
  path: '/api/images',
  access: 'seller',
  summary: 'Upload one picture (the body is the file, at most 20 MB); answers when its sizes are made',
  stream: ['image/*', 'application/octet-stream'],
  query: z.object({ alt: z.optional(z.string().check(z.maxLength(200))) }),
  reply: z.object({ image }),
});

/**
 * A picture of what is wrong, for a dispute. Whoever has its address can see it, and nobody can guess it: it is shown to
 * the parties and to operators alone. Refuses `image.too-many` and, above 8 MB, `image.too-large`.
 */
export const uploadEvidence = route({
  method: 'POST',
  path: '/api/images/evidence',
  access: 'account',
  summary: 'Upload one picture for a dispute (the body is the file, at most 8 MB), ten an hour',
  stream: ['image/*', 'application/octet-stream'],
  reply: z.object({ image }),
});
