import { useState } from 'react';
import type { Order } from '#contracts/orders';
import type { Dispute } from '#contracts/settlement';
import { toMoney } from '#contracts/values';
import { useMoney, useShop } from '../../../lib/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, TextArea } from '../../../ui/field.tsx';
import { minorUnit, parseMoney, plainMoney } from '../money-input.ts';
import { paidInCash } from '../orders/money-words.ts';
import { useStudioOrder } from '../orders/use-studio-orders.ts';
import { Ask } from '../parts/ask.tsx';
import { emptyRefundTo, type RefundToDraft, refundToOf } from '../parts/refund-to.ts';
import { RefundToFields } from '../parts/refund-to-fields.tsx';
import styles from './disputes.module.css';
import { canRule, rulingWords, sidesOf } from './ruling.ts';
import { useRule } from './use-disputes.ts';

/** The operator decides: asked for with the order's own sums. */
export const RuleButton = ({ dispute }: { dispute: Dispute }) => {
  const [open, setOpen] = useState(false);
  const order = useStudioOrder(dispute.orderId).data;
  return (
    <>
      <Button small disabled={!order} onClick={() => setOpen(true)}>
        Rule on it
      </Button>
      {order && <RuleAsk dispute={dispute} order={order} open={open} onClose={() => setOpen(false)} />}
    </>
  );
};

interface RuleAskProps {
  dispute: Dispute;
  order: Order;
  open: boolean;
  onClose: () => void;
}

const useRuling = (order: Order) => {
  const unit = minorUnit(useShop().data?.currency ?? 'INR');
  const total = order.total - order.refunded;
  const [typed, setTyped] = useState('0');
  const parsed = /^\s*₹?\s*0*(\.0*)?\s*$/.test(typed) ? 0 : parseMoney(typed, unit);
  const refund = typed.trim() !== '' && canRule(parsed, total) ? parsed : null;
  return { unit, total, typed, setTyped, refund };
};

const RuleAsk = ({ dispute, order, open, onClose }: RuleAskProps) => {
  const money = useMoney();
  const { unit, total, typed, setTyped, refund } = useRuling(order);
  const [reason, setReason] = useState('');
  const cash = paidInCash(order);
  const [to, setTo] = useState<RefundToDraft>({ ...emptyRefundTo, kind: cash ? 'upi' : 'source' });
  const ruling = useRule(dispute, onClose);
  const destination = refund === 0 ? ({ kind: 'source' } as const) : refundToOf(to);
  const ready = refund !== null && destination !== null && reason.trim() !== '';
  return (
    <Ask
      open={open}
      onClose={onClose}
      title={`Rule on ${order.number}`}
      action="Rule, and move the money"
      danger
      busy={ruling.isPending}
      failure={ruling.error}
      disabled={!ready}
      onSubmit={() =>
        ready && ruling.mutate({ refund: toMoney(refund), reason: reason.trim(), refundTo: destination })
      }
    >
      <Field
        label="Back to the buyer, in rupees"
        inputMode="decimal"
        autoComplete="off"
        error={refund === null ? `Type an amount from ₹0 to ${money(total)}.` : undefined}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <div>
        <input
          type="range"
          className={styles.slider}
          aria-label="Back to the buyer"
          aria-valuetext={money(refund ?? 0)}
          min={0}
          max={total}
          step={unit}
          value={refund ?? 0}
          onInput={({ currentTarget }) => setTyped(plainMoney(Number(currentTarget.value), unit))}
        />
        <p className={styles.ends}>
          <button type="button" onClick={() => setTyped('0')}>
            Nothing back
          </button>
          <button type="button" onClick={() => setTyped(plainMoney(total, unit))}>
            All {money(total)} back
          </button>
        </p>
      </div>
      <p className={styles.comes} role="status">
        {refund === null ? 'Type how much goes back.' : rulingWords(sidesOf(total, refund), money)}
      </p>
      {refund !== 0 && <RefundToFields draft={to} cash={cash} onChange={setTo} />}
      <TextArea
        label="Why? Both sides read it, and it stays in the audit log"
        rows={3}
        maxLength={1_000}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Ask>
  );
};
