import { useState } from 'react';
import type { Invoice } from '#contracts/invoices';
import type { Image } from '#contracts/media';
import type { Order } from '#contracts/orders';
import type { Return } from '#contracts/returns';
import type { Dispute } from '#contracts/settlement';
import { count, moment, optionWords } from '../../lib/format.ts';
import { useMoney } from '../../lib/shop.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { ActionError } from '../../ui/states.tsx';
import styles from './after-sale.module.css';
import { DisputeSheet } from './dispute-sheet.tsx';
import { EvidencePicture } from './evidence-picture.tsx';
import { ReturnSheet } from './return-sheet.tsx';
import { refundStateWords, returnStateWords } from './return-words.ts';
import { useAddEvidence, useDispute, useInvoices, useReturns } from './use-after-sale.ts';
import { useSatisfied } from './use-orders.ts';

/** On their way back, or to be answered: until that is over nobody is asked whether all is well. */
const isUnderWay = ({ state }: Return): boolean =>
  state === 'requested' || state === 'accepted' || state === 'received';

/** What is going on with an order that has left: is it good, what comes back, who decides. */
export const AfterSale = ({ order }: { order: Order }) => {
  const returns = useReturns(order.id) ?? [];
  const dispute = useDispute(
    order.id,
    order.disputed || ['shipped', 'delivered', 'completed', 'returned'].includes(order.state),
  );
  return (
    <>
      {order.can.includes('satisfied') && !returns.some(isUnderWay) && <Satisfied order={order} />}
      {returns.map((one) => (
        <ReturnCard key={one.id} returned={one} />
      ))}
      {dispute && <DisputeCard order={order} dispute={dispute} />}
    </>
  );
};

/** What else can be done with it: send it back, ask the shop to decide, keep the invoice. */
export const AfterActions = ({ order }: { order: Order }) => {
  const [sheet, setSheet] = useState<'return' | 'dispute' | null>(null);
  const invoices = useInvoices(order.id);
  const close = () => setSheet(null);
  return (
    <>
      {invoices && invoices.length > 0 && <Papers invoices={invoices} />}
      {(order.can.includes('return') || order.can.includes('dispute')) && (
        <div className={styles.actions}>
          {order.can.includes('return') && (
            <Button onClick={() => setSheet('return')}>Send something back</Button>
          )}
          {order.can.includes('dispute') && (
            <Button onClick={() => setSheet('dispute')}>Something is wrong</Button>
          )}
        </div>
      )}
      <ReturnSheet order={order} open={sheet === 'return'} onClose={close} />
      <DisputeSheet order={order} open={sheet === 'dispute'} onClose={close} />
    </>
  );
};

const Satisfied = ({ order }: { order: Order }) => {
  const say = useSatisfied(order.id);
  return (
    <section className={styles.ask} aria-labelledby="satisfied-title">
      <h2 id="satisfied-title" className={styles.heading}>
        Is everything as it should be?
      </h2>
      <p>
        Then the seller is paid.
        {order.completesAt !== null && ` Otherwise that happens ${moment(order.completesAt, Date.now())}.`}
      </p>
      <ActionError failure={say.error} />
      <Button look="primary" busy={say.isPending} onClick={() => say.mutate()}>
        Yes, I am satisfied
      </Button>
    </section>
  );
};

const ReturnCard = ({ returned }: { returned: Return }) => {
  const money = useMoney();
  const { refund, refundState } = returned;
  const what = returned.lines.map((line) =>
    [`${line.quantity} × ${line.title}`, optionWords(line.options)].filter(Boolean).join(', '),
  );
  return (
    <section className={styles.card} aria-label="A return">
      <h2 className={styles.heading}>{returnStateWords[returned.state]}</h2>
      <p className={styles.soft}>{what.join(', ')}</p>
      {returned.answer && <p>The seller says: {returned.answer}</p>}
      {returned.exchangeFor && <p>In exchange for {optionWords(returned.exchangeFor.options)}.</p>}
      {!returned.exchangeFor && returned.state !== 'refused' && (
        <p>
          {money(refund.money)}
          {refund.coins > 0 && ` and ${count(refund.coins)} coins`}{' '}
          {refundState ? refundStateWords[refundState] : 'goes back to you when it has arrived'}.
        </p>
      )}
    </section>
  );
};

const speaker = { buyer: 'You', seller: 'The seller', operator: 'The shop' } as const;

const DisputeCard = ({ order, dispute }: { order: Order; dispute: Dispute }) => {
  const money = useMoney();
  return (
    <section className={styles.card} aria-labelledby="dispute-title">
      <h2 id="dispute-title" className={styles.heading}>
        {dispute.ruling ? 'The shop has decided' : 'The shop is looking at it'}
      </h2>
      {dispute.evidence.map((one) => (
        <p key={`${one.by} ${one.at}`}>
          <strong>{speaker[one.by]}</strong> <span className={styles.soft}>{moment(one.at, Date.now())}</span>
          <br />
          {one.text}
        </p>
      ))}
      {dispute.ruling && (
        <p>
          {dispute.ruling.refund > 0 ? `${money(dispute.ruling.refund)} goes back to you. ` : ''}
          {dispute.ruling.reason}
        </p>
      )}
      {!dispute.ruling && <Evidence orderId={order.id} disputeId={dispute.id} />}
    </section>
  );
};

const Evidence = ({ orderId, disputeId }: { orderId: string; disputeId: string }) => {
  const [text, setText] = useState('');
  const adding = useAddEvidence(orderId, () => {
    setText('');
    setPicture(null);
  });
  const [picture, setPicture] = useState<Image | null>(null);
  return (
    <div className={styles.evidence}>
      <TextArea
        label="Add something"
        rows={2}
        maxLength={2_000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <EvidencePicture picture={picture} onPicture={setPicture} />
      <ActionError failure={adding.error} />
      <Button
        busy={adding.isPending}
        disabled={text.trim() === ''}
        onClick={() => adding.mutate({ id: disputeId, text, imageId: picture?.id })}
      >
        Send it to the shop
      </Button>
    </div>
  );
};

const Papers = ({ invoices }: { invoices: readonly Invoice[] }) => (
  <ul className={styles.papers}>
    {invoices.map((one) => (
      <li key={one.id}>
        <a href={`/api/invoices/${one.id}.pdf`} target="_blank" rel="noreferrer">
          {one.kind === 'invoice' ? 'Invoice' : 'Credit note'} {one.number} (PDF)
        </a>
      </li>
    ))}
  </ul>
);
