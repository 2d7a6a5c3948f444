import { useEffect } from 'react';
import { useCapture, useOnAir } from '../on-air.tsx';

const stored = 'leo:source';

/** A browser that forbids storage remembers nothing; the seller then presses once more. */
const remembered = () => {
  try {
    return sessionStorage.getItem(stored);
  } catch {
    return null;
  }
};
const remember = (source: string) => {
  try {
    sessionStorage.setItem(stored, source);
  } catch {
    // As above.
  }
};

/** A page that was reloaded in the middle of a sale shows again what it showed before, without being asked. */
export const useRestoreCapture = () => {
  const { capture } = useOnAir();
  const { source } = useCapture();
  useEffect(() => {
    if (capture.get().source !== 'off') return;
    const before = remembered();
    if (before === 'camera') void capture.openCamera();
    if (before === 'test') capture.openTest();
  }, [capture]);
  useEffect(() => {
    if (source === 'camera' || source === 'test') remember(source);
  }, [source]);
};
