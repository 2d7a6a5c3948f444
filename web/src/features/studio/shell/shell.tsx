import { type ReactNode, useCallback, useState, useSyncExternalStore } from 'react';
import { Link, useLocation } from '../../../lib/router.ts';
import { useSession } from '../../../lib/session.ts';
import { useShop } from '../../../lib/shop.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import type { HostSession } from '../host/host-session.ts';
import { useOnAir } from '../on-air.tsx';
import { OnAirStrip } from './on-air-strip.tsx';
import { SelfMenu } from './self-menu.tsx';
import styles from './shell.module.css';
import { useStay } from './use-stay.ts';

interface Place {
  href: string;
  icon: IconName;
  words: string;
  /** Screens that belong to it and begin otherwise. */
  also?: readonly string[];
}

const places: readonly Place[] = [
  { href: '/studio/sales', icon: 'camera', words: 'Sales' },
  { href: '/studio/products', icon: 'tag', words: 'Products' },
  {
    href: '/studio/orders',
    icon: 'bag',
    words: 'Orders',
    also: ['/studio/returns', '/studio/disputes', '/studio/rto'],
  },
  { href: '/studio/money', icon: 'rupee', words: 'Money' },
];
const operating: Place = { href: '/studio/operating', icon: 'gauge', words: 'Operating' };

const PlaceLink = ({ place, wide }: { place: Place; wide?: boolean }) => {
  const [path] = useLocation();
  const here =
    path === place.href || path.startsWith(`${place.href}/`) || place.also?.includes(path) === true;
  return (
    <Link
      href={place.href}
      className={classNames(styles.place, here && styles.here, wide && styles.wide)}
      aria-current={here ? 'page' : undefined}
    >
      <Icon name={place.icon} size={22} />
      <span>{place.words}</span>
    </Link>
  );
};

const still = () => () => undefined;

/** Whether the sale of this page is on. */
const useIsLive = (session: HostSession | null): boolean =>
  useSyncExternalStore(session?.room.subscribe ?? still, () => session?.room.get().live?.state === 'live');

/** The studio's frame: a rail at the side on a wide screen, a bar at the bottom of a phone. */
export const Shell = ({ children }: { children: ReactNode }) => {
  const shop = useShop().data;
  const operator = useSession().data?.role === 'operator';
  const { session } = useOnAir();
  const [path] = useLocation();
  const live = useIsLive(session);
  // While the seller hosts, the sale has the whole screen.
  const hosting = live && path === `/studio/sales/${session?.saleId}`;
  useStay(live);
  const [menu, setMenu] = useState(false);
  const close = useCallback(() => setMenu(false), []);
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        Skip to the page
      </a>
      <header className={styles.rail} hidden={hosting}>
        <Link href="/studio/sales" className={styles.brand}>
          <i className={styles.mark} aria-hidden="true" />
          <span className={styles.name}>{shop?.name ?? 'Studio'}</span>
        </Link>
        <nav className={styles.places} aria-label="Studio">
          {places.map((place) => (
            <PlaceLink key={place.href} place={place} />
          ))}
          {operator && <PlaceLink place={operating} wide />}
          <button
            type="button"
            className={classNames(styles.place, styles.more, path.startsWith(operating.href) && styles.here)}
            aria-haspopup="dialog"
            onClick={() => setMenu(true)}
          >
            <Icon name="person" size={22} />
            <span>More</span>
          </button>
        </nav>
        <div className={styles.self}>
          <SelfMenu />
        </div>
      </header>
      <div className={styles.content}>
        {session && <OnAirStrip session={session} />}
        {children}
      </div>
      <Sheet open={menu} onClose={close} title={operator ? 'More' : 'Your account'}>
        {operator && (
          <Link href={operating.href} className={styles.operating} onClick={close}>
            <Icon name={operating.icon} size={20} />
            {operating.words}
          </Link>
        )}
        <SelfMenu />
      </Sheet>
    </div>
  );
};
