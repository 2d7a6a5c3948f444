import type { ReactNode } from 'react';
import { Link } from '../../../lib/router.ts';
import { Icon } from '../../../ui/icon.tsx';
import styles from './head.module.css';

interface HeadProps {
  title: string;
  /** One line over the title: where this belongs, or when it is. */
  over?: ReactNode;
  back?: { href: string; words: string };
  /** What one can do here. */
  children?: ReactNode;
}

export const Head = ({ title, over, back, children }: HeadProps) => (
  <header className={styles.head}>
    {back && (
      <Link href={back.href} className={styles.back}>
        <Icon name="back" size={18} />
        {back.words}
      </Link>
    )}
    <div className={styles.row}>
      <div className={styles.words}>
        {over && <p className={styles.over}>{over}</p>}
        <h1 className={styles.title}>{title}</h1>
      </div>
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  </header>
);
