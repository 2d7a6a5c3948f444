import { type Image, uploadImage } from '#contracts/media';
import { call } from '../../../lib/api.ts';
import { useMutation } from '../../../lib/query.ts';

/** Sends one picture; the shop answers when its sizes are made. */
export const useUpload = () =>
  useMutation({
    mutationFn: async ({ file, alt }: { file: File; alt?: string }): Promise<Image> =>
      (await call(uploadImage, { file, query: { alt } })).image,
  });
