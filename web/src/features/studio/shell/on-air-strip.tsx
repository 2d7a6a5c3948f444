import { plural } from '../../../lib/format.ts';
import { Link, useLocation } from '../../../lib/router.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LiveTag } from '../../../ui/live-tag.tsx';
import type { HostSession } from '../host/host-session.ts';
import { useHostRoom } from '../on-air.tsx';
import styles from './on-air-strip.module.css';

/** On every other screen of the studio: the sale goes on, and one press leads back to it. */
export const OnAirStrip = ({ session }: { session: HostSession }) => {
  const { live } = useHostRoom(session);
  const [path] = useLocation();
  const home = `/studio/sales/${session.saleId}`;
  if (live?.state !== 'live' || path === home) return null;
  return (
    <aside className={styles.place} aria-label="Your live sale">
      <Link href={home} className={classNames('stage', styles.strip)}>
        <LiveTag />
        <span className={styles.title}>{live.title}</span>
        <span className={styles.watching}>{plural(live.watching, 'person', 'people')} watching</span>
        <span className={styles.back}>
          Back to your sale <Icon name="arrow" size={18} />
        </span>
      </Link>
    </aside>
  );
};
