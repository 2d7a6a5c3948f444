import { useState } from 'react';
import { type StandingRow, type TrustLevel, trustLevel } from '#contracts/trust';
import { Field, Select, TextArea } from '../../../ui/field.tsx';
import { parseCount } from '../money-input.ts';
import { Ask } from '../parts/ask.tsx';
import { levelWords } from './operating-words.ts';
import { useOverride } from './use-operating.ts';

interface OverrideAskProps {
  row: StandingRow;
  open: boolean;
  onClose: () => void;
}

/** The shop takes no longer than this. */
const mostDays = 365;

/** The operator's word on a buyer: it stands above the ladder, and answers an appeal. */
export const OverrideAsk = ({ row, open, onClose }: OverrideAskProps) => {
  const { standing, override, account } = row;
  const appealed = standing.appeal?.state === 'open';
  const [level, setLevel] = useState<TrustLevel | 'ladder'>(override?.level ?? 'plain');
  const [days, setDays] = useState('90');
  const [reason, setReason] = useState('');
  const setting = useOverride(account.id, onClose);
  const count = days.trim() === '' ? undefined : parseCount(days);
  const wrong = count !== undefined && (count === null || count < 1 || count > mostDays);
  const submit = () =>
    setting.mutate({
      level: level === 'ladder' ? null : level,
      reason: reason.trim(),
      days: level === 'ladder' ? undefined : (count ?? undefined),
    });
  return (
    <Ask
      open={open}
      onClose={onClose}
      title={appealed ? 'Answer the appeal' : 'Set the level'}
      action={appealed ? 'Answer, and set the level' : 'Set the level'}
      busy={setting.isPending}
      failure={setting.error}
      disabled={reason.trim() === '' || (level !== 'ladder' && wrong)}
      onSubmit={submit}
    >
      {appealed && (
        <p>A better level than today’s grants the appeal. The same or a stricter one declines it.</p>
      )}
      <Select
        label={`What ${account.name ?? 'this buyer'} may do`}
        value={level}
        onChange={({ currentTarget }) => setLevel(currentTarget.value as TrustLevel | 'ladder')}
      >
        {trustLevel.options.map((one) => (
          <option key={one} value={one}>
            {levelWords[one]}
            {one === standing.level ? ', as today' : ''}
          </option>
        ))}
        <option value="ladder">What the ladder says</option>
      </Select>
      {level !== 'ladder' && (
        <Field
          label="For how many days"
          optional
          hint="Empty is for good"
          inputMode="numeric"
          autoComplete="off"
          error={wrong ? `Type a number of days from 1 to ${mostDays}.` : undefined}
          value={days}
          onChange={({ currentTarget }) => setDays(currentTarget.value)}
        />
      )}
      <TextArea
        label={appealed ? 'Your answer. The buyer reads it' : 'Why? It stays in the audit log'}
        rows={3}
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Ask>
  );
};
