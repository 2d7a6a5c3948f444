import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import { ActionError } from '../../../ui/states.tsx';
import styles from './ask.module.css';

interface AskProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** A verb with its object: "Mark as shipped". */
  action: string;
  busy?: boolean;
  failure?: unknown;
  disabled?: boolean;
  /** What it does cannot be taken back. */
  danger?: boolean;
  onSubmit: () => void;
  /** The fields, and what will happen. */
  children: ReactNode;
}

/** A question with fields before something is done. What was typed stays when it is refused. */
export const Ask = ({ open, onClose, title, ...form }: AskProps) => {
  // A list has a question for every row: none of them is there before it is asked.
  const [asked, setAsked] = useState(open);
  if (open && !asked) setAsked(true);
  if (!asked) return null;
  return (
    <Sheet open={open} onClose={onClose} title={title}>
      <AskForm {...form} />
    </Sheet>
  );
};

type AskFormProps = Omit<AskProps, 'open' | 'onClose' | 'title'>;

const AskForm = ({ action, busy, failure, disabled, danger, onSubmit, children }: AskFormProps) => {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && !disabled) onSubmit();
  };
  return (
    <form className={styles.ask} onSubmit={submit} noValidate>
      {children}
      <ActionError failure={failure} />
      <Button type="submit" look={danger ? 'danger' : 'primary'} wide busy={busy} disabled={disabled}>
        {action}
      </Button>
    </form>
  );
};
