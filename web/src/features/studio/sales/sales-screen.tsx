import type { Sale } from '#contracts/sales';
import { capitalise, moment, plural, timeLeft } from '../../../lib/format.ts';
import { Link } from '../../../lib/router.ts';
import { useNow } from '../../../lib/use-now.ts';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LiveTag } from '../../../ui/live-tag.tsx';
import { Page } from '../../../ui/page.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { Head } from '../parts/head.tsx';
import { LastSale } from './last-sale.tsx';
import styles from './sales-screen.module.css';
import { useStudioSales } from './use-studio-sales.ts';
import { minutesWords } from './when.ts';

/** Live now, the next ones, and what was. */
export const SalesScreen = () => {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useStudioSales();
  const sales = data?.pages.flatMap((page) => page.items) ?? [];
  const live = sales.filter((sale) => sale.state === 'live');
  const next = sales
    .filter((sale) => sale.state === 'scheduled')
    .sort((one, other) => one.scheduledFor - other.scheduledFor);
  const ended = sales.filter((sale) => sale.state === 'ended');
  return (
    <Page title="Sales">
      <Head title="Sales">
        <ButtonLink href="/studio/sales/new" look={live.length > 0 ? 'secondary' : 'primary'} icon="plus">
          Schedule a sale
        </ButtonLink>
      </Head>
      {isPending && <Skeleton height="16rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {data && sales.length === 0 && (
        <EmptyState title="No sales yet">
          Schedule one, line up your products, and go live from this browser. Its link can be shared right
          away.
        </EmptyState>
      )}
      <div className={styles.sections}>
        {live.map((sale) => (
          <LiveNow key={sale.id} sale={sale} />
        ))}
        {next.length > 0 && (
          <section aria-labelledby="next">
            <h2 id="next">Next</h2>
            <ul className={styles.list}>
              {next.map((sale) => (
                <NextRow key={sale.id} sale={sale} />
              ))}
            </ul>
          </section>
        )}
        {ended[0] && <LastSale sale={ended[0]} />}
        {ended.length > 1 && (
          <section aria-labelledby="ended">
            <h2 id="ended">Earlier</h2>
            <ul className={styles.list}>
              {ended.slice(1).map((sale) => (
                <EndedRow key={sale.id} sale={sale} />
              ))}
            </ul>
          </section>
        )}
        {hasNextPage && (
          <div>
            <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Show older sales
            </Button>
          </div>
        )}
      </div>
    </Page>
  );
};

const coverOf = (sale: Sale) => sale.cover ?? sale.preview[0]?.image ?? null;

const LiveNow = ({ sale }: { sale: Sale }) => (
  <Link href={`/studio/sales/${sale.id}`} className={`stage ${styles.live}`}>
    <Picture className={styles.liveCover} image={coverOf(sale)} alt="" sizes="10rem" />
    <span className={styles.liveWords}>
      <span className={styles.over}>
        <LiveTag /> {plural(sale.watching, 'person', 'people')} watching
      </span>
      <strong className={styles.liveTitle}>{sale.title}</strong>
      <span className={styles.go}>
        Go back to your sale <Icon name="arrow" size={20} />
      </span>
    </span>
  </Link>
);

/** Within the last hour before it, the time is counted. */
const nearMs = 3_600_000;

const NextRow = ({ sale }: { sale: Sale }) => {
  const now = useNow(15_000);
  const left = sale.scheduledFor - now;
  return (
    <li>
      <Link href={`/studio/sales/${sale.id}`} className={styles.row}>
        <Picture className={styles.cover} image={coverOf(sale)} alt="" sizes="4.5rem" />
        <span className={styles.words}>
          <span className={styles.when}>
            {capitalise(moment(sale.scheduledFor, now))}
            {left > 0 && left < nearMs && ` · in ${timeLeft(left)}`}
            {left <= 0 && ' · its time has come'}
          </span>
          <strong className={styles.title}>{sale.title}</strong>
          <span className={styles.note}>
            {sale.products > 0 ? `${plural(sale.products, 'product')} in the run sheet` : 'No products yet'}
          </span>
        </span>
        <Icon name="arrow" />
      </Link>
    </li>
  );
};

const EndedRow = ({ sale }: { sale: Sale }) => (
  <li>
    <Link href={`/studio/sales/${sale.id}`} className={styles.row}>
      <Picture className={styles.cover} image={coverOf(sale)} alt="" sizes="4.5rem" />
      <span className={styles.words}>
        <span className={styles.ended}>
          {capitalise(moment(sale.startedAt ?? sale.scheduledFor, Date.now()))}
          {sale.startedAt && sale.endedAt && ` · ${minutesWords(sale.endedAt - sale.startedAt)}`}
        </span>
        <strong className={styles.title}>{sale.title}</strong>
        <span className={styles.note}>{plural(sale.products, 'product')} shown</span>
      </span>
      <Icon name="arrow" />
    </Link>
  </li>
);
