import { type FormEvent, useId, useState } from 'react';
import { sentenceOf } from '../../../lib/api.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import styles from './inline-edit.module.css';

interface InlineEditProps {
  /** What is edited, for screen readers: "Price of Kurta, M". */
  label: string;
  /** As it stands at the shop, the way one types it. */
  value: string;
  prefix?: string;
  inputMode?: 'decimal' | 'numeric';
  /** In characters; a longer value makes it wider. */
  width?: number;
  className?: string;
  /** Says what to type; undefined when it is right. */
  check: (typed: string) => string | undefined;
  /** Throws the shop's refusal, which is shown in place. */
  save: (typed: string) => Promise<void>;
}

/** A value that is typed over: Enter keeps it, Escape brings the old one back, an error stays beside it. */
export const InlineEdit = (props: InlineEditProps) => {
  const { label, value, prefix, inputMode = 'numeric', width = 5, className, check, save } = props;
  const id = useId();
  /** What is being typed; null shows what stands. */
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string>();
  const [saving, setSaving] = useState(false);
  const dirty = draft !== null && draft !== value;

  const reset = () => {
    setDraft(null);
    setError(undefined);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!dirty || saving) return reset();
    const wrong = check(draft);
    setError(wrong);
    if (wrong) return undefined;
    setSaving(true);
    try {
      await save(draft);
      reset();
    } catch (failure) {
      setError(sentenceOf(failure));
    }
    return setSaving(false);
  };

  return (
    <form className={classNames(styles.edit, className)} onSubmit={submit} noValidate>
      <span className={classNames(styles.frame, dirty && styles.dirty)}>
        {prefix && <span className={styles.prefix}>{prefix}</span>}
        <input
          className={styles.input}
          style={{ width: `${Math.max(width, (draft ?? value).length + 1)}ch` }}
          aria-label={label}
          inputMode={inputMode}
          autoComplete="off"
          enterKeyHint="done"
          value={draft ?? value}
          readOnly={saving}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? id : undefined}
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && reset()}
          onBlur={() => !dirty && reset()}
        />
        {dirty && (
          <button type="submit" className={styles.keep} aria-label="Keep what you typed" title="Keep, Enter">
            <Icon name="check" size={18} />
          </button>
        )}
      </span>
      {error && (
        <span id={id} role="alert" className={styles.error}>
          {error}
        </span>
      )}
    </form>
  );
};
