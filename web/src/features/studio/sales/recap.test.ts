import { describe, expect, it } from 'vitest';
import type { Order } from '#contracts/orders';
import { recapOf } from './use-recap.ts';

const order = (total: number, lines: [string, number, number][], state: Order['state'] = 'confirmed') =>
  ({
    state,
    total,
    lines: lines.map(([productId, quantity, price]) => ({ productId, title: productId, quantity, price })),
  }) as unknown as Order;

describe('what a sale brought', () => {
  it('is the sum of its orders, and of each product the pieces and the money', () => {
    const recap = recapOf([
      order(400, [
        ['kurta', 2, 150],
        ['bangles', 1, 60],
      ]),
      order(190, [['kurta', 1, 150]]),
    ]);
    expect(recap).toMatchObject({ orders: 2, revenue: 590, units: 4 });
    expect(recap.products).toEqual([
      { productId: 'kurta', title: 'kurta', units: 3, revenue: 450 },
      { productId: 'bangles', title: 'bangles', units: 1, revenue: 60 },
    ]);
  });

  it('leaves out what was cancelled', () => {
    expect(recapOf([order(400, [['kurta', 2, 150]], 'cancelled')])).toEqual({
      orders: 0,
      cancelled: 1,
      revenue: 0,
      units: 0,
      products: [],
    });
  });
});
