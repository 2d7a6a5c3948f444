import { describe, expect, inject, it } from 'vitest';
import { eachDatabase } from '../server/test/database.ts';
import { promises } from './all.ts';
import { freshPostgres, freshSqlite } from './rig.ts';

/** The short form of every promise; the long one is `npm run promise -- P1 --full`. */
describe.each(promises)('$id: $says', (one) => {
  eachDatabase((database) => {
    it('holds', async () => {
      const open = () =>
        database === 'sqlite' ? freshSqlite() : freshPostgres(inject('postgres')?.url ?? '');
      const held = await one.keep({ database, open, seed: 20_261_122, full: false, tell: () => undefined });
      expect(held).toMatchObject({ holds: true });
    }, 180_000);
  });
});
