import type { LedgerEntry, orderStory } from '#contracts/ledger';
import type { Reply } from '#contracts/route';
import { capitalise, count, moment } from '../../../lib/format.ts';
import { Link } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { Table } from '../parts/table.tsx';
import styles from './operating.module.css';
import { useStory } from './use-operating.ts';

type Told = Reply<typeof orderStory>;
interface Line {
  key: string;
  at: number;
  says: string;
  booked: string[];
}

/** What happened and what was booked, in one line of time. */
const linesOf = (told: Told, amount: (unit: 'INR' | 'COIN', value: number) => string): Line[] =>
  [
    ...told.events.map((event, at) => ({ key: `event ${at}`, at: event.at, says: event.says, booked: [] })),
    ...told.entries.map((entry) => ({
      key: entry.id,
      at: entry.at,
      says: entry.memo,
      booked: bookings(entry, amount),
    })),
  ].sort((one, other) => one.at - other.at);

const bookings = (entry: LedgerEntry, amount: (unit: 'INR' | 'COIN', value: number) => string): string[] =>
  entry.lines.map((line) =>
    line.debit > 0
      ? `${line.title} takes ${amount(line.unit, line.debit)}`
      : `${line.title} gives ${amount(line.unit, line.credit)}`,
  );

export const Story = ({ id }: { id: string }) => {
  const money = useMoney();
  const { data, isPending, error, refetch } = useStory(id);
  const amount = (unit: 'INR' | 'COIN', value: number) =>
    unit === 'INR' ? money(value) : `${count(value)} coins`;
  if (isPending) return <Skeleton height="12rem" />;
  if (error) return <ErrorState failure={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p>
        <Link href={`/studio/orders/${data.order.id}`}>{data.order.number}</Link>, {data.order.state},{' '}
        {money(data.order.total)}
      </p>
      <ol className={styles.story}>
        {linesOf(data, amount).map((line) => (
          <li key={line.key}>
            <span className={styles.soft}>{capitalise(moment(line.at, Date.now()))}</span>
            <b>{line.says}</b>
            {line.booked.map((says) => (
              <span key={says}>{says}</span>
            ))}
          </li>
        ))}
      </ol>
      <Table
        caption="Where it stands now"
        rows={data.balances}
        keyOf={(row) => `${row.account} ${row.unit}`}
        columns={[
          { name: 'Account', of: (row) => row.title },
          { name: 'Id', of: (row) => <span className={styles.about}>{row.account}</span> },
          { name: 'Balance', number: true, of: (row) => amount(row.unit, row.balance) },
        ]}
      />
    </>
  );
};
