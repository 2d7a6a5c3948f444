import { type Return, type ReturnState, returnState } from '#contracts/returns';
import { capitalise, count, moment, optionWords } from '../../../lib/format.ts';
import { Link, useSearchParams } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Page } from '../../../ui/page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { OrdersNav } from '../orders/orders-nav.tsx';
import { Badge, type Tone } from '../parts/badge.tsx';
import { Case, Cases } from '../parts/case.tsx';
import { Head } from '../parts/head.tsx';
import { Listed } from '../parts/listed.tsx';
import { StateChips } from '../parts/state-chips.tsx';
import { ReturnActions } from './return-actions.tsx';
import { returnReasonWords, returnStateWords, whatGoesBack } from './return-words.ts';
import { useReturnList } from './use-returns.ts';

const tones: Record<ReturnState, Tone> = {
  requested: 'busy',
  accepted: 'plain',
  refused: 'bad',
  received: 'busy',
  refunded: 'good',
  exchanged: 'good',
};

/** What buyers send back, and what comes of it. */
export const ReturnsScreen = () => {
  const [search, setSearch] = useSearchParams();
  const asked = returnState.safeParse(search.get('state'));
  const state = asked.success ? asked.data : undefined;
  const list = useReturnList(state);
  return (
    <Page title="Returns">
      <Head title="Returns" />
      <OrdersNav />
      <StateChips
        words={returnStateWords}
        chosen={state}
        onChoose={(next) => setSearch(next ? { state: next } : {}, { replace: true })}
      />
      <Listed
        list={list}
        what="returns"
        empty={
          <EmptyState title={state ? 'No returns like these' : 'Nothing is sent back'}>
            {state
              ? 'Choose another state; all returns are under All.'
              : 'When a buyer asks to send something back, you answer here: accept it, or refuse it with a reason.'}
          </EmptyState>
        }
      >
        {(returns) => (
          <Cases label="Returns">
            {returns.map((one) => (
              <OneReturn key={one.id} one={one} />
            ))}
          </Cases>
        )}
      </Listed>
    </Page>
  );
};

const OneReturn = ({ one }: { one: Return }) => {
  const money = useMoney();
  const what = one.lines.map((line) =>
    [`${line.quantity} × ${line.title}`, optionWords(line.options)].filter(Boolean).join(' · '),
  );
  return (
    <Case
      badge={<Badge tone={tones[one.state]}>{returnStateWords[one.state]}</Badge>}
      title={what.join(', ')}
      facts={
        <>
          <Link href={`/studio/orders/${one.orderId}`}>{one.orderNumber}</Link> ·{' '}
          {capitalise(moment(one.requestedAt, Date.now()))}
        </>
      }
      actions={<ReturnActions one={one} />}
    >
      <p>
        <b>{returnReasonWords[one.reason]}.</b> {one.note && `“${one.note}”`}
      </p>
      {one.answer && <p>You answered: {one.answer}</p>}
      <p>{whatGoesBack(one, { money, count })}</p>
      {one.exchangeOrderId && (
        <Link href={`/studio/orders/${one.exchangeOrderId}`}>See the order that replaces it</Link>
      )}
    </Case>
  );
};
