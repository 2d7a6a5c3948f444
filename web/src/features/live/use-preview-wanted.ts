import { type RefObject, useEffect, useState } from 'react';

interface Connection {
  saveData?: boolean;
}

/** Whoever asked for less motion or less data gets the poster. */
const allowed = () => {
  const { connection } = navigator as Navigator & { connection?: Connection };
  return !matchMedia('(prefers-reduced-motion: reduce)').matches && connection?.saveData !== true;
};

/** The page's own pictures come first. */
const afterMs = 1500;

/** True once the card has been in view for a moment, and false again when it is not. */
export const usePreviewWanted = (card: RefObject<HTMLElement | null>, able: boolean): boolean => {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (!able || !card.current || !allowed()) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        clearTimeout(timer);
        if (entry?.isIntersecting) timer = setTimeout(() => setWanted(true), afterMs);
        else setWanted(false);
      },
      { threshold: 0.5 },
    );
    observer.observe(card.current);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [card, able]);
  return wanted && able;
};
