import { type FormEvent, useState } from 'react';
import type { Address } from '#contracts/accounts';
import { useSession } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { ActionError } from '../../ui/states.tsx';
import { type AddressErrors, checkAddress, draftOf } from '../buy/address-draft.ts';
import { AddressForm } from '../buy/address-form.tsx';
import styles from './address-section.module.css';
import { useSaveProfile } from './use-account.ts';

interface AddressSectionProps {
  known: Address | null;
  onKept: () => void;
}

/** Where orders go, kept for the next one. */
export const AddressSection = ({ known, onKept }: AddressSectionProps) => {
  const account = useSession().data;
  const save = useSaveProfile();
  const [draft, setDraft] = useState(() => draftOf(known));
  const [errors, setErrors] = useState<AddressErrors>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const checked = checkAddress(draft);
    if ('errors' in checked) return setErrors(checked.errors);
    // Who has no name yet is called as on the parcel, also in the chat.
    const name = account?.name ? undefined : checked.address.name;
    save.mutate({ name, address: checked.address }, { onSuccess: onKept });
  };
  return (
    <form onSubmit={submit} noValidate className={styles.form} aria-label="Address">
      <AddressForm draft={draft} errors={errors} onChange={setDraft} onErrors={setErrors} />
      <ActionError failure={save.error} />
      <Button type="submit" look="primary" wide busy={save.isPending}>
        Keep this address
      </Button>
    </form>
  );
};
