import { AsyncLocalStorage } from 'node:async_hooks';

export type Dialect = 'sqlite' | 'postgres';
/** What a column takes. Booleans are 0 and 1, times are milliseconds, JSON is text. */
export type Bind = string | number | null;

/** Where a store speaks to the database: the database itself, or one transaction of it. */
export interface Connection {
  readonly dialect: Dialect;
  /** Rows of a SELECT, or of an UPDATE or DELETE with RETURNING (INSERT has none on SQLite through Sequelize). */
  rows<Row extends object>(sql: string, binds?: readonly Bind[]): Promise<Row[]>;
  /** Runs a statement and answers how many rows it changed. */
  run(sql: string, binds?: readonly Bind[]): Promise<number>;
}

/** One transaction: the proof that a store's writes are together. */
export interface Tx extends Connection {
  /** Runs `work` once this transaction is committed, never if it is not. */
  afterCommit(work: () => void): void;
}

export interface Database extends Connection {
  /** Runs `work` whole or not at all. On SQLite there is one writer at a time, in order of asking. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export const inTransaction = new AsyncLocalStorage<true>();

/** Collects what is to be done after a commit, and does it. */
export const commitHooks = () => {
  const hooks: (() => void)[] = [];
  return { add: (work: () => void) => void hooks.push(work), fire: () => hooks.forEach((work) => work()) };
};

export const refuseNesting = (): void => {
  if (inTransaction.getStore())
    throw new Error('A transaction inside a transaction: hand the outer one on instead.');
};
