import { useEffect } from 'react';
import { useCapture, useOnAir } from '../on-air.tsx';

const stored = 'leo:source';

/** A page that was reloaded in the middle of a sale shows again what it showed before, without being asked. */
export const useRestoreCapture = () => {
  const { capture } = useOnAir();
  const { source } = useCapture();
  useEffect(() => {
    if (capture.get().source !== 'off') return;
    const before = sessionStorage.getItem(stored);
    if (before === 'camera') void capture.openCamera();
    if (before === 'test') capture.openTest();
  }, [capture]);
  useEffect(() => {
    if (source === 'camera' || source === 'test') sessionStorage.setItem(stored, source);
  }, [source]);
};
