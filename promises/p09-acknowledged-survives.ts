import { killCheckouts } from '../server/test/kill-checkouts.ts';
import { type Held, type LeoPromise, type Rig, randomOf } from './promise.ts';

const keep = async ({ database, full, open, seed }: Rig): Promise<Held> => {
  const random = randomOf(seed);
  const most = full ? 400 : 50;
  const between = () => 20 + Math.floor(random() * most);
  const fresh = database === 'postgres' ? await open() : undefined;
  const kills = full ? 60 : 2;
  try {
    const { wrong, ...figures } = await killCheckouts({
      kills,
      between,
      ...(fresh && { databaseUrl: fresh.url }),
    });
    // Without a lost answer nothing was tried.
    const tried = figures.ambiguous > 0;
    return {
      holds: wrong.length === 0 && tried,
      figures: { ...figures, wrong: wrong.slice(0, 5).join('; ') },
    };
  } finally {
    await fresh?.end();
  }
};

export const acknowledgedSurvives: LeoPromise = {
  id: 'P9',
  says: 'an acknowledged write survives',
  keep,
};
