import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from '../../../ui/button.tsx';
import { ActionError } from '../../../ui/states.tsx';
import styles from './confirm.module.css';

interface ConfirmProps {
  open: boolean;
  title: string;
  /** What will happen, in a sentence or two. */
  children: ReactNode;
  /** A verb with its object: "End the sale". */
  action: string;
  /** The way out: "Go on selling". */
  stay: string;
  busy?: boolean;
  failure?: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Only for what cannot be taken back. Focus begins at the way out. */
export const Confirm = (props: ConfirmProps) => {
  const { open, title, children, action, stay, busy, failure, onConfirm, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const box = dialog.current;
    if (!box || box.open === open) return;
    if (open) box.showModal();
    else box.close();
  }, [open]);
  useEffect(() => {
    const box = dialog.current;
    const closed = () => onClose();
    box?.addEventListener('close', closed);
    return () => box?.removeEventListener('close', closed);
  }, [onClose]);
  return (
    <dialog
      ref={dialog}
      className={styles.confirm}
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-words`}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <div id={`${id}-words`} className={styles.words}>
        {children}
      </div>
      <ActionError failure={failure} />
      <div className={styles.actions}>
        <Button autoFocus onClick={() => dialog.current?.close()}>
          {stay}
        </Button>
        <Button look="danger" busy={busy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </dialog>
  );
};
