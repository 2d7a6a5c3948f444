import { createContext, type RefObject, useContext, useSyncExternalStore } from 'react';
import type { LiveSession } from './session.ts';
import type { Stage } from './stage.ts';

export interface Live {
  stage: Stage;
  /** The one video element. */
  video: RefObject<HTMLVideoElement | null>;
}

export const LiveOnPage = createContext<Live | null>(null);

export const useLive = (): Live => {
  const live = useContext(LiveOnPage);
  if (!live) throw new Error('A screen stands outside of LiveProvider.');
  return live;
};

/** The sale this page watches, whichever screen is open. */
export const useLiveSession = (): LiveSession | null => {
  const { stage } = useLive();
  return useSyncExternalStore(stage.subscribe, stage.get);
};
