import type { Alarms } from '#contracts/operating';
import { moment } from '../../../lib/format.ts';
import { Link } from '../../../lib/router.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { Answer } from '../parts/case.tsx';
import { Head } from '../parts/head.tsx';
import styles from './operating.module.css';
import { OperatingNav } from './operating-nav.tsx';
import { type Alarm, alarmsOf } from './operating-words.ts';
import { PaymentsHealth } from './payments-health.tsx';
import { StuckWork } from './stuck-work.tsx';
import { useAlarms } from './use-operating.ts';

/** At a glance: all is well, or what to do first. */
export const OverviewScreen = () => {
  const { data, isPending, error, refetch } = useAlarms();
  return (
    <Page title="Operating">
      <Head title="Operating" />
      <OperatingNav />
      {isPending && <Skeleton height="10rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {data && <State alarms={data} />}
      <PaymentsHealth />
      <StuckWork />
    </Page>
  );
};

const State = ({ alarms }: { alarms: Alarms }) => {
  const ringing = alarmsOf(alarms);
  const { holds, at } = alarms.ledger;
  return (
    <section className={styles.overview} aria-label="What to look at">
      <Answer calm={ringing.length === 0}>
        {ringing.length === 0
          ? 'All is well'
          : ringing.length === 1
            ? 'One thing to look at'
            : `${ringing.length} things to look at`}
      </Answer>
      {ringing.length > 0 && (
        <ul className={styles.alarms}>
          {ringing.map((alarm) => (
            <AlarmLine key={alarm.says} alarm={alarm} />
          ))}
        </ul>
      )}
      <p className={styles.soft}>
        {holds === null || at === null
          ? 'The books have not been checked yet.'
          : `The books were checked ${moment(at, Date.now())}${holds ? ' and agree' : ''}.`}{' '}
        <Link href="/studio/operating/books">{holds ? 'Check them again' : 'Check the books'}</Link>
      </p>
    </section>
  );
};

const AlarmLine = ({ alarm }: { alarm: Alarm }) => (
  <li className={styles.alarm}>
    <span className={styles.sign}>
      <Icon name="warning" size={20} />
    </span>
    <span>{alarm.says}</span>
    {alarm.href.startsWith('#') ? (
      <a href={alarm.href}>{alarm.action}</a>
    ) : (
      <Link href={alarm.href}>{alarm.action}</Link>
    )}
  </li>
);
