import type { ReactNode } from 'react';
import type { LiveState } from '#contracts/live';
import { useShop } from '../../lib/shop.ts';
import { classNames } from '../../ui/class-names.ts';
import type { RoomState } from './room-state.ts';
import styles from './scenes.module.css';
import type { ViewerPhase } from './viewer-machine.ts';

/** A calm line over the video. Each state of the video is one of these; products stay buyable under all of them. */
const Banner = ({ children, title, late }: { title: string; children?: ReactNode; late?: boolean }) => (
  <div className={classNames(styles.banner, late && styles.late)} role="status">
    <p className={styles.title}>{title}</p>
    {children && <p className={styles.words}>{children}</p>}
  </div>
);

/** Nothing for the first 300 ms: most videos are there by then. */
export const Connecting = () => <Banner title="Getting the video…" late />;

export const SellerAway = ({ name }: { name: string }) => (
  <Banner title={`${name} will be right back`}>You can go on asking and buying.</Banner>
);

export const Reconnecting = () => <Banner title="Reconnecting…">The video comes back by itself.</Banner>;

export const NotOnAir = ({ name }: { name: string }) => (
  <Banner title={`${name} is about to begin`}>The video starts here by itself.</Banner>
);

export const NoVideo = () => (
  <Banner title="No video right now">
    This shop has no video at the moment. The sale goes on: ask and buy below.
  </Banner>
);

export const Offline = () => <Banner title="No connection">Waiting for the network. Nothing is lost.</Banner>;

/** Only for who is still buying: everyone else sees the recap. */
export const Over = () => (
  <Banner title="The sale has ended">What you are buying is still yours to buy.</Banner>
);

interface SceneProps {
  live: LiveState;
  phase: ViewerPhase;
  link: RoomState['link'];
}

/** Which of them, if any. */
export const VideoScene = ({ live, phase, link }: SceneProps) => {
  const shop = useShop().data;
  if (live.state === 'ended') return <Over />;
  if (link === 'lost' && phase !== 'playing') return <Offline />;
  if (live.video === 'reconnecting') return <SellerAway name={live.seller.name} />;
  if (phase === 'unavailable' || (phase !== 'playing' && shop?.video === false)) return <NoVideo />;
  if (live.video === 'off') return <NotOnAir name={live.seller.name} />;
  if (phase === 'connecting' || phase === 'idle') return <Connecting />;
  if (phase === 'reconnecting') return <Reconnecting />;
  return null;
};
