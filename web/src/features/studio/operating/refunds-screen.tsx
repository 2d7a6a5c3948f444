import { useState } from 'react';
import type { listManualRefunds } from '#contracts/payments';
import type { Reply } from '#contracts/route';
import { capitalise, moment } from '../../../lib/format.ts';
import { Link } from '../../../lib/router.ts';
import { useMoney, useShop } from '../../../lib/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Page } from '../../../ui/page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { minorUnit, plainMoney } from '../money-input.ts';
import { Ask } from '../parts/ask.tsx';
import { Case, Cases } from '../parts/case.tsx';
import { Head } from '../parts/head.tsx';
import { Listed } from '../parts/listed.tsx';
import { CopyButton } from './copy-button.tsx';
import styles from './operating.module.css';
import { OperatingNav } from './operating-nav.tsx';
import { useManualRefunds, useSettleRefund } from './use-operating.ts';

type Owed = Reply<typeof listManualRefunds>['items'][number];

/** Refunds of cash: no card they could go back to, so somebody pays them by hand. */
export const RefundsScreen = () => {
  const list = useManualRefunds();
  return (
    <Page title="Refunds to pay by hand">
      <Head title="Refunds to pay by hand" />
      <OperatingNav />
      <Listed
        list={list}
        what="refunds"
        empty={
          <EmptyState title="Nothing is to be paid by hand">
            Refunds of orders that were paid in cash stand here, with the UPI id or the bank account of the
            buyer.
          </EmptyState>
        }
      >
        {(owed) => (
          <>
            <CopyAll owed={owed} />
            <Cases label="Refunds to pay by hand">
              {owed.map((one) => (
                <OneRefund key={one.id} one={one} />
              ))}
            </Cases>
          </>
        )}
      </Listed>
    </Page>
  );
};

const useUnit = () => minorUnit(useShop().data?.currency ?? 'INR');

const CopyAll = ({ owed }: { owed: readonly Owed[] }) => {
  const money = useMoney();
  const unit = useUnit();
  const sum = owed.reduce((all, one) => all + one.amount, 0);
  const lines = owed.map((one) =>
    [one.orderNumber, one.to.name ?? '', one.to.address, plainMoney(one.amount, unit)].join('\t'),
  );
  return (
    <p className={styles.line}>
      <b>{money(sum)} in all.</b>
      <CopyButton what="All of them" words={lines.join('\n')} />
    </p>
  );
};

const OneRefund = ({ one }: { one: Owed }) => {
  const money = useMoney();
  const [open, setOpen] = useState(false);
  const [reference, setReference] = useState('');
  const settle = useSettleRefund(one.id, () => setOpen(false));
  const to = [one.to.name, one.to.address].filter(Boolean).join(', ');
  return (
    <Case
      title={<span className={styles.address}>{to}</span>}
      facts={
        <>
          {one.to.kind === 'upi' ? 'UPI' : 'Bank account'} ·{' '}
          <Link href={`/studio/orders/${one.orderId}`}>{one.orderNumber}</Link> · owed since{' '}
          {moment(one.owedAt, Date.now())}
        </>
      }
      sum={money(one.amount)}
      actions={
        <>
          <Button small onClick={() => setOpen(true)}>
            Mark as paid
          </Button>
          <CopyButton
            what={capitalise(one.to.kind === 'upi' ? 'the UPI id' : 'the account')}
            words={one.to.address}
          />
        </>
      }
    >
      <Ask
        open={open}
        onClose={() => setOpen(false)}
        title={`${money(one.amount)} paid back`}
        action="Mark as paid"
        busy={settle.isPending}
        failure={settle.error}
        disabled={reference.trim() === ''}
        onSubmit={() => settle.mutate({ reference: reference.trim() })}
      >
        <p>To {to}. Only what has left the bank is marked as paid.</p>
        <Field
          label="The bank’s reference"
          hint="UTR, or the number of the UPI payment"
          autoComplete="off"
          maxLength={60}
          value={reference}
          onChange={({ currentTarget }) => setReference(currentTarget.value)}
        />
      </Ask>
    </Case>
  );
};
