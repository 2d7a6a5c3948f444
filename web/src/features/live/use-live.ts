import { createContext, type RefObject, useContext } from 'react';
import type { LiveSession } from './session.ts';

export interface Live {
  /** The sale this page watches, whichever screen is open. */
  session: LiveSession | null;
  /** Enters a sale; the one before is left. */
  enter: (saleId: string) => void;
  leave: () => void;
  /** The one video element. */
  video: RefObject<HTMLVideoElement | null>;
}

export const LiveOnPage = createContext<Live>({
  session: null,
  enter: () => undefined,
  leave: () => undefined,
  video: { current: null },
});

export const useLive = () => useContext(LiveOnPage);
