import { useState } from 'react';
import type { Reply } from '#contracts/route';
import type { Payout, preparePayouts } from '#contracts/settlement';
import { capitalise, moment, plural } from '../../../lib/format.ts';
import { Link } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Page } from '../../../ui/page.tsx';
import { ActionError, EmptyState } from '../../../ui/states.tsx';
import { usePayouts } from '../money/use-money-screens.ts';
import { Ask } from '../parts/ask.tsx';
import { Badge, type Tone } from '../parts/badge.tsx';
import { Case, Cases } from '../parts/case.tsx';
import { Head } from '../parts/head.tsx';
import { Listed } from '../parts/listed.tsx';
import styles from './operating.module.css';
import { OperatingNav } from './operating-nav.tsx';
import { usePayoutFile, usePreparePayouts, useSettlePayout } from './use-operating.ts';

const words: Record<Payout['state'], string> = { prepared: 'Prepared', paid: 'Paid', failed: 'Failed' };
const tones: Record<Payout['state'], Tone> = { prepared: 'busy', paid: 'good', failed: 'bad' };

/** Prepare, take the file to the bank, say what became of it. */
export const PayoutsScreen = () => {
  const list = usePayouts();
  const prepare = usePreparePayouts();
  const file = usePayoutFile();
  const waiting = list.items?.some((one) => one.state === 'prepared' && one.by === 'bank') ?? false;
  return (
    <Page title="Payouts">
      <Head title="Payouts">
        {waiting && (
          <Button look="primary" busy={file.isPending} onClick={() => file.mutate()}>
            Download the list for the bank
          </Button>
        )}
        <Button
          look={waiting ? 'secondary' : 'primary'}
          busy={prepare.isPending}
          onClick={() => prepare.mutate()}
        >
          Prepare payouts
        </Button>
      </Head>
      <OperatingNav />
      <ActionError failure={prepare.error ?? file.error} />
      {prepare.data && <Prepared done={prepare.data} />}
      <Listed
        list={list}
        what="payouts"
        empty={
          <EmptyState title="No payouts yet">
            Preparing makes a payout for every seller whose money can be paid out. Then take the list to your
            bank and mark each payout as paid.
          </EmptyState>
        }
      >
        {(payouts) => (
          <Cases label="Payouts">
            {payouts.map((one) => (
              <OnePayout key={one.id} one={one} />
            ))}
          </Cases>
        )}
      </Listed>
    </Page>
  );
};

const Prepared = ({ done }: { done: Reply<typeof preparePayouts> }) => {
  const money = useMoney();
  const sum = done.payouts.reduce((all, one) => all + one.amount, 0);
  return (
    <section className={styles.told} role="status">
      <p>
        <b>
          {done.payouts.length === 0
            ? 'Nothing new can be paid out.'
            : `${plural(done.payouts.length, 'payout')} prepared, ${money(sum)} in all.`}
        </b>
      </p>
      {done.without.length > 0 && (
        <>
          <p>Left out, because they have no bank account here yet:</p>
          <ul>
            {done.without.map((one) => (
              <li key={one.id}>
                <Link href={`/studio/money?seller=${one.id}`}>{one.name}</Link>, {money(one.payable)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

const OnePayout = ({ one }: { one: Payout }) => {
  const money = useMoney();
  const [asked, setAsked] = useState<'paid' | 'failed' | null>(null);
  const facts = [
    one.by === 'bank' ? 'By bank' : 'By the payment provider',
    capitalise(moment(one.paidAt ?? one.at, Date.now())),
    one.reference,
  ];
  return (
    <Case
      badge={<Badge tone={tones[one.state]}>{words[one.state]}</Badge>}
      title={<Link href={`/studio/money?seller=${one.seller.id}`}>{one.seller.name}</Link>}
      facts={facts.filter(Boolean).join(' · ')}
      sum={money(one.amount)}
      actions={
        one.state === 'prepared' &&
        one.by === 'bank' && (
          <>
            <Button small onClick={() => setAsked('paid')}>
              Mark as paid
            </Button>
            <Button small look="quiet" onClick={() => setAsked('failed')}>
              It failed
            </Button>
            <SettleAsk one={one} state="paid" open={asked === 'paid'} onClose={() => setAsked(null)} />
            <SettleAsk one={one} state="failed" open={asked === 'failed'} onClose={() => setAsked(null)} />
          </>
        )
      }
    />
  );
};

interface SettleAskProps {
  one: Payout;
  state: 'paid' | 'failed';
  open: boolean;
  onClose: () => void;
}

const SettleAsk = ({ one, state, open, onClose }: SettleAskProps) => {
  const money = useMoney();
  const [reference, setReference] = useState('');
  const settle = useSettlePayout(one.id, onClose);
  const paid = state === 'paid';
  return (
    <Ask
      open={open}
      onClose={onClose}
      title={`${money(one.amount)} to ${one.seller.name}`}
      action={paid ? 'Mark as paid' : 'Mark as failed'}
      danger={!paid}
      busy={settle.isPending}
      failure={settle.error}
      disabled={reference.trim() === ''}
      onSubmit={() => settle.mutate({ state, reference: reference.trim() })}
    >
      <p>
        {paid
          ? 'Only what has left the bank is marked as paid.'
          : 'The money can be paid out again, once the bank account is right.'}
      </p>
      <Field
        label={paid ? 'The bank’s reference (UTR)' : 'What the bank said'}
        autoComplete="off"
        maxLength={60}
        value={reference}
        onChange={({ currentTarget }) => setReference(currentTarget.value)}
      />
    </Ask>
  );
};
