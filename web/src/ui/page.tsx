import { type ReactNode, useEffect, useRef } from 'react';
import { useShop } from '../lib/shop.ts';
import { classNames } from './class-names.ts';
import styles from './page.module.css';

/** Names the browser's tab: "Basket · Asha Looms". */
export const useTitle = (title: string) => {
  const shop = useShop().data?.name ?? 'Leo';
  useEffect(() => {
    document.title = title ? `${title} · ${shop}` : shop;
  }, [title, shop]);
};

/** After a navigation focus is at the start of the screen's main part, as after loading a page. */
export const useMainFocus = () => {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    // On the very first page the browser has already put focus where it belongs.
    if (document.documentElement.dataset['moved']) {
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    document.documentElement.dataset['moved'] = 'yes';
  }, []);
  return main;
};

interface PageProps {
  /** The tab's name; empty is the shop's own. */
  title: string;
  width?: 'full' | 'text' | 'narrow';
  children: ReactNode;
}

/** The main part of a screen. */
export const Page = ({ title, width = 'full', children }: PageProps) => {
  const main = useMainFocus();
  useTitle(title);
  return (
    <main id="main" ref={main} tabIndex={-1} className={classNames(styles.page, styles[width])}>
      {children}
    </main>
  );
};
