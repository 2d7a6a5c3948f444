import { useState } from 'react';
import type { Order } from '#contracts/orders';
import { useMoney, useShop } from '../../../lib/shop.ts';
import { Field } from '../../../ui/field.tsx';
import { minorUnit, parseMoney } from '../money-input.ts';
import { Ask } from '../parts/ask.tsx';
import { emptyRefundTo, type RefundToDraft, refundToOf } from '../parts/refund-to.ts';
import { RefundToFields } from '../parts/refund-to-fields.tsx';
import { paidInCash, refundable } from './money-words.ts';
import { useRefundOrder } from './use-studio-orders.ts';

interface RefundAskProps {
  order: Order;
  open: boolean;
  onClose: () => void;
}

/** A part of the price given back, for a stain or a late parcel, without goods coming back. */
export const RefundAsk = ({ order, open, onClose }: RefundAskProps) => {
  const money = useMoney();
  const unit = minorUnit(useShop().data?.currency ?? 'INR');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [to, setTo] = useState<RefundToDraft>({
    ...emptyRefundTo,
    kind: paidInCash(order) ? 'upi' : 'source',
  });
  const refund = useRefundOrder(order.id, onClose);
  const most = refundable(order);
  const amount = parseMoney(typed, unit);
  const destination = refundToOf(to);
  const wrong = typed !== '' && (amount === null || amount > most);
  const ready = amount !== null && !wrong && destination !== null && reason.trim() !== '';
  return (
    <Ask
      open={open}
      onClose={onClose}
      title="Give money back"
      action={amount !== null && !wrong ? `Give ${money(amount)} back` : 'Give money back'}
      busy={refund.isPending}
      failure={refund.error}
      disabled={!ready}
      onSubmit={() => ready && refund.mutate({ amount, reason: reason.trim(), refundTo: destination })}
    >
      <p>
        The goods stay with {order.address.name}. At most {money(most)} of {order.number} can be given back.
      </p>
      <Field
        label="How much, in rupees"
        inputMode="decimal"
        autoComplete="off"
        error={wrong ? `Type an amount from ₹1 to ${money(most)}.` : undefined}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Field
        label="Why? The buyer reads it"
        maxLength={200}
        autoComplete="off"
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <RefundToFields draft={to} cash={paidInCash(order)} onChange={setTo} />
    </Ask>
  );
};
