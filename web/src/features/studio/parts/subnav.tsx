import { useEffect, useRef } from 'react';
import { Link, useLocation } from '../../../lib/router.ts';
import { classNames } from '../../../ui/class-names.ts';
import styles from './subnav.module.css';

export interface Way {
  href: string;
  words: string;
  /** How many wait there; none is not drawn. */
  count?: number;
  /** It has screens of its own below it. */
  deep?: boolean;
}

/** The screens of one part of the studio, beside each other. */
export const Subnav = ({ label, ways }: { label: string; ways: readonly Way[] }) => {
  const [path] = useLocation();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone there are more than fit: the one that is open is in sight.
    const here = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current && here) nav.current.scrollLeft = here.offsetLeft - nav.current.clientWidth / 3;
  }, []);
  return (
    <nav ref={nav} aria-label={label} className={styles.nav}>
      <ul className={styles.ways}>
        {ways.map(({ href, words, count, deep }) => {
          const here = path === href || (deep && path.startsWith(`${href}/`));
          return (
            <li key={href}>
              <Link
                href={href}
                className={classNames(styles.way, here && styles.here)}
                aria-current={here ? 'page' : undefined}
              >
                {words}
                {!!count && <span className={styles.count}>{count}</span>}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
};
