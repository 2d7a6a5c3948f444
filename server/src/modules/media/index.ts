export type { MediaApi, NewImage, PictureState } from './api.ts';
