import { type ReactNode, Suspense, useEffect, useMemo, useRef } from 'react';
import { fetched } from '../../lib/fetched.ts';
import { useServices } from '../../lib/services.tsx';
import { Stage } from './stage.ts';
import { LiveOnPage, useLiveSession } from './use-live.ts';

const Player = fetched(() => import('./player.tsx'), 'Player');

/** Stands above all screens, so that no navigation ever ends the video. */
export const LiveProvider = ({ children }: { children: ReactNode }) => {
  const { socket: door, queries } = useServices();
  const video = useRef<HTMLVideoElement>(null);
  const live = useMemo(() => ({ stage: new Stage({ door, queries }), video }), [door, queries]);
  useEffect(() => () => live.stage.leave(), [live]);
  return (
    <LiveOnPage.Provider value={live}>
      {children}
      <OnAir />
    </LiveOnPage.Provider>
  );
};

const OnAir = () => {
  const session = useLiveSession();
  return <Suspense>{session && <Player key={session.saleId} session={session} />}</Suspense>;
};
