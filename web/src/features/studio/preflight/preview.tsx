import { useEffect, useRef, useState } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import styles from './preview.module.css';

interface PreviewProps {
  stream: MediaStream | null;
  /** As in a mirror: how people know themselves. Never for text to be read, which is what buyers get. */
  mirror: boolean;
  className?: string;
}

/** The seller's own picture, without its sound. */
export const Preview = ({ stream, mirror, className }: PreviewProps) => {
  const video = useRef<HTMLVideoElement>(null);
  const [wide, setWide] = useState(false);
  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = stream;
    // Muted video may always play; a browser that refuses shows the first picture, which will do here.
    if (stream) void video.current.play().catch(() => undefined);
  }, [stream]);
  return (
    <video
      ref={video}
      className={classNames(styles.preview, mirror && styles.mirror, className)}
      data-wide={wide || undefined}
      aria-label="Your picture"
      muted
      playsInline
      autoPlay
      onResize={(event) => setWide(event.currentTarget.videoWidth > event.currentTarget.videoHeight)}
    />
  );
};
