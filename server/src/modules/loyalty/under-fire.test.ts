import { expect, it } from 'vitest';
import { coinsUnderFire } from '../../../test/coins.ts';
import { eachDatabase } from '../../../test/database.ts';

eachDatabase((_name, test) => {
  it('mints no coin and takes none below zero, whatever 500 operations do to one wallet at once', async () => {
    const report = await coinsUnderFire({ db: test.db, wallets: 1, operations: 500, seed: 17 });
    expect(report).toMatchObject({ errors: [], breaks: [], minted: 0 });
    expect(report.lowest).toBeGreaterThanOrEqual(0);
    const happened = [report.refused, report.spent, report.givenBack, report.clawed, report.expired];
    expect(Math.min(...happened)).toBeGreaterThan(0);
  }, 120_000);
});
