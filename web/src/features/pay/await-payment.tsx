import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Order } from '#contracts/orders';
import { ApiRefusal } from '../../lib/api.ts';
import { plural, timeLeft } from '../../lib/format.ts';
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
      {action?.kind === 'code' && <ByCode order={order} to={action.to} atOnce={atOnce} />}
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

/** The shop looks at its provider every few seconds: after this it would know of money it was not told of. */
const lookedMs = 15_000;

/** How the last attempt went, as far as anybody knows. */
const Attempt = ({ failed, leftAt }: { failed: string | null; leftAt: number | null }) => {
  const now = useNow(1_000);
  if (failed)
    return (
      <p role="status" className={styles.why}>
        {failed} You will not be charged twice.
      </p>
    );
  if (leftAt === null) return null;
  if (now - leftAt < lookedMs) return <Checking />;
  return <p role="status">Your bank has told us of no payment. You will not be charged twice.</p>;
};

const AtProvider = ({ order, amount, atOnce }: Required<AwaitProps> & { amount: number }) => {
  const money = useMoney();
  const { pay, failed, leftAt, confirming, failure } = usePayment(order);
  const opened = useRef(false);
  useEffect(() => {
    if (!atOnce || opened.current) return;
    opened.current = true;
    pay.mutate();
  }, [atOnce, pay]);
  if (confirming || isChecking(failure)) return <Checking />;
  return (
    <div className={styles.part}>
      <Attempt failed={failed} leftAt={leftAt} />
      <ActionError failure={failure} />
      <Button look="primary" wide busy={pay.isPending} onClick={() => pay.mutate()} className="number">
        {failed || leftAt ? 'Try again: pay' : 'Pay'} {money(amount)}
      </Button>
    </div>
  );
};

/** A wrong code says how often another may be tried. */
const wrongCode = (failure: unknown): unknown => {
  if (!(failure instanceof ApiRefusal) || failure.code !== 'code.wrong') return failure;
  const { triesLeft } = failure.details;
  if (typeof triesLeft !== 'number') return failure;
  const next =
    triesLeft > 0 ? `You have ${plural(triesLeft, 'more try', 'more tries')}.` : 'Ask for another one.';
  return new ApiRefusal('code.wrong', `This code is not right. ${next}`);
};

const ByCode = ({ order, to, atOnce }: Required<AwaitProps> & { to: string }) => {
  const { confirm, resend } = useCode(order);
  const [code, setCode] = useState('');
  const field = useId();
  // The button that was pressed is gone; the code is typed next.
  useEffect(() => {
    if (atOnce) document.getElementById(field)?.focus();
  }, [atOnce, field]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (/^\d{6}$/.test(code)) confirm.mutate({ code });
  };
  return (
    <form className={styles.part} onSubmit={submit} noValidate>
      <Field
        id={field}
        label="One-time code"
        hint={`Six digits, sent to ${to}. It shows the seller that you mean to take the parcel.`}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))}
        className={styles.code}
      />
      <ActionError failure={wrongCode(confirm.error ?? resend.error)} />
      <Button type="submit" look="primary" wide busy={confirm.isPending} disabled={code.length !== 6}>
        Confirm the order
      </Button>
      <Button look="quiet" wide busy={resend.isPending} onClick={() => resend.mutate()}>
        Send the code again
      </Button>
      {resend.isSuccess && <p role="status">Sent again.</p>}
    </form>
  );
};
