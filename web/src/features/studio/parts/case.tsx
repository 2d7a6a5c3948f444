import type { ReactNode } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import styles from './case.module.css';

interface CaseProps {
  /** One line that names it; a link where there is more to see. */
  title: ReactNode;
  badge?: ReactNode;
  /** When and whose, in small print. */
  facts?: ReactNode;
  /** The number that matters. */
  sum?: ReactNode;
  /** What the number is, where the title does not say it. */
  sumNote?: string;
  /** What can be done: one thing first, the others quiet. */
  actions?: ReactNode;
  /** Whatever it says beyond its line. */
  children?: ReactNode;
}

/** Something that somebody has to decide, or has decided: a return, a payout, money that does not match. */
export const Case = ({ title, badge, facts, sum, sumNote, actions, children }: CaseProps) => (
  <li className={styles.case}>
    <div className={styles.words}>
      {badge}
      <p className={styles.title}>{title}</p>
      {facts && <p className={styles.facts}>{facts}</p>}
    </div>
    {sum !== undefined && (
      <p className={styles.sum}>
        {sum}
        {sumNote && <span className={styles.sumNote}>{sumNote}</span>}
      </p>
    )}
    {children && <div className={styles.more}>{children}</div>}
    {actions && <div className={styles.actions}>{actions}</div>}
  </li>
);

export const Cases = ({ label, children }: { label: string; children: ReactNode }) => (
  <ul className={styles.cases} aria-label={label}>
    {children}
  </ul>
);

/** A heading with what stands under it. */
export const Part = ({ id, title, children, note }: PartProps) => (
  <section className={styles.part} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {note && <p className={styles.note}>{note}</p>}
    {children}
  </section>
);

interface PartProps {
  id: string;
  title: string;
  note?: ReactNode;
  children: ReactNode;
}

/** The answer first, in one sentence; `calm` where nothing is to be done. */
export const Answer = ({ calm, children }: { calm?: boolean; children: ReactNode }) => (
  <p className={classNames(styles.answer, calm && styles.calm)}>{children}</p>
);
