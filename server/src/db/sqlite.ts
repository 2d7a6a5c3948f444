import {
  type Connection,
  commitHooks,
  type Database,
  inTransaction,
  refuseNesting,
  type Tx,
} from './connection.ts';
import { groupCommit } from './group-commit.ts';
import type { PreparedSqlite } from './prepared-sqlite.ts';

const plain = (on: PreparedSqlite): Connection => ({
  dialect: 'sqlite',
  rows: (sql, binds) => on.rows(sql, binds),
  run: (sql, binds) => on.run(sql, binds),
});

const changes = (sql: string): boolean => /^\s*(UPDATE|DELETE|INSERT|REPLACE)\b/i.test(sql);

/**
 * Sequelize opens and closes a SQLite connection per transaction, which costs more than the transaction.
 * So there are two connections, one that reads and one that writes; the writer's is one transaction's at a time.
 */
export const openSqlite = (reader: PreparedSqlite, writer: PreparedSqlite): Database => {
  const write = plain(writer);
  const group = groupCommit(write);
  const whole = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const hooks = commitHooks();
    const answer = await group.do(() =>
      inTransaction.run(true, () => work({ ...write, afterCommit: hooks.add })),
    );
    hooks.fire();
    return answer;
  };
  return {
    dialect: 'sqlite',
    // A statement that changes rows and answers them is the writer's too: from the reader it would wait for its lock.
    rows: (sql, binds) => {
      if (!changes(sql)) return reader.rows(sql, binds);
      refuseNesting();
      return group.do(() => write.rows(sql, binds));
    },
    run: (sql, binds) => {
      refuseNesting();
      return group.do(() => write.run(sql, binds));
    },
    transaction: (work) => {
      refuseNesting();
      return whole(work);
    },
    close: async () => {
      await group.idle();
      await Promise.all([reader.close(), writer.close()]);
    },
  };
};
