import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useServices } from '../../lib/services.tsx';
import { patchFromSale } from '../product/patch-variant.ts';
import type { LiveSession } from './session.ts';
import { LiveOnPage } from './use-live.ts';

const Player = lazy(() => import('./player.tsx').then(({ Player }) => ({ default: Player })));

/** Holds the one live session of the page above all screens, so that no navigation ever ends the video. */
export const LiveProvider = ({ children }: { children: ReactNode }) => {
  const { socket: door, queries } = useServices();
  const [session, setSession] = useState<LiveSession | null>(null);
  const wanted = useRef<string | null>(null);
  const open = useRef<LiveSession | null>(null);
  const video = useRef<HTMLVideoElement>(null);

  const leave = useCallback(() => {
    wanted.current = null;
    open.current?.close();
    open.current = null;
    setSession(null);
  }, []);

  const enter = useCallback(
    (saleId: string) => {
      if (wanted.current === saleId) return;
      leave();
      wanted.current = saleId;
      performance.clearMarks('leo:join');
      performance.clearMarks('leo:first-frame');
      performance.mark('leo:join');
      void import('./session.ts').then(({ openSession }) => {
        if (wanted.current !== saleId) return;
        open.current = openSession({ door, saleId, onChange: (change) => patchFromSale(queries, change) });
        setSession(open.current);
      });
    },
    [door, queries, leave],
  );

  useEffect(() => leave, [leave]);
  const live = useMemo(() => ({ session, enter, leave, video }), [session, enter, leave]);
  return (
    <LiveOnPage.Provider value={live}>
      {children}
      <Suspense>{session && <Player session={session} />}</Suspense>
    </LiveOnPage.Provider>
  );
};
