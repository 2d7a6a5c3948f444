import { useSyncExternalStore } from 'react';

/** From here on there is room for three panes: 900 px. */
const wide = '(min-width: 56.25rem)';

const subscribe = (listener: () => void) => {
  const media = matchMedia(wide);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
};

export const useWide = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(wide).matches);
