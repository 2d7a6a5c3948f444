import { type FocusEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { IconButton } from './button.tsx';
import styles from './sheet.module.css';
import { type Detent, useDetent } from './use-detent.ts';

interface SheetProps {
  open: boolean;
  /** Asked for by the close button, Escape, the backdrop or a drag down. */
  onClose: () => void;
  title: string;
  /** Hides the title where the content begins with its own. */
  quietTitle?: boolean;
  /** Where it opens; another one later moves it there. */
  detent?: Detent;
  children: ReactNode;
}

/** A little longer than --sheet-out. */
const slideOutMs = 260;
const typing = 'input:not([type=radio],[type=checkbox]), textarea, select';

/**
 * A native dialog: from the bottom on a phone, from the right on a wide screen. The browser moves focus in, keeps it,
 * and gives it back. Whatever lies under it goes on playing.
 */
export const Sheet = ({ open, onClose, title, quietTitle, detent: first = 'half', children }: SheetProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [present, setPresent] = useState(open);
  const { detent, setDetent, handle } = useDetent(dialog, { first, onClose });

  if (open && !present) setPresent(true);

  useLayoutEffect(() => {
    const box = dialog.current;
    if (!box || box.open === open) return;
    if (open) box.showModal();
    else box.close();
  }, [open]);

  useLayoutEffect(() => {
    if (open) setDetent(first);
  }, [open, first, setDetent]);

  useEffect(() => {
    if (open) return undefined;
    // What it held slides out with it, and is gone for the next visit.
    const timer = setTimeout(() => setPresent(false), slideOutMs);
    return () => clearTimeout(timer);
  }, [open]);

  useEffect(() => {
    const box = dialog.current;
    const closed = () => onClose();
    box?.addEventListener('close', closed);
    return () => box?.removeEventListener('close', closed);
  }, [onClose]);

  const onFocus = (event: FocusEvent) => {
    // The keyboard of a phone takes half the screen: a field needs all of the sheet.
    if (event.target.matches(typing)) setDetent('full');
  };

  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      data-sheet
      data-detent={detent}
      aria-labelledby={heading}
      onFocus={onFocus}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className={styles.body}>
        <header className={styles.head} {...handle}>
          <span className={styles.grip} aria-hidden="true" />
          <h2 id={heading} className={quietTitle ? 'visually-hidden' : styles.title} tabIndex={-1}>
            {title}
          </h2>
          <IconButton
            className={styles.grow}
            icon={detent === 'full' ? 'chevron' : 'expand'}
            label={detent === 'full' ? 'Make smaller' : 'Make larger'}
            onClick={() => setDetent(detent === 'full' ? 'half' : 'full')}
          />
          <IconButton icon="close" label="Close" onClick={() => dialog.current?.close()} />
        </header>
        <div className={styles.scroll}>{present && children}</div>
      </div>
    </dialog>
  );
};
