import { useEffect } from 'react';
import type { Account } from '#contracts/accounts';
import type { RunSheetEntry, Sale } from '#contracts/sales';
import { codeOf } from '../../../lib/api.ts';
import { useParams } from '../../../lib/router.ts';
import { useSession } from '../../../lib/session.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { HostRoom } from '../host/host-room.tsx';
import type { HostSession } from '../host/host-session.ts';
import { useHostRoom, useOnAir } from '../on-air.tsx';
import { Head } from '../parts/head.tsx';
import { Preparation } from './preparation.tsx';
import { RecapView } from './recap-view.tsx';
import { useStudioSale } from './use-studio-sales.ts';

/** One sale for who runs it: prepared, hosted, looked back at. */
export const SaleScreen = () => {
  const { sale: id } = useParams<{ sale: string }>();
  const { data, isPending, error, refetch } = useStudioSale(id);
  const account = useSession().data;
  if (isPending || !account)
    return (
      <Page title="Sale">
        <Skeleton height="24rem" />
      </Page>
    );
  if (error)
    return (
      <Page title="Sale">
        {codeOf(error) === 'sale.unknown' ? (
          <Unknown />
        ) : (
          <ErrorState failure={error} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  if (!mayHost(account, data.sale)) return <NotYours saleId={id} />;
  return <Own key={id} sale={data.sale} runSheet={data.runSheet} />;
};

const mayHost = (account: Account, sale: Sale) =>
  account.role === 'operator' || account.id === sale.seller.id;

const Unknown = () => (
  <EmptyState
    title="There is no such sale"
    action={<ButtonLink href="/studio/sales">See your sales</ButtonLink>}
  >
    It was removed, or the link is not right.
  </EmptyState>
);

const NotYours = ({ saleId }: { saleId: string }) => (
  <Page title="Sale">
    <EmptyState
      title="This is another seller’s sale"
      action={<ButtonLink href={`/live/${saleId}`}>Watch it</ButtonLink>}
    >
      Only its seller and the operator can run it.
    </EmptyState>
  </Page>
);

interface OwnProps {
  sale: Sale;
  runSheet: readonly RunSheetEntry[];
}

/** Enters the sale's room as its host for as long as there is something to do in it. */
const Own = ({ sale, runSheet }: OwnProps) => {
  const { session, enter, leave } = useOnAir();
  const open = sale.state !== 'ended';
  useEffect(() => {
    if (open) enter(sale.id);
  }, [open, enter, sale.id]);
  const mine = session?.saleId === sale.id ? session : null;
  // A sale that is on stays on while its seller looks at an order; one that is not is simply left.
  useEffect(
    () => () => {
      if (mine && mine.room.get().live?.state !== 'live') leave();
    },
    [mine, leave],
  );
  if (!open && !mine) return <RecapView sale={sale} />;
  if (!mine) return <Preparation sale={sale} runSheet={runSheet} link={session?.room.get().link} />;
  return <Joined session={mine} sale={sale} runSheet={runSheet} />;
};

const Joined = ({ session, sale, runSheet }: OwnProps & { session: HostSession }) => {
  const { live, link } = useHostRoom(session);
  const { refetch } = useStudioSale(sale.id);
  const state = live?.state ?? sale.state;
  // The room hears of a start and an end first; what was fetched before is then out of date.
  useEffect(() => {
    if (state !== sale.state) void refetch();
  }, [state, sale.state, refetch]);
  if (state === 'ended') return <RecapView sale={sale} peak={session.get().peak} />;
  if (state === 'scheduled') return <Preparation sale={sale} runSheet={runSheet} link={link} />;
  if (live) return <HostRoom session={session} live={live} />;
  return (
    <Page title={sale.title}>
      <Head
        title={sale.title}
        back={{ href: '/studio/sales', words: 'All sales' }}
        over="Connecting to your sale…"
      />
      <Skeleton height="24rem" />
    </Page>
  );
};
