import type { Reply } from '#contracts/route';
import { getWallet, listCoinMoves } from '#contracts/wallet';
import { call } from '../lib/api.ts';
import { count, moment } from '../lib/format.ts';
import { keys, useInfiniteQuery, useQuery } from '../lib/query.ts';
import { Link } from '../lib/router.ts';
import { useMoney } from '../lib/shop.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import styles from './wallet.module.css';

type Move = Reply<typeof listCoinMoves>['items'][number];

const words: Record<Move['kind'], string> = {
  earned: 'Earned',
  pending: 'Yours when you are satisfied',
  spent: 'Spent',
  'given-back': 'Given back',
  'clawed-back': 'Taken back for a refund',
  expired: 'Expired',
  refund: 'Refund as coins',
};

const useWallet = () =>
  useQuery({
    queryKey: keys.wallet,
    queryFn: async ({ signal }) => (await call(getWallet, { signal })).wallet,
  });

const useMoves = () =>
  useInfiniteQuery({
    queryKey: [...keys.wallet, 'moves'],
    queryFn: ({ pageParam, signal }) =>
      call(listCoinMoves, { query: { cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** The buyer's coins: what they are worth, what is on its way, and how each came and went. */
export const WalletPage = () => {
  const { data: wallet, isPending, error, refetch } = useWallet();
  const money = useMoney();
  return (
    <Page title="My coins" width="text">
      <h1>My coins</h1>
      {isPending && <Skeleton height="8rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {wallet && (
        <section className={styles.tag} aria-label="What is in the wallet">
          <p className={styles.coins}>
            <span className="number">{count(wallet.coins)}</span> coins
          </p>
          <p>Worth {money(wallet.worth)} at the checkout: 100 coins are ₹1.</p>
          {wallet.held > 0 && <p>{count(wallet.held)} more are held for an order that is being paid.</p>}
          {wallet.pending > 0 && (
            <p>{count(wallet.pending)} more are yours when you are satisfied with what you ordered.</p>
          )}
          {wallet.expiring && (
            <p>
              {count(wallet.expiring.coins)} expire {moment(wallet.expiring.at, Date.now())}.
            </p>
          )}
        </section>
      )}
      <Moves />
    </Page>
  );
};

const Moves = () => {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useMoves();
  const moves = data?.pages.flatMap((page) => page.items) ?? [];
  if (data && moves.length === 0)
    return (
      <EmptyState title="No coins yet">
        You earn one coin for each rupee you spend, as soon as you are satisfied with the order.
      </EmptyState>
    );
  return (
    <>
      <ul className={styles.moves}>
        {moves.map((move) => (
          <li key={move.id} className={styles.move}>
            <span>
              {words[move.kind]}
              <span className={styles.when}>
                {moment(move.at, Date.now())}
                {move.orderId && (
                  <>
                    {' · '}
                    <Link href={`/orders/${move.orderId}`}>Order {move.orderNumber}</Link>
                  </>
                )}
              </span>
            </span>
            <span className="number">
              {move.coins > 0 ? '+' : '−'}
              {count(Math.abs(move.coins))}
            </span>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older ones
        </Button>
      )}
    </>
  );
};
