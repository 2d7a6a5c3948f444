import { Sequelize } from 'sequelize';
import sqlite3 from 'sqlite3';

/**
 * Holds a lock beside a SQLite database for as long as this process lives: a second server on the same file
 * would keep its own queue of writers and its own live state. The system lets go of it however we die.
 */
export const holdSqlite = async (databaseUrl: string): Promise<() => Promise<void>> => {
  if (!databaseUrl.startsWith('sqlite:')) return async () => undefined;
  const path = databaseUrl.slice('sqlite:'.length);
  const sequelize = new Sequelize({
    dialect: 'sqlite',
    dialectModule: sqlite3,
    storage: `${path}.server`,
    // Sequelize would try a busy database five times over; the timeout below is all the patience there is.
    retry: { max: 0 },
    logging: false,
  });
  try {
    await sequelize.query('PRAGMA busy_timeout = 3000');
    await sequelize.query('BEGIN EXCLUSIVE');
  } catch {
    await sequelize.close();
    throw new Error(
      `Another server has ${path} open. Stop it first (leo down), or give this one a database of its own.`,
    );
  }
  return () => sequelize.close();
};
