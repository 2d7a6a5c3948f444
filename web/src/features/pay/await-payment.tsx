import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Order } from '#contracts/orders';
import { timeLeft } from '../../lib/format.ts';
import { useMoney } from '../../lib/shop.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { ActionError } from '../../ui/states.tsx';
import styles from './await-payment.module.css';
import { isChecking, useCode, usePayment } from './use-payment.ts';

interface AwaitProps {
  order: Order;
  /** Opens the provider's page by itself: the buyer has just pressed Pay. */
  atOnce?: boolean;
}

/** What an order still waits for, with the time its goods are held. */
export const AwaitPayment = ({ order, atOnce = false }: AwaitProps) => {
  const { action } = order.payment;
  return (
    <section className={styles.wait} aria-labelledby="await-title">
      <h2 id="await-title" className={styles.title}>
        {action?.kind === 'code' ? 'Confirm your order' : 'Waiting for your payment'}
      </h2>
      {order.expiresAt !== null && <Held until={order.expiresAt} />}
      {action?.kind === 'checkout' && <AtProvider order={order} amount={action.amount} atOnce={atOnce} />}
      {action?.kind === 'code' && <ByCode order={order} to={action.to} />}
      {action === null && <Checking />}
    </section>
  );
};

const Held = ({ until }: { until: number }) => {
  const now = useNow(1_000);
  return (
    <p className={styles.held}>
      Your goods are held for you for <span className="number">{timeLeft(until - now)}</span>.
    </p>
  );
};

const Checking = () => (
  <p role="status" className={styles.checking}>
    We’re checking with your bank. You will not be charged twice. You can close this page: the order tells how
    it went.
  </p>
);

const AtProvider = ({ order, amount, atOnce }: Required<AwaitProps> & { amount: number }) => {
  const money = useMoney();
  const { pay, failed, left, confirming, failure } = usePayment(order);
  const opened = useRef(false);
  useEffect(() => {
    if (!atOnce || opened.current) return;
    opened.current = true;
    pay.mutate();
  }, [atOnce, pay]);
  if (confirming || isChecking(failure)) return <Checking />;
  return (
    <div className={styles.part}>
      {(failed ?? left) && (
        <p role="status" className={styles.why}>
          {failed ? `${failed} Nothing was taken.` : 'The payment was not finished. Nothing was taken.'}
        </p>
      )}
      <ActionError failure={failure} />
      <Button look="primary" wide busy={pay.isPending} onClick={() => pay.mutate()} className="number">
        {failed || left ? 'Try again: pay' : 'Pay'} {money(amount)}
      </Button>
    </div>
  );
};

const ByCode = ({ order, to }: { order: Order; to: string }) => {
  const { confirm, resend } = useCode(order);
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (/^\d{6}$/.test(code)) confirm.mutate({ code });
  };
  return (
    <form className={styles.part} onSubmit={submit} noValidate>
      <Field
        label="One-time code"
        hint={`Six digits, sent to ${to}. It shows the seller that you mean to take the parcel.`}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))}
        className={styles.code}
      />
      <ActionError failure={confirm.error ?? resend.error} />
      <Button type="submit" look="primary" wide busy={confirm.isPending} disabled={code.length !== 6}>
        Confirm the order
      </Button>
      <Button look="quiet" busy={resend.isPending} onClick={() => resend.mutate()}>
        Send the code again
      </Button>
      {resend.isSuccess && <p role="status">Sent again.</p>}
    </form>
  );
};
