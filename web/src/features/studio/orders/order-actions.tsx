import { useState } from 'react';
import type { Order } from '#contracts/orders';
import { Button } from '../../../ui/button.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { refundable } from './money-words.ts';
import { CameBackAsk, CancelAsk, ShipAsk } from './move-asks.tsx';
import { nextMove } from './moves.ts';
import { RefundAsk } from './refund-ask.tsx';
import { useMoveOrder } from './use-studio-orders.ts';

/** The one step an order goes along: at once, or after a question where there is something to say. */
export const NextStep = ({ order, small }: { order: Order; small?: boolean }) => {
  const move = useMoveOrder(order.id);
  const [shipping, setShipping] = useState(false);
  const next = nextMove(order);
  const act = () => (next?.to === 'shipped' ? setShipping(true) : next && move.mutate({ to: next.to }));
  return (
    <>
      {next && (
        <Button
          look={small ? 'secondary' : 'primary'}
          small={small}
          busy={move.isPending}
          aria-label={small ? `${next.words}: ${order.number}` : undefined}
          onClick={act}
        >
          {next.words}
        </Button>
      )}
      <ActionError failure={move.error} />
      <ShipAsk order={order} open={shipping} onClose={() => setShipping(false)} />
    </>
  );
};

type Question = 'rto' | 'cancel' | 'refund';

/** What is done with an order less often. */
export const OtherSteps = ({ order }: { order: Order }) => {
  const [asked, setAsked] = useState<Question | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      {refundable(order) > 0 && (
        <Button look="quiet" onClick={() => setAsked('refund')}>
          Give money back
        </Button>
      )}
      {order.can.includes('rto') && (
        <Button look="quiet" onClick={() => setAsked('rto')}>
          It came back
        </Button>
      )}
      {order.can.includes('cancel') && (
        <Button look="quiet" onClick={() => setAsked('cancel')}>
          Cancel the order
        </Button>
      )}
      <RefundAsk order={order} open={asked === 'refund'} onClose={close} />
      <CameBackAsk order={order} open={asked === 'rto'} onClose={close} />
      <CancelAsk order={order} open={asked === 'cancel'} onClose={close} />
    </>
  );
};
