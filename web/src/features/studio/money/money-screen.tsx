import type { Payout } from '#contracts/settlement';
import { capitalise, moment } from '../../../lib/format.ts';
import { Link, useSearchParams } from '../../../lib/router.ts';
import { useSession } from '../../../lib/session.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { Badge, type Tone } from '../parts/badge.tsx';
import { Answer, Part } from '../parts/case.tsx';
import { Head } from '../parts/head.tsx';
import { Listed } from '../parts/listed.tsx';
import { Table } from '../parts/table.tsx';
import { Tile, Tiles } from '../parts/tile.tsx';
import { BankForm } from './bank-form.tsx';
import styles from './money-screen.module.css';
import {
  answer,
  commissionWords,
  lineWords,
  payoutWords,
  type StatementLine,
  signed,
} from './money-words.ts';
import { TaxForm } from './tax-form.tsx';
import { useBalance, usePayouts, useStatement } from './use-money-screens.ts';

/** What can be paid out, what is held and where, and how every rupee came and went. */
export const MoneyScreen = () => {
  const [search] = useSearchParams();
  const operator = useSession().data?.role === 'operator';
  const seller = operator ? (search.get('seller') ?? undefined) : undefined;
  return (
    <Page title="Money">
      <Head
        title={seller ? 'A seller’s money' : 'Money'}
        back={seller ? { href: '/studio/operating/payouts', words: 'Payouts' } : undefined}
      />
      <div className={styles.screen}>
        <BalanceOf seller={seller} />
        <Statement seller={seller} />
        {!seller && <Payouts operator={operator} />}
        {!seller && <Bank />}
        {!seller && <TaxForm />}
      </div>
    </Page>
  );
};

const BalanceOf = ({ seller }: { seller: string | undefined }) => {
  const money = useMoney();
  const { data, isPending, error, refetch } = useBalance(seller);
  if (isPending) return <Skeleton height="14rem" />;
  if (error) return <ErrorState failure={error} onRetry={() => void refetch()} />;
  const { balance, commission, bank } = data;
  return (
    <section className={styles.balance} aria-labelledby="balance">
      <h2 id="balance" className="visually-hidden">
        Balance
      </h2>
      <Answer>{answer(balance, money)}</Answer>
      {balance.payable > 0 && !bank && !seller && (
        <p className={styles.missing}>
          There is no bank account to pay it to yet. <a href="#bank">Add yours</a>
        </p>
      )}
      <Tiles>
        <Tile label="Held" note="until buyers are satisfied">
          {money(balance.held)}
        </Tile>
        <Tile label="With couriers" note="cash they have not handed over">
          {money(balance.withCourier)}
        </Tile>
        <Tile label="Paid out" note="so far">
          {money(balance.paidOut)}
        </Tile>
        {balance.recoverable > 0 && (
          <Tile label="Kept from the next release" note="for refunds after you were paid">
            {money(balance.recoverable)}
          </Tile>
        )}
      </Tiles>
      <p className={styles.soft}>{commissionWords(commission)}</p>
    </section>
  );
};

const Bank = () => {
  const { data } = useBalance(undefined);
  return data ? <BankForm bank={data.bank} /> : null;
};

/** The lines that are about a sale; what a payout moves is in its change. */
const sold = new Set<StatementLine['kind']>(['released', 'refunded']);

const Statement = ({ seller }: { seller: string | undefined }) => {
  const money = useMoney();
  const list = useStatement(seller);
  return (
    <Part id="statement" title="Statement">
      <Listed
        list={list}
        what="lines"
        empty={
          <p className={styles.soft}>
            When a buyer is satisfied, what is released to you stands here, with what the shop kept of it.
          </p>
        }
      >
        {(lines: StatementLine[]) => (
          <Table
            caption="How the money came and went, newest first"
            rows={lines}
            keyOf={(line) => line.id}
            columns={[
              {
                name: 'What',
                of: (line) => (
                  <>
                    {lineWords[line.kind]}
                    {line.orderId && (
                      <>
                        {' · '}
                        <Link href={`/studio/orders/${line.orderId}`}>{line.orderNumber ?? 'the order'}</Link>
                      </>
                    )}
                  </>
                ),
              },
              { name: 'When', of: (line) => capitalise(moment(line.at, Date.now())) },
              {
                name: 'Sold for',
                number: true,
                of: (line) => (sold.has(line.kind) ? money(line.gross) : ''),
              },
              {
                name: 'Commission',
                number: true,
                of: (line) => (line.commission > 0 ? money(line.commission) : ''),
              },
              { name: 'Tax', number: true, of: (line) => (line.tax > 0 ? money(line.tax) : '') },
              { name: 'Change', number: true, of: (line) => <b>{signed(line.net, money)}</b> },
              { name: 'Can be paid out', number: true, of: (line) => money(line.balance) },
            ]}
          />
        )}
      </Listed>
    </Part>
  );
};

const tones: Record<Payout['state'], Tone> = { prepared: 'busy', paid: 'good', failed: 'bad' };

const Payouts = ({ operator }: { operator: boolean }) => {
  const money = useMoney();
  const list = usePayouts();
  return (
    <Part
      id="payouts"
      title="Payouts"
      note={operator && <Link href="/studio/operating/payouts">Prepare and settle payouts</Link>}
    >
      <Listed
        list={list}
        what="payouts"
        empty={
          <p className={styles.soft}>
            The operator pays out what can be paid out; each payout stands here with the bank’s reference.
          </p>
        }
      >
        {(payouts) => (
          <Table
            caption="Payouts, newest first"
            rows={payouts}
            keyOf={(one) => one.id}
            columns={[
              {
                name: 'Payout',
                of: (one) => (operator ? one.seller.name : capitalise(moment(one.at, Date.now()))),
              },
              { name: 'State', of: (one) => <Badge tone={tones[one.state]}>{payoutWords[one.state]}</Badge> },
              { name: 'Reference', of: (one) => one.reference ?? '' },
              { name: 'Paid', of: (one) => (one.paidAt ? capitalise(moment(one.paidAt, Date.now())) : '') },
              { name: 'Amount', number: true, of: (one) => <b>{money(one.amount)}</b> },
            ]}
          />
        )}
      </Listed>
    </Part>
  );
};
