import { type FormEvent, useState } from 'react';
import type { Image } from '#contracts/media';
import { fieldErrorsOf } from '../../../lib/api.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { FileButton } from '../parts/file-button.tsx';
import styles from './sale-form.module.css';
import { useUpload } from './use-upload.ts';
import { fromLocalInput, toLocalInput } from './when.ts';

export interface SalePlan {
  title: string;
  scheduledFor: number;
  cover: Image | null;
}

interface SaleFormProps {
  first: SalePlan;
  action: string;
  busy: boolean;
  failure: unknown;
  onSubmit: (plan: SalePlan) => void;
}

type Errors = Partial<Record<'title' | 'when', string>>;

const check = (title: string, when: number | null): Errors => ({
  ...(title.trim() ? {} : { title: 'Type what the sale is about.' }),
  ...(when === null ? { when: 'Choose a day and a time.' } : {}),
});

/** Title, time, cover: all a sale needs before it has products. */
export const SaleForm = ({ first, action, busy, failure, onSubmit }: SaleFormProps) => {
  const [title, setTitle] = useState(first.title);
  const [when, setWhen] = useState(() => toLocalInput(first.scheduledFor));
  const [cover, setCover] = useState(first.cover);
  const [errors, setErrors] = useState<Errors>({});
  const refused = fieldErrorsOf(failure);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const scheduledFor = fromLocalInput(when);
    const wrong = check(title, scheduledFor);
    setErrors(wrong);
    if (scheduledFor !== null && Object.keys(wrong).length === 0)
      onSubmit({ title: title.trim(), scheduledFor, cover });
  };
  const checkAgain = () => setErrors((before) => (before ? check(title, fromLocalInput(when)) : before));

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label="Title"
        hint="What buyers read before they open it."
        name="title"
        required
        maxLength={120}
        value={title}
        error={errors.title ?? refused['title']}
        onInput={(event) => setTitle(event.currentTarget.value)}
        onBlur={checkAgain}
      />
      <Field
        label="Starts"
        hint="In your own time zone; buyers see it in theirs. You can go live earlier or later."
        type="datetime-local"
        name="scheduledFor"
        required
        value={when}
        error={errors.when ?? refused['scheduledFor']}
        onInput={(event) => setWhen(event.currentTarget.value)}
        onBlur={checkAgain}
      />
      <Cover cover={cover} onChange={setCover} />
      <ActionError failure={failure} />
      <div>
        <Button look="primary" type="submit" busy={busy}>
          {action}
        </Button>
      </div>
    </form>
  );
};

const Cover = ({ cover, onChange }: { cover: Image | null; onChange: (cover: Image | null) => void }) => {
  const upload = useUpload();
  const send = (file: File | undefined) => file && upload.mutate({ file }, { onSuccess: onChange });
  return (
    <fieldset className={styles.cover}>
      <legend className={styles.legend}>
        Cover <span className={styles.optional}>optional</span>
      </legend>
      <Picture className={styles.picture} image={cover} alt="The cover" sizes="8rem" />
      <div className={styles.choose}>
        <p className={styles.hint}>An upright picture; without one, the first product is shown.</p>
        <div className={styles.buttons}>
          <FileButton accept="image/*" busy={upload.isPending} onFiles={(files) => send(files[0])}>
            {upload.isPending ? 'Sending the picture…' : cover ? 'Choose another' : 'Choose a picture'}
          </FileButton>
          {cover && (
            <Button look="quiet" onClick={() => onChange(null)}>
              Remove it
            </Button>
          )}
        </div>
        <ActionError failure={upload.error} />
      </div>
    </fieldset>
  );
};
