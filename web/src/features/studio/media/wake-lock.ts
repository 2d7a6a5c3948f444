import { useEffect } from 'react';

/** A phone that goes to sleep ends the picture: its screen stays on while this is true. */
export const useWakeLock = (on: boolean) => {
  useEffect(() => {
    if (!on || !('wakeLock' in navigator)) return undefined;
    let lock: WakeLockSentinel | null = null;
    let gone = false;
    const take = async () => {
      if (document.visibilityState !== 'visible') return;
      // Refused when the battery is low; the sale goes on without it.
      const taken = await navigator.wakeLock.request('screen').catch(() => null);
      if (gone) void taken?.release();
      else lock = taken;
    };
    const again = () => void take();
    again();
    // The browser lets go of it whenever the page is hidden.
    document.addEventListener('visibilitychange', again);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', again);
      void lock?.release();
    };
  }, [on]);
};
