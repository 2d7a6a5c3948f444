import styles from './test-strip.module.css';

/** On every page of a shop whose payments are not real, so that nobody takes them for it. */
export const TestStrip = () => (
  <aside className={styles.strip} aria-label="Test mode">
    TEST MODE · no real money is taken
  </aside>
);
