import { useCallback, useSyncExternalStore } from 'react';
import { useLive } from './use-live.ts';

/** The sound of the one video. Switched on the element itself: iOS takes it only inside the tap. */
export const useSound = () => {
  const { video } = useLive();
  const subscribe = useCallback(
    (listener: () => void) => {
      const element = video.current;
      element?.addEventListener('volumechange', listener);
      return () => element?.removeEventListener('volumechange', listener);
    },
    [video],
  );
  const muted = useSyncExternalStore(subscribe, () => video.current?.muted ?? true);
  const toggle = () => {
    if (video.current) video.current.muted = !video.current.muted;
  };
  return { muted, toggle };
};
