import { useState } from 'react';
import type { Order } from '#contracts/orders';
import { Field, Select, TextArea } from '../../../ui/field.tsx';
import { Ask } from '../parts/ask.tsx';
import { type Cause, causeWords } from './moves.ts';
import { useMoveOrder } from './use-studio-orders.ts';

interface MoveAskProps {
  order: Order;
  open: boolean;
  onClose: () => void;
}

export const ShipAsk = ({ order, open, onClose }: MoveAskProps) => {
  const [courier, setCourier] = useState('');
  const [tracking, setTracking] = useState('');
  const move = useMoveOrder(order.id, onClose);
  const typed = (words: string) => words.trim() || undefined;
  return (
    <Ask
      open={open}
      onClose={onClose}
      title={`Ship ${order.number}`}
      action="Mark as shipped"
      busy={move.isPending}
      failure={move.error}
      onSubmit={() => move.mutate({ to: 'shipped', courier: typed(courier), tracking: typed(tracking) })}
    >
      <Field
        label="Courier"
        optional
        hint="Who takes the parcel; empty is a delivery of your own"
        maxLength={60}
        autoComplete="off"
        value={courier}
        onChange={({ currentTarget }) => setCourier(currentTarget.value)}
      />
      <Field
        label="Tracking number"
        optional
        hint="The courier’s AWB. Without one the order’s own number stands for it."
        maxLength={60}
        autoComplete="off"
        value={tracking}
        onChange={({ currentTarget }) => setTracking(currentTarget.value)}
      />
    </Ask>
  );
};

export const CameBackAsk = ({ order, open, onClose }: MoveAskProps) => {
  const [cause, setCause] = useState<Cause>('refused');
  const [reason, setReason] = useState('');
  const move = useMoveOrder(order.id, onClose);
  return (
    <Ask
      open={open}
      onClose={onClose}
      title={`${order.number} came back`}
      action="Take the parcel back"
      busy={move.isPending}
      failure={move.error}
      onSubmit={() => move.mutate({ to: 'rto', cause, reason: reason.trim() || undefined })}
    >
      <p>
        Its goods go back on sale. What {order.address.name} has paid beforehand goes back to them, and
        nothing is owed in cash.
      </p>
      <Select
        label="Why did it come back?"
        hint="For your figures, and for the buyer’s standing"
        value={cause}
        onChange={({ currentTarget }) => setCause(currentTarget.value as Cause)}
      >
        {Object.entries(causeWords).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
      <Field
        label="In a few words the buyer reads"
        optional
        maxLength={200}
        autoComplete="off"
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Ask>
  );
};

export const CancelAsk = ({ order, open, onClose }: MoveAskProps) => {
  const [reason, setReason] = useState('');
  const move = useMoveOrder(order.id, onClose);
  return (
    <Ask
      open={open}
      onClose={onClose}
      title={`Cancel ${order.number}?`}
      action="Cancel the order"
      danger
      busy={move.isPending}
      failure={move.error}
      disabled={reason.trim() === ''}
      onSubmit={() => move.mutate({ to: 'cancelled', reason: reason.trim() })}
    >
      <p>
        Its goods go back on sale. What {order.address.name} has paid goes back to them. A cancelled order
        stays cancelled.
      </p>
      <TextArea
        label="Why? The buyer reads it"
        rows={2}
        maxLength={200}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Ask>
  );
};
