import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Icon } from '../../ui/icon.tsx';
import styles from './chat.module.css';
import type { Row } from './room-state.ts';

/** Closer to the end than this counts as being at the end. */
const nearPx = 24;

/** Newest at the bottom. Reading back pauses the following, and says how many came meanwhile. */
export const Chat = ({ rows }: { rows: readonly Row[] }) => {
  const log = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  /** The newest row when the reader scrolled up. */
  const [mark, setMark] = useState<string | null>(null);
  const newest = rows.at(-1)?.id;

  useEffect(() => {
    // What scrolls must be reachable by keyboard; a log is no control, so it is said to the element itself.
    if (log.current) log.current.tabIndex = 0;
  }, []);

  useLayoutEffect(() => {
    if (following && newest !== undefined && log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [following, newest]);

  useEffect(() => {
    const box = log.current;
    if (!box || !following) return undefined;
    // The box changes its size with the featured card; the end stays in view.
    const observer = new ResizeObserver(() => {
      box.scrollTop = box.scrollHeight;
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [following]);

  const onScroll = () => {
    const box = log.current;
    if (!box) return;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx;
    if (atEnd === following) return;
    setFollowing(atEnd);
    setMark(atEnd ? null : (newest ?? null));
  };

  const unread = following ? 0 : rows.length - 1 - rows.findIndex((row) => row.id === mark);
  return (
    <div className={styles.chat}>
      <div className={styles.log} ref={log} onScroll={onScroll} role="log" aria-label="Chat" aria-live="off">
        {rows.map((row) => (
          <ChatRow key={row.id} row={row} />
        ))}
      </div>
      {unread > 0 && (
        <button type="button" className={styles.more} onClick={() => setFollowing(true)}>
          {unread} new <Icon name="chevron" size={16} />
        </button>
      )}
    </div>
  );
};

const ChatRow = memo(({ row }: { row: Row }) =>
  row.kind === 'ordered' ? (
    <p className={styles.ordered}>Someone{row.city && ` in ${row.city}`} just ordered this</p>
  ) : (
    <p className={row.host ? styles.host : styles.line}>
      <b className={styles.name}>
        {row.name}
        {row.host && <span className={styles.badge}>Seller</span>}
      </b>{' '}
      {row.text}
    </p>
  ),
);
