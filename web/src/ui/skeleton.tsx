import styles from './skeleton.module.css';

/** Holds the place of what is coming, at its final size; shows itself only after 300 ms. */
export const Skeleton = ({ width = '100%', height }: { width?: string; height: string }) => (
  <span className={styles.skeleton} style={{ width, height }} aria-hidden="true" />
);

/** Tells a screen reader that the part is on its way. */
export const Loading = ({ what }: { what: string }) => (
  <p role="status" className="visually-hidden">
    Loading {what}
  </p>
);
