import type { Order } from '#contracts/orders';
import type { Return } from '#contracts/returns';
import { openKeeper } from './keeper.ts';
import type { Shop } from './shop.ts';
import { until } from './until.ts';

interface Purchase {
  purchase_id: string;
  state: string;
}

/** What sellers and operators do about money, and what the books and the provider say of it. */
export const openMoneySeller = async (shop: Shop, who?: { email: string; password: string }) => {
  const { ask, edits } = await openKeeper(shop.url, who);
  const order = async (number: string): Promise<Order> => {
    const { items } = await ask<{ items: Order[] }>(`/api/studio/orders?q=${number}`);
    const [found] = items;
    if (!found) throw new Error(`The seller has no order ${number}`);
    return found;
  };
  const moves = async (number: string, to: string, more: object = {}): Promise<void> => {
    const { id } = await order(number);
    await ask(`/api/studio/orders/${id}/move`, 'POST', { to, ...more });
  };
  const purchaseOf = async (number: string): Promise<string> => {
    const [row] = await shop.rows<Purchase>(
      'SELECT purchase_id, state FROM orders_orders WHERE number = $1',
      [number],
    );
    return row?.purchase_id ?? '';
  };
  return {
    ask,
    edits,
    order,
    moves,
    purchaseOf,
    /** Packed, given to the courier, and at the buyer's door. */
    delivers: async (number: string, tracking: string) => {
      await moves(number, 'packed');
      await moves(number, 'shipped', { courier: 'by-hand', tracking });
      await moves(number, 'delivered');
    },
    /** The return of an order that is open now. */
    movesReturn: async (number: string, to: 'accepted' | 'received', answer?: string) => {
      const { items } = await ask<{ items: Return[] }>('/api/studio/returns');
      const found = items.find(({ orderNumber }) => orderNumber === number);
      if (!found) throw new Error(`Nothing of ${number} is sent back`);
      await ask(`/api/studio/returns/${found.id}/move`, 'POST', { to, answer });
    },
    /** What the provider knows of an order's payment. */
    truthOf: async (number: string) => {
      const [row] = await shop.rows<{ reference: string }>(
        'SELECT reference FROM payments_payments WHERE payment_id = $1',
        [await purchaseOf(number)],
      );
      return shop.provider.truth(row?.reference);
    },
    /** The code somebody was sent last: an operator without SMS finds it in the log. */
    codeSent: async (): Promise<string> => {
      let code = '';
      await until('the code is in the log', async () => {
        code = /: (\d{6}) is your code/.exec((await shop.toBePassedOn()).at(-1) ?? '')?.[1] ?? '';
        return code !== '';
      });
      return code;
    },
    stockOf: async (title: string): Promise<number> => {
      const [row] = await shop.rows<{ available: number }>(
        'SELECT SUM(v.available) AS available FROM catalog_variants v JOIN catalog_products p ON p.id = v.product_id WHERE p.title = $1',
        [title],
      );
      return row?.available ?? -1;
    },
  };
};
export type MoneySeller = Awaited<ReturnType<typeof openMoneySeller>>;
