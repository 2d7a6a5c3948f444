import type { Client } from 'pg';
import { ConnectionError, type Sequelize, TimeoutError } from 'sequelize';
import type { Bind, Connection } from './connection.ts';

/** Our statements are some hundred texts; lists of different lengths make more, and those are not kept. */
const mostNamed = 500;

/** Postgres's classes of codes: the connection is lost, the server goes down, it has no room. */
const away = /^(08|53|57P)/;
/** Two transactions wait for each other, or waited too long: asking again helps. */
const inTheWay = new Set(['40P01', '40001', '55P03', '57014']);

/** The names other code knows a busy database by are Sequelize's, as on SQLite. */
const asProblem = (problem: unknown): unknown => {
  if (!(problem instanceof Error)) return problem;
  const { code = '' } = problem as { code?: string };
  if (inTheWay.has(code)) return new TimeoutError(Object.assign(problem, { sql: '' }));
  const lost =
    away.test(code) ||
    /^(ECONN|EPIPE)/.test(code) ||
    /Connection terminated|not queryable/.test(problem.message);
  return lost ? new ConnectionError(problem) : problem;
};

/** A name for each text, so that a connection parses and plans it once. */
export const statementNames = (): ((sql: string) => string | undefined) => {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known || names.size >= mostNamed) return known;
    const name = `leo_${names.size}`;
    names.set(sql, name);
    return name;
  };
};

/**
 * One connection to Postgres whose statements are prepared once. Through Sequelize's query each is parsed and planned
 * anew every time; Sequelize still opens, keeps and closes the connections.
 */
export const preparedPostgres = (client: Client, nameOf: (sql: string) => string | undefined): Connection => {
  const ask = async (text: string, binds: readonly Bind[]) => {
    const name = nameOf(text);
    try {
      return await client.query({ text, values: [...binds], ...(name && { name }) });
    } catch (problem) {
      throw asProblem(problem);
    }
  };
  return {
    dialect: 'postgres',
    rows: async <Row extends object>(sql: string, binds: readonly Bind[] = []) =>
      (await ask(sql, binds)).rows as Row[],
    run: async (sql, binds = []) => (await ask(sql, binds)).rowCount ?? 0,
  };
};

/** Lends one connection of Sequelize's pool at a time; one that broke meanwhile is the pool's no more. */
export const lender = (sequelize: Sequelize) => {
  const { connectionManager } = sequelize;
  const nameOf = statementNames();
  return async <T>(work: (on: Connection) => Promise<T>): Promise<T> => {
    const lent = await connectionManager.getConnection({ type: 'write' });
    const client = lent as unknown as Client & { _invalid?: boolean; pipeline: boolean };
    // What is asked at the same time is sent at once and not only when the answer before it has come.
    client.pipeline = true;
    try {
      return await work(preparedPostgres(client, nameOf));
    } finally {
      if (!client._invalid) connectionManager.releaseConnection(lent);
    }
  };
};
