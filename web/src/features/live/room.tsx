import { useCallback, useEffect, useState } from 'react';
import type { LiveState } from '#contracts/live';
import { classNames } from '../../ui/class-names.ts';
import { useMainFocus, useTitle } from '../../ui/page.tsx';
import { useWide } from '../../ui/use-wide.ts';
import { ActionRail } from './action-rail.tsx';
import { Chat } from './chat.tsx';
import { keepVoice, readVoice, useChatVoice } from './chat-voice.ts';
import { Composer } from './composer.tsx';
import { FeaturedCard } from './featured-card.tsx';
import { ProductsPanel } from './products-panel.tsx';
import { ReadyChip } from './ready-chip.tsx';
import styles from './room.module.css';
import { RoomSheets, type SheetName } from './room-sheets.tsx';
import { RoomTop } from './room-top.tsx';
import { VideoScene } from './scenes.tsx';
import type { LiveSession } from './session.ts';
import { SoundPill } from './sound.tsx';
import { useAnnouncements } from './use-announcements.ts';
import { useRoom, useViewer } from './use-room.ts';

interface RoomProps {
  session: LiveSession;
  live: LiveState;
  /** Told while something is being bought: the room then outlasts the sale. */
  onBusy: (busy: boolean) => void;
}

/** The room of a sale that is on: video behind, everything else floats over its lower half or stands beside it. */
export const Room = ({ session, live, onBusy }: RoomProps) => {
  const room = useRoom(session);
  const { phase } = useViewer(session);
  const [sheet, setSheet] = useState<SheetName | null>(null);
  const [buying, setBuying] = useState<string | null>(null);
  const [voice, setVoice] = useState(readVoice);
  const featured = live.runSheet.find((entry) => entry.productId === live.featured);
  // Beside the video everything is on the dark stage; over it the card stays paper, as a tag held up to it.
  const wide = useWide();
  const main = useMainFocus();
  useTitle(live.title);
  useAnnouncements(live);
  useChatVoice(room.rows, voice);

  const closeSheet = useCallback(() => setSheet(null), []);
  const closeBuying = useCallback(() => setBuying(null), []);
  const buy = useCallback((productId: string) => {
    setSheet(null);
    setBuying(productId);
  }, []);
  const busy = buying !== null;
  useEffect(() => onBusy(busy), [busy, onBusy]);

  return (
    <>
      <main id="main" ref={main} tabIndex={-1} className={classNames(styles.room, wide && 'stage')}>
        <h1 className="visually-hidden">
          {live.title}, live with {live.seller.name}
        </h1>
        <RoomTop live={live} onSeller={() => setSheet('seller')} />
        <div className={styles.scene}>
          <ReadyChip onOpen={() => setSheet('address')} />
          <VideoScene live={live} phase={phase} link={room.link} />
          {phase === 'playing' && <SoundPill />}
        </div>
        <ProductsPanel className={styles.products} live={live} onBuy={buy} />
        <div className={styles.talk}>
          <Chat rows={room.rows} />
          <ActionRail live={live} onProducts={() => setSheet('products')} />
          {featured && <FeaturedCard key={featured.productId} entry={featured} onBuy={buy} />}
          <Composer session={session} />
        </div>
      </main>
      <RoomSheets
        live={live}
        sheet={sheet}
        onClose={closeSheet}
        onBuy={buy}
        buying={buying}
        onBought={closeBuying}
        voice={voice}
        onVoice={(chosen) => {
          keepVoice(chosen);
          setVoice(chosen);
        }}
      />
    </>
  );
};
