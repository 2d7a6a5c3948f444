import { expect, it } from 'vitest';
import { replayCodOrders } from '../../../test/rto-model.ts';

it('brings fewer than 1 % of parcels back in the model, and refuses fewer than 2 % of good buyers’ orders', () => {
  for (const seed of [1, 2, 3]) {
    const report = replayCodOrders({ orders: 10_000, seed });
    const without = replayCodOrders({ orders: 10_000, seed, ladder: false });
    expect(report.rtoShare).toBeLessThan(0.01);
    expect(report.goodRefusedShare).toBeLessThan(0.02);
    expect(report.unexplained).toBe(0);
    expect(report.byKind.refuser.refused).toBeGreaterThan(0);
    expect(without.rtoShare).toBeGreaterThan(0.05);
  }
});
