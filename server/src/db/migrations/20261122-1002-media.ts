import type { Migration } from '../migrator.ts';

/** The tables of media: pictures. Pictures of the same bytes share their files, which are kept under `hash`. */
export const media: Migration = {
  name: '20261122-1002-media',
  up: [
    `CREATE TABLE media_images (
      id TEXT PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'failed')),
      alt TEXT NOT NULL,
      source TEXT,
      source_key TEXT UNIQUE,
      reason TEXT,
      hash TEXT,
      width BIGINT,
      height BIGINT,
      widths TEXT,
      placeholder TEXT,
      created_at BIGINT NOT NULL,
      CHECK (state <> 'ready' OR (hash IS NOT NULL AND width > 0 AND height > 0 AND widths IS NOT NULL))
    )`,
    'CREATE INDEX media_images_hash ON media_images (hash)',
  ],
  down: ['DROP TABLE media_images'],
};
