import { useEffect, useRef } from 'react';
import type { LiveState } from '#contracts/live';
import { useMoney } from '../../lib/shop.ts';
import { useStatus } from '../../ui/status.tsx';
import { summary } from '../product/variants.ts';

/** What a screen reader hears of the product on screen: a new one, a new price, the last one sold. */
export const useAnnouncements = (live: LiveState) => {
  const { say } = useStatus();
  const money = useMoney();
  const entry = live.runSheet.find(({ productId }) => productId === live.featured);
  const { cheapest, available } = entry ? summary(entry) : { cheapest: undefined, available: 0 };
  const price = cheapest?.price;
  const title = entry?.title;
  const before = useRef<{ title?: string; price?: number; gone?: boolean }>({});
  const gone = available < 1;

  useEffect(() => {
    const last = before.current;
    before.current = { title, price, gone };
    if (!title || price === undefined) return;
    if (title !== last.title) say(`Now on screen: ${title}, ${money(price)}${gone ? ', sold out' : ''}`);
    else if (gone && !last.gone) say(`${title} is sold out`);
    else if (price !== last.price) say(`${title} is now ${money(price)}`);
  }, [title, price, gone, say, money]);
};
