import { describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../test/database.ts';
import { randomHistories } from '../../../test/ledger.ts';

describe('the books of random orders', () => {
  eachDatabase((_name, test) => {
    it('balance after every event, and are the same on the database', async () => {
      const played = await randomHistories({ histories: 1_000, seed: 7, db: test.db, every: 50 });
      expect(played.onDatabase.histories).toBe(20);
      expect(played.events).toBeGreaterThan(10_000);
    });
  });
});
