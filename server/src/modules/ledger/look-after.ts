import * as z from 'zod/mini';
import type { Verdict } from '#contracts/ledger';
import { type AnyJob, job } from '../../kernel/jobs/job.ts';
import type { LedgerDeps } from './context.ts';
import type { Sealer } from './seal.ts';
import { countUnsealed } from './store/seals.ts';
import { keepVerdict, lastVerdict } from './store/verdicts.ts';
import { type Check, verifyBooks } from './verify/verify.ts';

export interface BooksState {
  /** Null before the first look. */
  holds: boolean | null;
  at: number | null;
}

const complain = ({ log }: LedgerDeps, { invariants, at }: Verdict): void => {
  const broken = invariants.filter((one) => !one.holds);
  log.error(
    { at, broken: broken.map(({ id, title, broken: times, breaks }) => ({ id, title, times, breaks })) },
    'the books do not hold',
  );
};

/** Looks at the books, keeps the verdict, and tells of what broke since the last look. */
const look = async (deps: LedgerDeps & { sealer: Sealer; checks: readonly Check[] }): Promise<Verdict> => {
  const verdict = await verifyBooks(deps);
  if (!verdict.holds) complain(deps, verdict);
  await deps.db.transaction(async (tx) => {
    const news = await keepVerdict(tx, verdict);
    if (news.length > 0) await deps.outbox.tell(tx, 'ledger.broken', { invariants: news, at: verdict.at });
  });
  return verdict;
};

/** The machine's own day: the first turn of the job after midnight, or the first start of a day, looks at the books. */
const isSameDay = (one: number, other: number): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString();

const aMinute = 60_000;
const everyTenMinutes = 600_000;

export const lookAfterBooks = (deps: LedgerDeps, sealer: Sealer) => {
  const checks: Check[] = [];
  let looking: Promise<Verdict> | undefined;
  /** Who asks while somebody looks gets the same verdict. */
  const verify = (): Promise<Verdict> => {
    looking ??= look({ ...deps, sealer, checks }).finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const state = async (): Promise<BooksState> => {
    const last = await lastVerdict(deps.db);
    return { holds: last?.holds ?? null, at: last?.at ?? null };
  };
  const daily = job({
    name: 'ledger.verify',
    payload: z.object({}),
    attempts: 3,
    every: everyTenMinutes,
    run: async () => {
      const { at } = await state();
      if (at === null || !isSameDay(at, deps.clock.now())) await verify();
    },
  });
  const seal = job({
    name: 'ledger.seal',
    payload: z.object({}),
    attempts: 3,
    every: aMinute,
    run: () => sealer.seal(),
  });
  const { metrics, db } = deps;
  metrics.gauge(
    'leo_ledger_holds',
    'Whether the books were in order at the last look (1), or not (0)',
    async () => {
      const { holds } = await state();
      return holds === null ? Number.NaN : Number(holds);
    },
  );
  metrics.gauge(
    'leo_ledger_looked_at_seconds',
    'When the books were looked at last, in seconds since 1970',
    async () => Math.floor(((await state()).at ?? 0) / 1_000),
  );
  metrics.gauge('leo_ledger_unsealed', 'Entries that wait for their place in the chain', () =>
    countUnsealed(db),
  );
  return {
    verify,
    state,
    addCheck: (check: Check): void => void checks.push(check),
    jobs: [daily, seal] as unknown as AnyJob[],
  };
};
