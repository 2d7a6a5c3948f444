import type { Sequelize } from 'sequelize';
import { type Connection, commitHooks, type Database, inTransaction, refuseNesting } from './connection.ts';
import { lender } from './prepared-postgres.ts';

/** Every connection has READ COMMITTED, Postgres's own default. */
export const openPostgres = (sequelize: Sequelize): Database => {
  const lend = lender(sequelize);
  const whole = <T>(work: (on: Connection) => Promise<T>): Promise<T> =>
    lend(async (on) => {
      await on.run('BEGIN');
      try {
        const answer = await work(on);
        await on.run('COMMIT');
        return answer;
      } catch (problem) {
        await on.run('ROLLBACK').catch(() => undefined);
        throw problem;
      }
    });
  return {
    dialect: 'postgres',
    rows: (sql, binds) => lend((on) => on.rows(sql, binds)),
    run: (sql, binds) => lend((on) => on.run(sql, binds)),
    transaction: async (work) => {
      refuseNesting();
      const hooks = commitHooks();
      const answer = await whole((on) =>
        inTransaction.run(true, () => work({ ...on, afterCommit: hooks.add })),
      );
      hooks.fire();
      return answer;
    },
    close: () => sequelize.close(),
  };
};
