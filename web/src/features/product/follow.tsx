import { useEffect } from 'react';
import type { ServerToClient } from '#contracts/live';
import { toMoney } from '#contracts/values';
import { useServices } from '../../lib/services.tsx';
import { patchProducts } from './patch-variant.ts';

/** Keeps the stock and prices of one product true while its page is open. Draws nothing, so that it is fetched after the page. */
export const Follow = ({ productId }: { productId: string }) => {
  const { socket: door, queries } = useServices();
  useEffect(() => {
    let gone = false;
    let release = () => undefined as void;
    const follow = (productIds: string[]) =>
      void door.ask('catalog:follow', { productIds }).catch(() => undefined);
    const onChanged: ServerToClient['catalog:changed'] = (change) => {
      const { variantId, available, live } = change;
      const compareAt = change.compareAt === null ? null : toMoney(change.compareAt);
      patchProducts(queries, variantId, { available, live, compareAt, price: toMoney(change.price) });
    };
    const onConnect = () => follow([productId]);
    void door.open().then(
      (socket) => {
        if (gone) return;
        socket.on('catalog:changed', onChanged);
        socket.on('connect', onConnect);
        if (socket.connected) onConnect();
        release = () => {
          socket.off('catalog:changed', onChanged);
          socket.off('connect', onConnect);
          follow([]);
        };
      },
      // Without the socket the page shows what it fetched; an order is checked by the shop in any case.
      () => undefined,
    );
    return () => {
      gone = true;
      release();
    };
  }, [door, queries, productId]);
  return null;
};
