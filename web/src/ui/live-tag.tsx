import styles from './live-tag.module.css';

/** The only vermilion block on a page; its dot is the only thing that loops. */
export const LiveTag = () => (
  <strong className={styles.tag}>
    <i className={styles.dot} aria-hidden="true" />
    LIVE
  </strong>
);
