import type { ReactNode } from 'react';
import styles from './tile.module.css';

/** A number worth looking at, on a swing tag. */
export const Tile = ({ label, children, note }: { label: string; children: ReactNode; note?: ReactNode }) => (
  <div className={styles.tile}>
    <dt className={styles.label}>{label}</dt>
    <dd className={styles.value}>{children}</dd>
    {note && <dd className={styles.note}>{note}</dd>}
  </div>
);

export const Tiles = ({ children }: { children: ReactNode }) => <dl className={styles.tiles}>{children}</dl>;
