import type { RefundTo } from '#contracts/returns';
import { Field, Select } from '../../ui/field.tsx';

/** A destination of this kind, still to be filled in. */
export const first = (kind: RefundTo['kind'] | undefined): RefundTo => {
  if (kind === 'upi') return { kind, vpa: '' };
  if (kind === 'bank') return { kind, name: '', account: '', ifsc: '' };
  return { kind: kind ?? 'source' };
};

const wayWords: Record<RefundTo['kind'], string> = {
  source: 'The way it was paid',
  upi: 'A UPI id',
  bank: 'A bank account',
  coins: 'Coins, at once',
};

interface RefundWayProps {
  ways: readonly RefundTo['kind'][];
  to: RefundTo;
  onChange: (to: RefundTo) => void;
}

/** Where the money goes back to; for what was paid in cash there is no card it came from. */
export const RefundWay = ({ ways, to, onChange }: RefundWayProps) => (
  <>
    {ways.length > 1 && (
      <Select
        label="Where should the money go?"
        value={to.kind}
        onChange={({ currentTarget }) => onChange(first(currentTarget.value as RefundTo['kind']))}
      >
        {ways.map((kind) => (
          <option key={kind} value={kind}>
            {wayWords[kind]}
          </option>
        ))}
      </Select>
    )}
    {to.kind === 'upi' && (
      <Field
        label="UPI id"
        hint="For example name@bank"
        autoComplete="off"
        value={to.vpa}
        onChange={({ currentTarget }) => onChange({ ...to, vpa: currentTarget.value })}
      />
    )}
    {to.kind === 'bank' && (
      <>
        <Field
          label="Name of the account"
          autoComplete="name"
          value={to.name}
          onChange={({ currentTarget }) => onChange({ ...to, name: currentTarget.value })}
        />
        <Field
          label="Account number"
          inputMode="numeric"
          autoComplete="off"
          value={to.account}
          onChange={({ currentTarget }) => onChange({ ...to, account: currentTarget.value })}
        />
        <Field
          label="IFSC"
          autoComplete="off"
          autoCapitalize="characters"
          value={to.ifsc}
          onChange={({ currentTarget }) => onChange({ ...to, ifsc: currentTarget.value })}
        />
      </>
    )}
  </>
);
