import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

interface Words {
  label: string;
  /** Said under the label before anything is typed. */
  hint?: string;
  /** Says what to type; an empty one is none. */
  error?: string;
}

interface FrameProps extends Words {
  id: string;
  optional?: boolean;
  children: ReactNode;
}

const Frame = ({ id, label, hint, error, optional, children }: FrameProps) => (
  <div className={styles.field}>
    <label htmlFor={id} className={styles.label}>
      {label}
      {optional && <span className={styles.optional}> optional</span>}
    </label>
    {hint && (
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
    )}
    {children}
    {error && (
      <p id={`${id}-error`} className={styles.error}>
        {error}
      </p>
    )}
  </div>
);

const describe = (id: string, { hint, error }: Words) =>
  classNames(hint !== undefined && `${id}-hint`, !!error && `${id}-error`) || undefined;

type FieldProps = Words & Omit<ComponentProps<'input'>, 'size'> & { optional?: boolean };

/** A label above, the error under it, both tied to the input. */
export const Field = ({ label, hint, error, optional, className, ...input }: FieldProps) => {
  const made = useId();
  const id = input.id ?? made;
  const words = { label, hint, error };
  return (
    <Frame id={id} {...words} optional={optional}>
      <input
        {...input}
        id={id}
        className={classNames(styles.input, className)}
        aria-describedby={describe(id, words)}
        aria-invalid={error ? true : undefined}
      />
    </Frame>
  );
};

type TextAreaProps = Words & ComponentProps<'textarea'> & { optional?: boolean };

export const TextArea = ({ label, hint, error, optional, className, ...input }: TextAreaProps) => {
  const made = useId();
  const id = input.id ?? made;
  const words = { label, hint, error };
  return (
    <Frame id={id} {...words} optional={optional}>
      <textarea
        rows={4}
        {...input}
        id={id}
        className={classNames(styles.input, className)}
        aria-describedby={describe(id, words)}
        aria-invalid={error ? true : undefined}
      />
    </Frame>
  );
};

type SelectProps = Words & ComponentProps<'select'>;

export const Select = ({ label, hint, error, className, children, ...input }: SelectProps) => {
  const made = useId();
  const id = input.id ?? made;
  const words = { label, hint, error };
  return (
    <Frame id={id} {...words}>
      <select
        {...input}
        id={id}
        className={classNames(styles.input, styles.select, className)}
        aria-describedby={describe(id, words)}
        aria-invalid={error ? true : undefined}
      >
        {children}
      </select>
    </Frame>
  );
};
