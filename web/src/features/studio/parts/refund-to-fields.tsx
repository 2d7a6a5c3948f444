import type { RefundTo } from '#contracts/returns';
import { Field, Select } from '../../../ui/field.tsx';
import type { RefundToDraft } from './refund-to.ts';

const words: Record<RefundTo['kind'], string> = {
  source: 'The way it was paid',
  upi: 'A UPI id of the buyer',
  bank: 'A bank account of the buyer',
  coins: 'Coins, at once',
};

interface RefundToFieldsProps {
  draft: RefundToDraft;
  /** An order in cash has no card the money could go back to. */
  cash: boolean;
  onChange: (draft: RefundToDraft) => void;
}

export const RefundToFields = ({ draft, cash, onChange }: RefundToFieldsProps) => {
  const kinds: RefundTo['kind'][] = cash ? ['upi', 'bank', 'coins'] : ['source', 'coins'];
  return (
    <>
      <Select
        label="Where the money goes"
        value={draft.kind}
        onChange={({ currentTarget }) =>
          onChange({ ...draft, kind: currentTarget.value as RefundTo['kind'] })
        }
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {words[kind]}
          </option>
        ))}
      </Select>
      {draft.kind === 'upi' && (
        <Field
          label="UPI id"
          hint="For example name@bank"
          autoComplete="off"
          value={draft.vpa}
          onChange={({ currentTarget }) => onChange({ ...draft, vpa: currentTarget.value })}
        />
      )}
      {draft.kind === 'bank' && <BankFields draft={draft} onChange={onChange} />}
    </>
  );
};

const BankFields = ({ draft, onChange }: Omit<RefundToFieldsProps, 'cash'>) => (
  <>
    <Field
      label="Name of the account"
      autoComplete="off"
      value={draft.name}
      onChange={({ currentTarget }) => onChange({ ...draft, name: currentTarget.value })}
    />
    <Field
      label="Account number"
      hint="6 to 18 digits"
      inputMode="numeric"
      autoComplete="off"
      value={draft.account}
      onChange={({ currentTarget }) => onChange({ ...draft, account: currentTarget.value })}
    />
    <Field
      label="IFSC"
      hint="For example HDFC0001234"
      autoComplete="off"
      autoCapitalize="characters"
      value={draft.ifsc}
      onChange={({ currentTarget }) => onChange({ ...draft, ifsc: currentTarget.value })}
    />
  </>
);
