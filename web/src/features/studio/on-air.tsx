import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useServices } from '../../lib/services.tsx';
import { useLive } from '../live/use-live.ts';
import { HostSession } from './host/host-session.ts';
import { studioKeys } from './keys.ts';
import { Capture } from './media/capture.ts';

export interface OnAir {
  /** The one camera of the studio. */
  capture: Capture;
  /** The sale this page hosts, whichever screen of the studio is open. */
  session: HostSession | null;
  /** Enters a sale; the one before is left, unless it is on. */
  enter: (saleId: string) => void;
  leave: () => void;
}

const Held = createContext<OnAir | null>(null);

export const useOnAir = (): OnAir => {
  const held = useContext(Held);
  if (!held) throw new Error('A screen of the studio stands outside of OnAirProvider.');
  return held;
};

export const useCapture = () => {
  const { capture } = useOnAir();
  return useSyncExternalStore(capture.subscribe, capture.get);
};
export const useHostRoom = (session: HostSession) =>
  useSyncExternalStore(session.room.subscribe, session.room.get);
export const useHost = (session: HostSession) => useSyncExternalStore(session.subscribe, session.get);
export const usePublisher = (session: HostSession) =>
  useSyncExternalStore(session.publisher.subscribe, session.publisher.get);

/** Holds camera and sale above the studio's screens, so that looking at an order never ends the picture. */
export const OnAirProvider = ({ children }: { children: ReactNode }) => {
  const { socket: door, queries } = useServices();
  const { stage } = useLive();
  const [capture] = useState(() => new Capture());
  const [session, setSession] = useState<HostSession | null>(null);
  const open = useRef<HostSession | null>(null);

  const leave = useCallback(() => {
    open.current?.close();
    open.current = null;
    setSession(null);
    capture.close();
  }, [capture]);

  const enter = useCallback(
    (saleId: string) => {
      // A sale that is on is never left for another one that is only being prepared.
      if (open.current?.saleId === saleId || open.current?.room.get().live?.state === 'live') return;
      open.current?.close();
      const onOrder = () => void queries.invalidateQueries({ queryKey: studioKeys.allOrders });
      open.current = new HostSession({ door, saleId, capture, onOrder });
      setSession(open.current);
    },
    [door, queries, capture],
  );

  // Who sells does not also watch: two sounds at once help nobody.
  useEffect(() => stage.leave(), [stage]);
  useEffect(() => leave, [leave]);

  const onAir = useMemo(() => ({ capture, session, enter, leave }), [capture, session, enter, leave]);
  return <Held.Provider value={onAir}>{children}</Held.Provider>;
};
