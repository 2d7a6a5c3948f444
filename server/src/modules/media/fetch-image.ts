import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { type Job, job } from '../../kernel/jobs/job.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { MediaDeps } from './context.ts';
import { makeSizes } from './make-sizes.ts';
import { receive } from './receive.ts';
import { findBySource, findWaiting, insertWaiting, markReady, noteProblem, waitAgain } from './store.ts';

const fetchPayload = z.object({ imageId: z.string() });
type FetchJob = Job<z.infer<typeof fetchPayload>>;

/** Longer ones are cut: what is kept is read by a person who looks for their mistake. */
const longestShown = 2_000;
const patience = 15_000;

const keyOfAddress = (url: string): string =>
  createHash('sha256')
    .update(URL.canParse(url) ? new URL(url).href : url)
    .digest('hex');

/** Puts pictures in line to be fetched; the same address is one image, a failed one is tried again. */
export const addByUrls = async (
  deps: MediaDeps & { fetchJob: FetchJob },
  pictures: readonly { url: string; alt: string }[],
  tx: Tx,
): Promise<string[]> => {
  if (pictures.length === 0) return [];
  const keyed = pictures.map((one) => ({ ...one, key: keyOfAddress(one.url) }));
  const known = new Map(
    (
      await findBySource(
        tx,
        keyed.map((one) => one.key),
      )
    ).map((one) => [one.sourceKey, one]),
  );
  const failed = [...known.values()].filter((one) => one.state === 'failed').map((one) => one.id);
  if (failed.length > 0) await waitAgain(tx, failed);
  const fresh = new Map<string, string>();
  const rows = keyed.flatMap(({ url, alt, key }) => {
    if (known.has(key) || fresh.has(key)) return [];
    const id = newId();
    fresh.set(key, id);
    return [
      {
        id,
        alt,
        source: url.slice(0, longestShown).replaceAll('\0', ''),
        sourceKey: key,
        at: deps.clock.now(),
      },
    ];
  });
  await insertWaiting(tx, rows);
  for (const imageId of [...failed, ...fresh.values()])
    await deps.jobs.add(deps.fetchJob, { imageId }, { tx });
  return keyed.map(({ key }) => known.get(key)?.id ?? fresh.get(key) ?? '');
};

type Outcome = { problem?: undefined } | { problem: string; again: boolean };

const makeReady = async (
  deps: MediaDeps,
  imageId: string,
  from: Parameters<typeof receive>[0],
): Promise<void> =>
  receive(from, async (received) => {
    const picture = await makeSizes(deps, received);
    await deps.db.transaction(async (tx) => {
      if (await markReady(tx, imageId, { hash: received.hash, picture }))
        await deps.outbox.tell(tx, 'image.ready', { imageId });
    });
  });

const fetchOnce = async (
  deps: MediaDeps,
  imageId: string,
  asked: { url: string; stop: AbortSignal },
): Promise<Outcome> => {
  const late = AbortSignal.timeout(patience);
  const answer = await deps.outside({ url: asked.url, signal: AbortSignal.any([late, asked.stop]) });
  if ('problem' in answer) return answer;
  try {
    await makeReady(deps, imageId, answer.got);
    return {};
  } catch (problem) {
    if (problem instanceof Refusal) return { problem: problem.message, again: false };
    if (late.aborted) return { problem: 'The other server took too long.', again: true };
    throw problem;
  } finally {
    answer.got.destroy();
  }
};

/** Fetches one picture a sheet named by its address. What went wrong is kept for the seller to read. */
export const fetchImageJob = (deps: MediaDeps): FetchJob => {
  const attempts = 5;
  return job({
    name: 'media.fetch',
    lane: 'network',
    payload: fetchPayload,
    attempts,
    run: async ({ imageId }, { attempt, signal }) => {
      const waiting = await findWaiting(deps.db, imageId);
      if (!waiting) return;
      const outcome = await fetchOnce(deps, imageId, { url: waiting.source, stop: signal });
      if (outcome.problem === undefined) return;
      const again = outcome.again && attempt < attempts;
      await noteProblem(deps.db, imageId, { reason: outcome.problem, state: again ? 'waiting' : 'failed' });
      if (again) throw new Error(`${outcome.problem} ${waiting.source}`);
    },
  });
};
