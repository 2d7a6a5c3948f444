import { useEffect, useRef, useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import styles from './live-preview.module.css';
import { useLive } from './use-live.ts';
import type { ViewerSnapshot } from './viewer.ts';

/** The sale as it is right now, silent, over its poster. */
export const LivePreview = ({ saleId }: { saleId: string }) => {
  const { stage } = useLive();
  const video = useRef<HTMLVideoElement>(null);
  const [shown, setShown] = useState<ViewerSnapshot>({ phase: 'idle', stream: null });

  useEffect(() => {
    let release = () => stage.leavePreview();
    let gone = false;
    void stage.preview(saleId).then((viewer) => {
      if (gone) return;
      setShown(viewer.get());
      const unsubscribe = viewer.subscribe(() => setShown(viewer.get()));
      release = () => {
        unsubscribe();
        stage.leavePreview();
      };
    });
    return () => {
      gone = true;
      release();
    };
  }, [stage, saleId]);

  useEffect(() => {
    const element = video.current;
    if (!element || !shown.stream) return;
    element.srcObject = shown.stream;
    // Where a tap is needed first the poster stays; the card is there to be tapped.
    element.play().catch(() => undefined);
  }, [shown]);

  return (
    <video
      ref={video}
      className={classNames(styles.preview, shown.phase === 'playing' && styles.playing)}
      muted
      playsInline
      aria-hidden="true"
      tabIndex={-1}
    />
  );
};
