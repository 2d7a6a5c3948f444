import pg from 'pg';
import { Sequelize } from 'sequelize';
import sqlite3 from 'sqlite3';
import type { Database } from './connection.ts';
import { openPostgres } from './postgres.ts';
import { PreparedSqlite } from './prepared-sqlite.ts';
import { openSqlite } from './sqlite.ts';

/** `sqlite:/path/to/leo.sqlite` or `postgres://user:password@host/database`. */
export type DatabaseUrl = string;

const int8 = 20;

const sqlite = async (storage: string, durable: boolean): Promise<Database> => {
  const open = async () => {
    const sequelize = new Sequelize({ dialect: 'sqlite', dialectModule: sqlite3, storage, logging: false });
    for (const pragma of [
      'journal_mode = WAL',
      `synchronous = ${durable ? 'FULL' : 'OFF'}`,
      'busy_timeout = 5000',
      'foreign_keys = ON',
      'cache_size = -32000',
      'temp_store = MEMORY',
    ])
      await sequelize.query(`PRAGMA ${pragma}`);
    return PreparedSqlite.over(sequelize);
  };
  const writer = await open();
  return openSqlite(await open(), writer);
};

const postgres = async (url: string): Promise<Database> => {
  // Every whole number we keep is at most 2^53, so int8 may come as a number.
  pg.types.setTypeParser(int8, Number);
  const sequelize = new Sequelize(url, {
    dialect: 'postgres',
    dialectModule: pg,
    logging: false,
    pool: { max: 12, acquire: 15_000, idle: 10_000 },
  });
  await sequelize.authenticate();
  return openPostgres(sequelize);
};

/** `durable: false` is for tests only: a power cut may then lose commits. */
export const connect = (url: DatabaseUrl, { durable = true } = {}): Promise<Database> =>
  url.startsWith('sqlite:') ? sqlite(url.slice('sqlite:'.length), durable) : postgres(url);
