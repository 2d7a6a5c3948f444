import type { LiveState } from '#contracts/live';
import { count, initials } from '../../lib/format.ts';
import { Link } from '../../lib/router.ts';
import { Icon } from '../../ui/icon.tsx';
import { LiveTag } from '../../ui/live-tag.tsx';
import styles from './room-top.module.css';

/** Who sells, that it is live, how many watch, and the way out: back to the shop with the video in its small frame. */
export const RoomTop = ({ live, onSeller }: { live: LiveState; onSeller: () => void }) => (
  <div className={styles.top}>
    <button type="button" className={styles.seller} onClick={onSeller} aria-haspopup="dialog">
      <span className={styles.avatar} aria-hidden="true">
        {initials(live.seller.name)}
      </span>
      <span className={styles.names}>
        <span className={styles.name}>{live.seller.name}</span>
        <span className={styles.title}>{live.title}</span>
      </span>
    </button>
    <span className={styles.tags}>
      <LiveTag />
      <span className={styles.watching}>{count(live.watching)} watching</span>
    </span>
    <Link href="/" className={styles.close} aria-label="Go to the shop, keep watching" title="Go to the shop">
      <Icon name="close" />
    </Link>
  </div>
);
