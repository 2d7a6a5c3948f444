import { useState } from 'react';
import type { Return } from '#contracts/returns';
import { count } from '../../../lib/format.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { Ask } from '../parts/ask.tsx';
import { CheckField } from '../parts/check-field.tsx';
import { whatGoesBack } from './return-words.ts';
import { useMoveReturn } from './use-returns.ts';

/** What the seller can do with a return now; undefined where nothing is left to do. */
export const ReturnActions = ({ one }: { one: Return }) => {
  const [asked, setAsked] = useState<'refuse' | 'receive' | null>(null);
  const accept = useMoveReturn(one.id, one.orderId);
  const close = () => setAsked(null);
  return (
    <>
      {one.state === 'requested' && (
        <>
          <Button small busy={accept.isPending} onClick={() => accept.mutate({ to: 'accepted' })}>
            Accept the return
          </Button>
          <Button small look="quiet" onClick={() => setAsked('refuse')}>
            Refuse it
          </Button>
        </>
      )}
      {one.state === 'accepted' && (
        <Button small onClick={() => setAsked('receive')}>
          It has arrived
        </Button>
      )}
      <ActionError failure={accept.error} />
      <RefuseAsk one={one} open={asked === 'refuse'} onClose={close} />
      <ReceiveAsk one={one} open={asked === 'receive'} onClose={close} />
    </>
  );
};

interface ReturnAskProps {
  one: Return;
  open: boolean;
  onClose: () => void;
}

const RefuseAsk = ({ one, open, onClose }: ReturnAskProps) => {
  const [answer, setAnswer] = useState('');
  const move = useMoveReturn(one.id, one.orderId, onClose);
  return (
    <Ask
      open={open}
      onClose={onClose}
      title="Refuse the return"
      action="Refuse the return"
      danger
      busy={move.isPending}
      failure={move.error}
      disabled={answer.trim() === ''}
      onSubmit={() => move.mutate({ to: 'refused', answer: answer.trim() })}
    >
      <p>The buyer keeps what they have. They can still ask the operator to decide.</p>
      <TextArea
        label="Why? The buyer reads it"
        rows={3}
        maxLength={500}
        value={answer}
        onChange={({ currentTarget }) => setAnswer(currentTarget.value)}
      />
    </Ask>
  );
};

const ReceiveAsk = ({ one, open, onClose }: ReturnAskProps) => {
  const money = useMoney();
  const [restock, setRestock] = useState(true);
  const move = useMoveReturn(one.id, one.orderId, onClose);
  return (
    <Ask
      open={open}
      onClose={onClose}
      title="It has arrived"
      action={one.exchangeFor ? 'Send the other one' : `Give ${money(one.refund.money)} back`}
      busy={move.isPending}
      failure={move.error}
      onSubmit={() => move.mutate({ to: 'received', restock })}
    >
      <p>{whatGoesBack(one, { money, count })}</p>
      <CheckField
        label="It can be sold again"
        hint={restock ? 'Its units go back on sale at once.' : 'Its units do not go back on sale.'}
        checked={restock}
        onChange={setRestock}
      />
    </Ask>
  );
};
