import { useEffect, useState } from 'react';
import { Link, useLocation } from '../../lib/router.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/icon.tsx';
import { Picture } from '../../ui/picture.tsx';
import styles from './player.module.css';
import type { LiveSession } from './session.ts';
import { useLive } from './use-live.ts';
import { useRoom, useViewer } from './use-room.ts';

/** The one video of the page: full in its room, a small frame everywhere else, never made anew in between. */
export const Player = ({ session }: { session: LiveSession }) => {
  const { stage, video } = useLive();
  const [path] = useLocation();
  const { live } = useRoom(session);
  const viewer = useViewer(session);
  const [blocked, setBlocked] = useState(false);
  const [wide, setWide] = useState(false);
  const home = `/live/${session.saleId}`;
  const full = path === home;
  const onAir = live?.state === 'live' && live.video !== 'off';

  useEffect(() => {
    const element = video.current;
    if (!element || !viewer.stream) return;
    element.srcObject = viewer.stream;
    // iOS in Low Power Mode plays nothing without a tap: one large button then stands for it.
    element.play().then(
      () => setBlocked(false),
      () => setBlocked(element.paused),
    );
  }, [viewer, video]);

  useFirstFrame(video);

  // The small frame shows what is on the air; the room has its dark stage as long as the sale is on.
  const hidden = full ? live?.state !== 'live' : !viewer.stream || !onAir;
  const poster = live?.runSheet.find(({ productId }) => productId === live.featured) ?? live?.runSheet[0];
  return (
    <section
      aria-label="Video"
      className={classNames(full ? styles.full : styles.small, wide && styles.wide, hidden && styles.hidden)}
    >
      {full && !hidden && viewer.phase !== 'playing' && poster && (
        <Picture className={styles.poster} image={poster.image} alt="" sizes="100vw" />
      )}
      <video
        ref={video}
        className={styles.video}
        autoPlay
        muted
        playsInline
        aria-label={live ? `Live video of ${live.seller.name}` : 'Live video'}
        onResize={(event) => setWide(event.currentTarget.videoWidth > event.currentTarget.videoHeight)}
      />
      {blocked && (
        <button type="button" className={styles.play} onClick={() => void video.current?.play()}>
          <Icon name="play" size={48} />
          <span className="visually-hidden">Play the video</span>
        </button>
      )}
      {!full && !hidden && (
        <>
          <Link href={home} className={styles.back} aria-label={`Back to the sale: ${live?.title}`} />
          <IconButton
            look="scrim"
            icon="close"
            label="Stop watching"
            className={styles.close}
            onClick={stage.leave}
          />
          <span className={styles.live} aria-hidden="true">
            LIVE
          </span>
        </>
      )}
    </section>
  );
};

/** Leaves the two marks that say how long joining took: `leo:join`, and this one. */
const useFirstFrame = (video: { current: HTMLVideoElement | null }) => {
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    const mark = () => performance.mark('leo:first-frame');
    if (!('requestVideoFrameCallback' in element)) {
      const old = element as HTMLVideoElement;
      old.addEventListener('loadeddata', mark, { once: true });
      return () => old.removeEventListener('loadeddata', mark);
    }
    const wait = element.requestVideoFrameCallback(mark);
    return () => element.cancelVideoFrameCallback(wait);
  }, [video]);
};
