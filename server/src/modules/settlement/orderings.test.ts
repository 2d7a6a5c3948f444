import { describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../test/database.ts';
import { payoutOrderings } from '../../../test/settlement.ts';

describe('sellers', () => {
  eachDatabase((_name, test) => {
    it('are paid once and never early, in whatever order things happen (P5)', async () => {
      const report = await payoutOrderings({ db: test.db, orders: 120, seed: 5 });
      expect(report).toMatchObject({
        early: 0,
        double: 0,
        stuck: 0,
        unflagged: 0,
        guessed: 0,
        overpaid: 0,
        errors: [],
        breaks: [],
      });
      expect(report.refunds).toBeGreaterThan(10);
      expect(report.disputes).toBeGreaterThan(5);
      expect(report.payouts).toBeGreaterThan(5);
      expect(report.flaws).toBeGreaterThan(5);
    });
  });
});
