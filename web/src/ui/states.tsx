import type { ReactNode } from 'react';
import { sentenceOf } from '../lib/api.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './states.module.css';

interface EmptyProps {
  title: string;
  /** One sentence: what appears here. */
  children: ReactNode;
  action?: ReactNode;
  /** The heading of the whole page. */
  page?: boolean;
}

export const EmptyState = ({ title, children, action, page }: EmptyProps) => {
  const Heading = page ? 'h1' : 'h2';
  return (
    <section className={styles.state}>
      <Heading className={styles.title}>{title}</Heading>
      <p className={styles.words}>{children}</p>
      {action}
    </section>
  );
};

interface ErrorProps {
  failure: unknown;
  onRetry?: () => void;
}

/** In place of what could not be had, with one way to try again; never goes away by itself. */
export const ErrorState = ({ failure, onRetry }: ErrorProps) => (
  <section className={styles.state} role="alert">
    <span className={styles.sign}>
      <Icon name="warning" size={32} />
    </span>
    <p className={styles.words}>{sentenceOf(failure)}</p>
    {onRetry && <Button onClick={onRetry}>Try again</Button>}
  </section>
);

/** The refusal of an action, beside the button that was pressed. */
export const ActionError = ({ failure }: { failure: unknown }) =>
  failure ? (
    <p role="alert" className={styles.action}>
      <Icon name="warning" size={20} />
      <span>{sentenceOf(failure)}</span>
    </p>
  ) : null;
