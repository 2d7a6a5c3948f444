import { useRef } from 'react';
import { type Order, placeOrder } from '#contracts/orders';
import type { BodyInput } from '#contracts/route';
import { call, newKey } from '../../lib/api.ts';
import { keys, useMutation, useQueryClient } from '../../lib/query.ts';

type OrderRequest = BodyInput<typeof placeOrder>;

/**
 * Places an order once, however often it is pressed or sent: the same request keeps its key until something in it
 * changes, so an answer that was lost on the way is found again instead of ordered twice. The key is kept after the order
 * stands: a second tap may come before the receipt is drawn. The next checkout begins with a key of its own.
 */
export const usePlaceOrder = (onPlaced: (orders: readonly Order[]) => void) => {
  const queries = useQueryClient();
  const sent = useRef({ text: '', key: '' });
  return useMutation({
    mutationFn: (body: OrderRequest) => {
      const text = JSON.stringify(body);
      if (text !== sent.current.text) sent.current = { text, key: newKey() };
      return call(placeOrder, { body, key: sent.current.key });
    },
    onSuccess: ({ orders }) => {
      for (const order of orders) queries.setQueryData(keys.order(order.id), order);
      for (const queryKey of [keys.basket, keys.orders, keys.session, keys.wallet])
        void queries.invalidateQueries({ queryKey });
      onPlaced(orders);
    },
    onError: () => {
      // Whatever was refused, price or stock, is looked up again, so that the next press is about what is true.
      for (const queryKey of [['product'], keys.basket]) void queries.invalidateQueries({ queryKey });
    },
  });
};
