import type { LiveState } from '#contracts/live';
import { moment, plural, timeLeft } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { calendarFile } from './calendar.ts';
import styles from './not-started.module.css';
import { RunSheetCards } from './run-sheet-cards.tsx';

/** The date in the viewer's own zone, what will be sold, and a way to remember it. The room opens by itself. */
export const NotStarted = ({ live, skew }: { live: LiveState; skew: number }) => {
  const now = useNow(1000) + skew;
  const left = live.scheduledFor - now;
  return (
    <Page title={live.title}>
      <section className={styles.stage}>
        <p className={styles.seller}>{live.seller.name}</p>
        <h1 className={styles.title}>{live.title}</h1>
        <p className={styles.when}>Starts {moment(live.scheduledFor, now)}</p>
        {left > 0 ? (
          <p className={styles.left} role="timer" aria-label="Time until the start">
            {timeLeft(left)}
          </p>
        ) : (
          <p className={styles.left}>Any moment now</p>
        )}
        <Button icon="clock" onClick={() => keepInCalendar(live)}>
          Put it in the calendar
        </Button>
      </section>
      {live.runSheet.length > 0 && (
        <section aria-labelledby="will-be-sold">
          <h2 id="will-be-sold" className={styles.heading}>
            {plural(live.runSheet.length, 'product')} in this sale
          </h2>
          <RunSheetCards entries={live.runSheet} />
        </section>
      )}
    </Page>
  );
};

const keepInCalendar = (live: LiveState) => {
  const url = URL.createObjectURL(new Blob([calendarFile(live, location.href)], { type: 'text/calendar' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'sale.ics';
  link.click();
  URL.revokeObjectURL(url);
};
