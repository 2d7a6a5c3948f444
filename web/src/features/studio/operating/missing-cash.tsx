import { useState } from 'react';
import type { Remittance } from '#contracts/settlement';
import { moment } from '../../../lib/format.ts';
import { Link } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { Ask } from '../parts/ask.tsx';
import { Case, Cases, Part } from '../parts/case.tsx';
import { useWriteOff } from './use-operating.ts';

type Missed = Remittance['missing'][number];

/** Cash a courier has collected and handed over in no sheet yet. */
export const Missing = ({ missing }: { missing: readonly Missed[] }) => (
  <Part
    id="missing"
    title="Missing"
    note="Delivered in cash longer ago than this courier usually takes, and in no sheet yet. Ask the courier first."
  >
    <Cases label="Missing cash">
      {missing.map((one) => (
        <OneMissing key={one.awb} one={one} />
      ))}
    </Cases>
  </Part>
);

const OneMissing = ({ one }: { one: Missed }) => {
  const money = useMoney();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const giveUp = useWriteOff(one.orderNumber, () => setOpen(false));
  return (
    <Case
      title={one.awb}
      facts={
        <>
          <Link href={`/studio/operating/books?order=${one.orderNumber}`}>{one.orderNumber}</Link>, delivered{' '}
          {moment(one.deliveredAt, Date.now())}
        </>
      }
      sum={money(one.amount)}
      actions={
        <Button small look="quiet" onClick={() => setOpen(true)}>
          Give it up
        </Button>
      }
    >
      <Ask
        open={open}
        onClose={() => setOpen(false)}
        title={`Give up ${money(one.amount)}`}
        action={`Give up ${money(one.amount)}`}
        danger
        busy={giveUp.isPending}
        failure={giveUp.error}
        disabled={reason.trim() === ''}
        onSubmit={() => giveUp.mutate({ reason: reason.trim() })}
      >
        <p>
          The shop bears the loss, and the seller, who did nothing wrong, is paid. It cannot be taken back,
          and your name stands by it.
        </p>
        <TextArea
          label="Why? It stays in the audit log"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Ask>
    </Case>
  );
};
