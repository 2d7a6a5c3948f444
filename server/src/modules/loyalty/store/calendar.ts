import type { Connection } from '../../../db/connection.ts';

export const businessDay = async (on: Connection): Promise<number> =>
  (await on.rows<{ today: number }>('SELECT today FROM loyalty_calendar WHERE one = 1'))[0]?.today ?? 0;

/** False where another process has moved it on already. */
export const turnPage = async (
  on: Connection,
  { before, today }: { before: number; today: number },
): Promise<boolean> =>
  (await on.run('UPDATE loyalty_calendar SET today = $2 WHERE one = 1 AND today = $1 AND today < $2', [
    before,
    today,
  ])) > 0;
