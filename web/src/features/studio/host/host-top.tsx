import type { LiveState } from '#contracts/live';
import { count } from '../../../lib/format.ts';
import { useNow } from '../../../lib/use-now.ts';
import { LiveTag } from '../../../ui/live-tag.tsx';
import { stopwatch } from '../sales/when.ts';
import styles from './host-top.module.css';

/** On, for how long, and before how many. */
export const HostFacts = ({ live, skew }: { live: LiveState; skew: number }) => {
  const now = useNow(1000) + skew;
  return (
    <span className={styles.facts}>
      <LiveTag />
      <span className={styles.fact}>{stopwatch(now - (live.startedAt ?? now))}</span>
      <span className={styles.fact} data-watching={live.watching}>
        {count(live.watching)} watching
      </span>
    </span>
  );
};
