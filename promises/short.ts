import { describe, expect, inject, it } from 'vitest';
import { eachDatabase } from '../server/test/database.ts';
import { promises } from './all.ts';
import { freshPostgres, freshSqlite } from './rig.ts';

/** Which promise is tried in which test file: three of them, so that two processors have something to do. */
export const files = {
  checkouts: ['P1', 'P2', 'P3', 'P9', 'P15'],
  provider: ['P6', 'P7', 'P8'],
  books: ['P4', 'P5', 'P17', 'P25', 'P26'],
} as const;

/** The short form of some promises; the long one is `npm run promise -- P1 --full`. */
export const keepShort = (file: keyof typeof files): void => {
  const ids: readonly string[] = files[file];
  describe.each(promises.filter(({ id }) => ids.includes(id)))('$id: $says', (one) => {
    eachDatabase((database) => {
      it('holds', async () => {
        const open = () =>
          database === 'sqlite' ? freshSqlite() : freshPostgres(inject('postgres')?.url ?? '');
        const held = await one.keep({ database, open, seed: 20_261_122, full: false, tell: () => undefined });
        expect(held).toMatchObject({ holds: true });
      }, 180_000);
    });
  });
};
