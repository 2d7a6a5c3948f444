import { type ReactNode, useEffect, useState } from 'react';
import { Ended } from '../features/live/ended.tsx';
import { NotStarted } from '../features/live/not-started.tsx';
import { Room } from '../features/live/room.tsx';
import { RoomPoster } from '../features/live/room-poster.tsx';
import type { LiveSession } from '../features/live/session.ts';
import { useLive, useLiveSession } from '../features/live/use-live.ts';
import { useRoom } from '../features/live/use-room.ts';
import { ShopBar } from '../features/shop/shop-bar.tsx';
import { codeOf } from '../lib/api.ts';
import { useParams } from '../lib/router.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';

/** One sale at its address: before, while, and after it is live. */
export const LiveRoom = () => {
  const { sale } = useParams<{ sale: string }>();
  const { stage } = useLive();
  const session = useLiveSession();
  useEffect(() => stage.enter(sale), [stage, sale]);
  return session?.saleId === sale ? <Entered session={session} /> : <RoomPoster saleId={sale} />;
};

/** Before and after the sale it is a page like the others. */
const Framed = ({ children }: { children: ReactNode }) => (
  <>
    <ShopBar />
    {children}
  </>
);

const Entered = ({ session }: { session: LiveSession }) => {
  const { live, link, refusal, skew } = useRoom(session);
  const { stage } = useLive();
  const [busy, setBusy] = useState(false);
  // A sale that is on goes with the buyer in the small frame; one that is not is simply left.
  useEffect(
    () => () => {
      if (session.room.get().live?.state !== 'live') stage.leave();
    },
    [session, stage],
  );
  if (link === 'refused')
    return (
      <Framed>
        <Page title="Sale">
          {codeOf(refusal) === 'sale.unknown' ? (
            <EmptyState
              page
              title="There is no such sale"
              action={<ButtonLink href="/">Go to the shop</ButtonLink>}
            >
              It was removed, or the link is not right.
            </EmptyState>
          ) : (
            <ErrorState failure={refusal} />
          )}
        </Page>
      </Framed>
    );
  if (!live) return <RoomPoster saleId={session.saleId} />;
  if (live.state === 'scheduled')
    return (
      <Framed>
        <NotStarted live={live} skew={skew} />
      </Framed>
    );
  if (live.state === 'ended' && !busy)
    return (
      <Framed>
        <Ended live={live} />
      </Framed>
    );
  return <Room session={session} live={live} onBusy={setBusy} />;
};
