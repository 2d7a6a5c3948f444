import { type FormEvent, useState } from 'react';
import type { Reply } from '#contracts/route';
import type { getBalance } from '#contracts/settlement';
import { fieldErrorsOf } from '../../../lib/api.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { useStatus } from '../../../ui/status.tsx';
import { Part } from '../parts/case.tsx';
import { emptyRefundTo, refundToOf } from '../parts/refund-to.ts';
import styles from './money-screen.module.css';
import { useSaveBank } from './use-money-screens.ts';

type Bank = Reply<typeof getBalance>['bank'];

/** Where the seller is paid. The number is kept sealed: nobody reads more of it again than its end. */
export const BankForm = ({ bank }: { bank: Bank }) => {
  const [changing, setChanging] = useState(false);
  return (
    <Part
      id="bank"
      title="Bank account"
      note="The account number is kept encrypted. It is shown to nobody but in the list for the bank."
    >
      {bank && !changing ? (
        <p className={styles.kept}>
          <span>
            <b>{bank.name}</b>, account ending in <b className="number">{bank.last4}</b>, {bank.ifsc}
          </span>
          <Button small onClick={() => setChanging(true)}>
            Change it
          </Button>
        </p>
      ) : (
        <Form onDone={() => setChanging(false)} onLeave={bank ? () => setChanging(false) : undefined} />
      )}
    </Part>
  );
};

const Form = ({ onDone, onLeave }: { onDone: () => void; onLeave?: () => void }) => {
  const { toast } = useStatus();
  const [draft, setDraft] = useState({ ...emptyRefundTo, kind: 'bank' as const });
  const [linked, setLinked] = useState('');
  const saving = useSaveBank();
  const errors = fieldErrorsOf(saving.error);
  const right = refundToOf(draft);
  const [left, setLeft] = useState<Record<string, boolean>>({});
  const leave = (name: string) => () => setLeft((before) => ({ ...before, [name]: true }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (right?.kind !== 'bank' || saving.isPending) return;
    const { name, account, ifsc } = right;
    saving.mutate(
      { name, account, ifsc, ...(linked.trim() && { linkedAccount: linked.trim() }) },
      {
        onSuccess: () => {
          toast('Your bank account is saved');
          onDone();
        },
      },
    );
  };
  const account = draft.account.replaceAll(/[\s-]/g, '');
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label="Name of the account"
        autoComplete="name"
        maxLength={80}
        error={errors['name']}
        value={draft.name}
        onChange={({ currentTarget }) => setDraft({ ...draft, name: currentTarget.value })}
      />
      <Field
        label="Account number"
        hint="6 to 18 digits"
        inputMode="numeric"
        autoComplete="off"
        error={
          errors['account'] ??
          (left['account'] && !/^\d{6,18}$/.test(account) ? 'Type 6 to 18 digits.' : undefined)
        }
        value={draft.account}
        onBlur={leave('account')}
        onChange={({ currentTarget }) => setDraft({ ...draft, account: currentTarget.value })}
      />
      <Field
        label="IFSC"
        hint="For example HDFC0001234: four letters, a zero, six letters or digits"
        autoComplete="off"
        autoCapitalize="characters"
        error={
          errors['ifsc'] ??
          (left['ifsc'] && !/^[a-z]{4}0[a-z\d]{6}$/i.test(draft.ifsc.trim())
            ? 'Type the 11 signs of your branch’s IFSC.'
            : undefined)
        }
        value={draft.ifsc}
        onBlur={leave('ifsc')}
        onChange={({ currentTarget }) => setDraft({ ...draft, ifsc: currentTarget.value })}
      />
      <Field
        label="Linked account at the payment provider"
        hint="Only where the provider holds sellers’ money: it begins with acc_. Ask the shop’s operator."
        optional
        autoComplete="off"
        error={errors['linkedAccount']}
        value={linked}
        onChange={({ currentTarget }) => setLinked(currentTarget.value)}
      />
      <ActionError failure={saving.error} />
      <p className={styles.kept}>
        <Button type="submit" look="primary" busy={saving.isPending} disabled={right === null}>
          Save the bank account
        </Button>
        {onLeave && (
          <Button look="quiet" onClick={onLeave}>
            Keep the old one
          </Button>
        )}
      </p>
    </form>
  );
};
