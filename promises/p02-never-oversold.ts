import { placeOrder } from '#contracts/orders';
import { toMoney } from '#contracts/values';
import { openOrders, type PlaceBody, person } from '../server/test/orders.ts';
import type { Held, LeoPromise, Rig } from './promise.ts';

type Shop = ReturnType<typeof openOrders>;

/** What each of the buyers wants, and what of it they take of every variant. */
interface Wish {
  name: string;
  each: number;
  lines(variants: readonly string[]): PlaceBody['lines'];
  total: number;
  coins?: number;
}

const two = 104_700;
const wishes: readonly Wish[] = [
  { name: 'one line', each: 1, total: 54_800, lines: ([a = '']) => [{ variantId: a, quantity: 1 }] },
  {
    name: 'two lines of one variant',
    each: 2,
    total: two,
    lines: ([a = '']) => [
      { variantId: a, quantity: 1 },
      { variantId: a, quantity: 1 },
    ],
  },
  {
    name: 'two variants, each buyer the other way round',
    each: 1,
    total: two,
    lines: (variants) => variants.map((variantId) => ({ variantId, quantity: 1 })),
  },
  {
    name: 'with coins',
    each: 1,
    total: 54_800,
    coins: 5_000,
    lines: ([a = '']) => [{ variantId: a, quantity: 1 }],
  },
];

interface Counted {
  sold: number;
  refused: number;
  errors: string[];
}

const buyAtOnce = async (
  shop: Shop,
  wish: Wish,
  { variants, buyers }: { variants: readonly string[]; buyers: number },
): Promise<Counted> => {
  const people = Array.from({ length: buyers }, () => person());
  if (wish.coins) for (const { accountId } of people) await shop.earned(accountId, wish.coins);
  const ends = await Promise.all(
    people.map(async (who, index) => {
      const lines = wish.lines(index % 2 ? [...variants].reverse() : variants);
      const body = shop.one('', {
        lines,
        expectedTotal: toMoney(wish.total),
        useCoins: wish.coins !== undefined,
      });
      return shop.ask(placeOrder, { who, body }).then(
        () => 'sold',
        (problem: { code?: string; message: string }) => problem.code ?? problem.message,
      );
    }),
  );
  const count = (end: string) => ends.filter((one) => one === end).length;
  const explained = new Set(['sold', 'stock.sold-out']);
  return {
    sold: count('sold'),
    refused: count('stock.sold-out'),
    errors: [...new Set(ends.filter((end) => !explained.has(end)))],
  };
};

const tryOne = async (shop: Shop, wish: Wish, { stock, buyers }: { stock: number; buyers: number }) => {
  const single = wish.lines(['a', 'b']).every(({ variantId }) => variantId === 'a');
  const variants = await shop.stocked(...(single ? [stock] : [stock, stock]));
  const { sold, errors } = await buyAtOnce(shop, wish, { variants, buyers });
  const wanted = Math.min(buyers, Math.floor(stock / wish.each));
  const left = await Promise.all(variants.map((one) => shop.stockOf(one)));
  const shelves = left.every((one) => one?.available === stock - sold * wish.each && one.held === 0);
  const holds = sold === wanted && errors.length === 0 && shelves;
  return {
    sold,
    holds,
    wrong: holds ? [] : [`${wish.name}, stock ${stock}: sold ${sold} of ${wanted} ${errors.join(' ')}`],
  };
};

const keep = async ({ full, open, tell }: Rig): Promise<Held> => {
  const buyers = full ? 2_000 : 60;
  const rounds = full ? 3 : 1;
  const stocks = full ? [1, 20, 1_500] : [1, 20];
  const fresh = await open();
  const wrong: string[] = [];
  let [tries, sold] = [0, 0];
  try {
    // A hundred a second is slow, and still everybody is answered.
    const shop = openOrders(fresh.db, { saga: { patience: 120_000 } });
    const cases = wishes.flatMap((wish) => stocks.map((stock) => ({ wish, stock })));
    for (const { wish, stock } of Array.from({ length: rounds }, () => cases).flat()) {
      const one = await tryOne(shop, wish, { stock, buyers });
      tries += 1;
      sold += one.sold;
      wrong.push(...one.wrong);
      tell(`${wish.name}, ${buyers} buyers for ${stock}: ${one.sold} sold`);
    }
    await shop.work();
    wrong.push(...(await shop.breaks()));
  } finally {
    await fresh.end();
  }
  return { holds: wrong.length === 0, figures: { buyers, tries, sold, wrong: wrong.slice(0, 5).join('; ') } };
};

export const neverOversold: LeoPromise = {
  id: 'P2',
  says: 'never oversold, never undersold',
  keep,
};
