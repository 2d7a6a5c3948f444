import { useSyncExternalStore } from 'react';
import styles from './offline-banner.module.css';

const subscribe = (listener: () => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

/** A shop on this very machine is reached without any network. */
const isHere = () => /^(localhost|127\.|\[::1\])/.test(location.hostname);

/** Says that the browser has no network; goes away by itself when it has. */
export const OfflineBanner = () => {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine || isHere());
  if (online) return null;
  return (
    <p role="status" className={styles.banner}>
      No connection. What you see may be old; buying works again when it is back.
    </p>
  );
};
