import { useState } from 'react';
import { rtoFigures } from '#contracts/trust';
import { call } from '../../../lib/api.ts';
import { count, plural } from '../../../lib/format.ts';
import { useQuery } from '../../../lib/query.ts';
import { Select } from '../../../ui/field.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { studioKeys } from '../keys.ts';
import { OrdersNav } from '../orders/orders-nav.tsx';
import { Answer, Part } from '../parts/case.tsx';
import { Head } from '../parts/head.tsx';
import { Table } from '../parts/table.tsx';
import styles from './rto-screen.module.css';
import { byCause, causeWords, type Figures, mainCause, type RtoRow, rate } from './rto-words.ts';

const spans = [30, 90, 365];

/** Parcels that came back: how many, why, and where to. */
export const RtoScreen = () => {
  const [days, setDays] = useState(90);
  const { data, isPending, error, refetch } = useQuery({
    queryKey: studioKeys.rto(days),
    queryFn: ({ signal }) => call(rtoFigures, { query: { days }, signal }),
  });
  return (
    <Page title="Came back">
      <Head title="Came back" />
      <OrdersNav />
      <div className={styles.span}>
        <Select
          label="Shipped in the last"
          value={days}
          onChange={({ currentTarget }) => setDays(Number(currentTarget.value))}
        >
          {spans.map((span) => (
            <option key={span} value={span}>
              {span} days
            </option>
          ))}
        </Select>
      </div>
      {isPending && <Skeleton height="20rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {data && <Shown figures={data} />}
    </Page>
  );
};

const Shown = ({ figures }: { figures: Figures }) => {
  if (figures.shipped === 0)
    return (
      <EmptyState title="Nothing was shipped in this time">
        How many parcels came back, why, and from which PIN codes is counted from what you ship.
      </EmptyState>
    );
  return (
    <>
      <Answer calm={figures.rto === 0}>
        {figures.rto === 0
          ? `None of ${plural(figures.shipped, 'parcel')} came back`
          : `${count(figures.rto)} of ${plural(figures.shipped, 'parcel')} came back: ${rate(figures)}`}
      </Answer>
      {figures.rto > 0 && <Causes figures={figures} />}
      {figures.byPin.length > 0 && (
        <Rows id="pin" title="By PIN code" first="PIN code" rows={figures.byPin} />
      )}
      {figures.bySeller.length > 1 && (
        <Rows id="seller" title="By seller" first="Seller" rows={figures.bySeller} />
      )}
    </>
  );
};

const Causes = ({ figures }: { figures: Figures }) => {
  const causes = byCause(figures.causes);
  const most = causes[0]?.parcels ?? 1;
  return (
    <Part id="causes" title="Why">
      <ul className={styles.bars}>
        {causes.map(({ cause, parcels }) => (
          <li key={cause}>
            <span>{causeWords(cause)}</span>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.bar} style={{ width: `${(parcels / most) * 100}%` }} />
            </span>
            <b className="number">{plural(parcels, 'parcel')}</b>
          </li>
        ))}
      </ul>
    </Part>
  );
};

const Rows = (props: { id: string; title: string; first: string; rows: RtoRow[] }) => (
  <Part id={props.id} title={props.title}>
    <div className={styles.table}>
      <Table
        caption={`Parcels that came back, ${props.title.toLowerCase()}`}
        rows={props.rows}
        keyOf={(row) => row.key}
        columns={[
          { name: props.first, of: (row) => row.label },
          { name: 'Shipped', number: true, of: (row) => count(row.shipped) },
          { name: 'Came back', number: true, of: (row) => count(row.rto) },
          { name: 'Rate', number: true, of: (row) => <b>{rate(row)}</b> },
          { name: 'Mostly', of: mainCause },
        ]}
      />
    </div>
  </Part>
);
