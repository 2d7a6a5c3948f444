import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './status.module.css';

interface Status {
  /** Heard by screen readers, one after the other; nothing is drawn. */
  say: (words: string) => void;
  /** For what succeeded elsewhere: drawn for six seconds, and heard. Errors stay where they happened. */
  toast: (words: string) => void;
}

const Voice = createContext<Status>({ say: () => undefined, toast: () => undefined });

export const useStatus = () => useContext(Voice);

/** Time for a screen reader to begin a sentence before the next one replaces it. */
const sentenceMs = 1200;
const toastMs = 6000;
/** Older sentences are dropped when a sale moves faster than anyone can listen. */
const mostWaiting = 4;

export const StatusProvider = ({ children }: { children: ReactNode }) => {
  const [waiting, setWaiting] = useState<string[]>([]);
  const [shown, setShown] = useState<{ words: string; id: number } | null>(null);

  const status = useMemo<Status>(() => {
    const say = (words: string) => setWaiting((before) => [...before, words].slice(-mostWaiting));
    const toast = (words: string) => {
      say(words);
      setShown((last) => ({ words, id: (last?.id ?? 0) + 1 }));
    };
    return { say, toast };
  }, []);

  useEffect(() => {
    if (waiting.length === 0) return undefined;
    const timer = setTimeout(() => setWaiting((before) => before.slice(1)), sentenceMs);
    return () => clearTimeout(timer);
  }, [waiting]);

  useEffect(() => {
    if (!shown) return undefined;
    const timer = setTimeout(() => setShown(null), toastMs);
    return () => clearTimeout(timer);
  }, [shown]);

  return (
    <Voice.Provider value={status}>
      {children}
      <p role="status" className="visually-hidden">
        {waiting[0]}
      </p>
      {shown && (
        <section className={styles.toast} key={shown.id} aria-label="Message">
          <Icon name="check" size={20} />
          <span>{shown.words}</span>
          <IconButton icon="close" label="Dismiss" onClick={() => setShown(null)} />
        </section>
      )}
    </Voice.Provider>
  );
};
