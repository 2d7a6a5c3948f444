import type { ReactNode } from 'react';
import { Link } from '../lib/router.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './top-bar.module.css';

interface BarLinkProps {
  href: string;
  icon: IconName;
  label: string;
  /** A number on the picture: how many things are in the basket. */
  count?: number;
}

export const BarLink = ({ href, icon, label, count = 0 }: BarLinkProps) => (
  <Link
    href={href}
    className={styles.link}
    aria-label={count > 0 ? `${label}, ${count}` : label}
    title={label}
  >
    <Icon name={icon} />
    {count > 0 && (
      <span className={styles.count} aria-hidden="true">
        {count}
      </span>
    )}
  </Link>
);

interface TopBarProps {
  /** The shop's name. */
  name: string;
  href?: string;
  /** The search field, which takes a line of its own on a phone. */
  search?: ReactNode;
  /** Bar links and buttons, at most four. */
  children: ReactNode;
}

export const TopBar = ({ name, href = '/', search, children }: TopBarProps) => (
  <>
    <a href="#main" className={styles.skip}>
      Skip to the page
    </a>
    <header className={styles.bar}>
      <div className={styles.row}>
        <Link href={href} className={styles.brand}>
          <i className={styles.mark} aria-hidden="true" />
          <span>{name}</span>
        </Link>
        {search && <div className={styles.search}>{search}</div>}
        <nav className={styles.links} aria-label="Shop">
          {children}
        </nav>
      </div>
    </header>
  </>
);
