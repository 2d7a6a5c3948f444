import { moment } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ActionError, ErrorState } from '../../../ui/states.tsx';
import { Case, Cases, Part } from '../parts/case.tsx';
import styles from './operating.module.css';
import { useRetryStuck, useStuck } from './use-operating.ts';

/** Work that could neither be finished nor undone by itself. Trying again is safe: every step is done once. */
export const StuckWork = () => {
  const { data, isPending, error, refetch } = useStuck();
  const all = data && [
    ...data.runs.map((run) => ({ ...run, title: `${run.saga}: ${run.step}` })),
    ...data.jobs.map((job) => ({ ...job, title: job.job })),
  ];
  return (
    <Part
      id="stuck"
      title="Stuck work"
      note="Work that could neither be finished nor undone. Trying again is safe: every step is done only once."
    >
      {isPending && <Skeleton height="6rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {all?.length === 0 && <p className={styles.good}>Nothing is stuck.</p>}
      {all && all.length > 0 && (
        <Cases label="Stuck work">
          {all.map((one) => (
            <OneStuck key={one.id} one={one} />
          ))}
        </Cases>
      )}
    </Part>
  );
};

const OneStuck = ({ one }: { one: { id: string; title: string; says: string; since: number } }) => {
  const retry = useRetryStuck(one.id);
  return (
    <Case
      title={one.title}
      facts={`Since ${moment(one.since, Date.now())} · ${one.id}`}
      actions={
        <>
          <Button
            small
            busy={retry.isPending}
            aria-label={`Try ${one.title} again`}
            onClick={() => retry.mutate()}
          >
            Try again
          </Button>
          <ActionError failure={retry.error} />
        </>
      }
    >
      <p>{one.says}</p>
    </Case>
  );
};
