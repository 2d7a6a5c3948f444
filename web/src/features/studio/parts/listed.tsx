import type { ReactNode } from 'react';
import { useInfiniteQuery } from '../../../lib/query.ts';
import { Button } from '../../../ui/button.tsx';
import { Loading, Skeleton } from '../../../ui/skeleton.tsx';
import { ErrorState } from '../../../ui/states.tsx';

interface Paged<Item> {
  items: Item[];
  next: string | null;
}

interface Listing<Item> {
  key: readonly unknown[];
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Paged<Item>>;
}

/** A list that is read page by page, and looked at again now and then. */
export const useList = <Item,>({ key, ask }: Listing<Item>) => {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => ask(pageParam ?? undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 2000,
    refetchInterval: 30_000,
  });
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) };
};

interface ListedProps<Item> {
  list: ReturnType<typeof useList<Item>>;
  /** What it is a list of, for those who wait for it. */
  what: string;
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
}

/** The list in whichever state it is: on its way, refused, empty, or there with a way to more. */
export const Listed = <Item,>({ list, what, empty, children }: ListedProps<Item>) => {
  const { items, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  if (isPending)
    return (
      <>
        <Loading what={what} />
        <Skeleton height="12rem" />
      </>
    );
  return (
    <>
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {items && (items.length === 0 ? empty : children(items))}
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older {what}
        </Button>
      )}
    </>
  );
};
