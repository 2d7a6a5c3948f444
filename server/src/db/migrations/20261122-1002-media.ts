import type { Migration } from '../migrator.ts';

/** The tables of media: pictures. */
export const media: Migration = {
  name: '20261122-1002-media',
  up: [],
  down: [],
};
