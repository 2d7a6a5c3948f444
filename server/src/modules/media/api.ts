import type { Readable } from 'node:stream';
import type { Image } from '#contracts/media';
import type { Tx } from '../../db/connection.ts';

/** Where a picture is on its way, for its seller. */
export interface PictureState {
  state: 'waiting' | 'ready' | 'failed';
  /** The address it comes from; null for one that was uploaded. */
  source: string | null;
  /** Why it is not there (yet), in a sentence. */
  reason: string | null;
}

/** A picture's bytes: what a browser sends, or a file of this machine. */
/** `mostBytes`: 20 MB unless said. */
export type NewImage = { alt: string; mostBytes?: number } & ({ stream: Readable } | { file: string });

export interface MediaApi {
  /** Those of these that are ready; two ids may stand for the same files. */
  images(ids: readonly string[]): Promise<Map<string, Image>>;
  /** Makes the sizes and answers when they are there; the same bytes give the same image. */
  add(image: NewImage): Promise<Image>;
  /** The id of a picture that a job will fetch; the same address gives the same id. */
  addByUrl(picture: { url: string; alt: string }, tx: Tx): Promise<string>;
  /** The same for many, few statements for all; ids in the order of addresses. */
  addByUrls(pictures: readonly { url: string; alt: string }[], tx: Tx): Promise<string[]>;
  states(ids: readonly string[]): Promise<Map<string, PictureState>>;
  /** The file behind `/media/ID/FILE` and its content type; undefined when there is none. */
  serveFile(id: string, file: string): Promise<{ path: string; type: string } | undefined>;
}
