import type { LiveState } from '#contracts/live';
import { plural } from '../../lib/format.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useStatus } from '../../ui/status.tsx';
import styles from './action-rail.module.css';

/** At most three round buttons at the right edge, where a thumb is. */
export const ActionRail = ({ live, onProducts }: { live: LiveState; onProducts: () => void }) => {
  const { toast } = useStatus();
  const share = async () => {
    const shared = { title: live.title, url: location.href };
    if (navigator.share) {
      // Closing the system's share sheet rejects; that is no error.
      await navigator.share(shared).catch(() => undefined);
      return;
    }
    await navigator.clipboard?.writeText(shared.url).then(
      () => toast('Link copied'),
      () => undefined,
    );
  };
  return (
    <div className={styles.rail}>
      <IconButton look="scrim" icon="share" label="Share this sale" onClick={() => void share()} />
      <button
        type="button"
        className={styles.products}
        onClick={onProducts}
        aria-haspopup="dialog"
        aria-label={`All products of this sale, ${plural(live.runSheet.length, 'product')}`}
      >
        <Icon name="tag" size={20} />
        <span className={styles.count}>{live.runSheet.length}</span>
      </button>
    </div>
  );
};
