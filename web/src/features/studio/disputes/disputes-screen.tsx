import type { Dispute } from '#contracts/settlement';
import { capitalise, moment } from '../../../lib/format.ts';
import { Link, useSearchParams } from '../../../lib/router.ts';
import { useSession } from '../../../lib/session.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Page } from '../../../ui/page.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { OrdersNav } from '../orders/orders-nav.tsx';
import { Badge } from '../parts/badge.tsx';
import { Case, Cases } from '../parts/case.tsx';
import { Head } from '../parts/head.tsx';
import { Listed } from '../parts/listed.tsx';
import { StateChips } from '../parts/state-chips.tsx';
import { AddEvidence } from './add-evidence.tsx';
import styles from './disputes.module.css';
import { RuleButton } from './rule-ask.tsx';
import { useDisputes } from './use-disputes.ts';

const stateWords: Record<Dispute['state'], string> = { open: 'Open', ruled: 'Ruled on' };

export const disputeReasonWords: Record<Dispute['reason'], string> = {
  'not-received': 'It has not arrived',
  damaged: 'It arrived damaged',
  'not-as-shown': 'It is not as shown in the sale',
  other: 'Something else is wrong',
};

/** Quarrels about orders: what both sides say, and for the operator the ruling that moves the money. */
export const DisputesScreen = () => {
  const [search, setSearch] = useSearchParams();
  const order = search.get('order');
  const asked = search.get('state');
  const state = asked === 'open' || asked === 'ruled' ? asked : undefined;
  const list = useDisputes(state);
  const operator = useSession().data?.role === 'operator';
  return (
    <Page title="Disputes">
      <Head title="Disputes" />
      <OrdersNav />
      <StateChips
        words={stateWords}
        chosen={state}
        onChoose={(next) => setSearch(next ? { state: next } : {}, { replace: true })}
      />
      <Listed
        list={list}
        what="disputes"
        empty={
          <EmptyState title={state === 'ruled' ? 'Nothing was ruled on' : 'No disputes'}>
            When a buyer says that something is wrong with an order, its money waits and both sides are heard
            here.
          </EmptyState>
        }
      >
        {(disputes) => (
          <Cases label="Disputes">
            {(order ? firstOf(disputes, order) : disputes).map((one) => (
              <OneDispute key={one.id} dispute={one} operator={operator} />
            ))}
          </Cases>
        )}
      </Listed>
    </Page>
  );
};

/** The dispute somebody came for stands first. */
const firstOf = (disputes: Dispute[], orderId: string): Dispute[] => [
  ...disputes.filter((one) => one.orderId === orderId),
  ...disputes.filter((one) => one.orderId !== orderId),
];

const OneDispute = ({ dispute, operator }: { dispute: Dispute; operator: boolean }) => {
  const money = useMoney();
  const { ruling } = dispute;
  return (
    <Case
      badge={
        ruling ? (
          <Badge tone="good" icon="check">
            Ruled on
          </Badge>
        ) : (
          <Badge tone="busy" icon="clock">
            Open
          </Badge>
        )
      }
      title={disputeReasonWords[dispute.reason]}
      facts={
        <>
          <Link href={`/studio/orders/${dispute.orderId}`}>{dispute.orderNumber}</Link> ·{' '}
          {capitalise(moment(dispute.openedAt, Date.now()))}
        </>
      }
      actions={
        !ruling && (
          <>
            {operator && <RuleButton dispute={dispute} />}
            <AddEvidence dispute={dispute} operator={operator} />
          </>
        )
      }
    >
      <Evidence dispute={dispute} />
      {ruling && (
        <p className={styles.ruling}>
          <b>
            {ruling.for === 'seller'
              ? 'Ruled for the seller: nothing goes back.'
              : `Ruled for ${ruling.for === 'buyer' ? 'the buyer' : 'both'}: ${money(ruling.refund)} back to the buyer.`}
          </b>{' '}
          {ruling.reason}
        </p>
      )}
    </Case>
  );
};

const speakers = { buyer: 'Buyer', seller: 'Seller', operator: 'Operator' } as const;

const Evidence = ({ dispute }: { dispute: Dispute }) => (
  <ol className={styles.evidence}>
    {dispute.evidence.map((one) => (
      <li key={`${one.by}-${one.at}`} data-by={one.by}>
        <p className={styles.speaker}>
          <b>{speakers[one.by]}</b> {moment(one.at, Date.now())}
        </p>
        <p>{one.text}</p>
        {one.image && (
          <Picture
            className={styles.picture}
            image={one.image}
            alt={`Picture from the ${one.by}`}
            sizes="12rem"
          />
        )}
      </li>
    ))}
  </ol>
);
