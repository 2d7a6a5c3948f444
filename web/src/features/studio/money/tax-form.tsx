import { type FormEvent, useState } from 'react';
import type { TaxProfile } from '#contracts/invoices';
import { fieldErrorsOf } from '../../../lib/api.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, TextArea } from '../../../ui/field.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ActionError, ErrorState } from '../../../ui/states.tsx';
import { useStatus } from '../../../ui/status.tsx';
import { Part } from '../parts/case.tsx';
import styles from './money-screen.module.css';
import { checkTax, draftOf, type TaxDraft } from './tax-draft.ts';
import { useSaveTaxProfile, useTaxProfile } from './use-money-screens.ts';

/** What a seller's invoices say of them. */
export const TaxForm = () => {
  const { data, isPending, error, refetch } = useTaxProfile();
  return (
    <Part
      id="tax"
      title="Invoices"
      note="What your invoices say of you. Invoices that are issued do not change."
    >
      {isPending && <Skeleton height="20rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Form key={data?.prefix} profile={data} />}
    </Part>
  );
};

const fields: { name: Exclude<keyof TaxDraft, 'address'>; label: string; hint?: string; most: number }[] = [
  { name: 'legalName', label: 'Legal name', most: 120 },
  { name: 'gstin', label: 'GSTIN', hint: 'Empty where you are not registered', most: 20 },
  { name: 'state', label: 'State', hint: 'Decides between CGST with SGST, and IGST', most: 80 },
  { name: 'prefix', label: 'Prefix of the numbers', hint: 'AL makes AL/2026-27/000017', most: 4 },
];

const Form = ({ profile }: { profile: TaxProfile | null }) => {
  const { toast } = useStatus();
  const [draft, setDraft] = useState(() => draftOf(profile));
  const [tried, setTried] = useState(false);
  const saving = useSaveTaxProfile();
  const checked = checkTax(draft);
  const errors: Record<string, string | undefined> = {
    ...(tried && 'errors' in checked ? checked.errors : {}),
    ...fieldErrorsOf(saving.error),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ('profile' in checked && !saving.isPending)
      saving.mutate(checked.profile, { onSuccess: () => toast('Your invoices say it from now on') });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {fields.map(({ name, label, hint, most }) => (
        <Field
          key={name}
          label={label}
          hint={hint}
          maxLength={most}
          autoComplete="off"
          optional={name === 'gstin'}
          error={errors[name]}
          value={draft[name]}
          onChange={({ currentTarget }) => setDraft({ ...draft, [name]: currentTarget.value })}
        />
      ))}
      <TextArea
        label="Address"
        rows={3}
        maxLength={300}
        error={errors['address']}
        value={draft.address}
        onChange={({ currentTarget }) => setDraft({ ...draft, address: currentTarget.value })}
      />
      <ActionError failure={saving.error} />
      <p className={styles.kept}>
        <Button type="submit" look={profile ? 'secondary' : 'primary'} busy={saving.isPending}>
          Save it
        </Button>
      </p>
    </form>
  );
};
