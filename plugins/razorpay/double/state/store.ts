import sqlite3 from 'sqlite3';

export interface Kept {
  kind: string;
  id: string;
  seq: number;
  body: string;
}

export interface Store {
  load(): Promise<Kept[]>;
  /** Notes that a thing changed; it is written with the next batch, as it is then. */
  put(kind: string, key: { id: string; seq: number }, value: object): void;
  drop(kind: string, id: string): void;
  /** Resolves when all that was noted so far is written. */
  saved(): Promise<void>;
  close(): Promise<void>;
}

type Failed = Error | null;

const done = (work: (back: (error: Failed) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));

/** Without a file nothing is kept beyond this process. */
const forgetful: Store = {
  load: async () => [],
  put: () => {},
  drop: () => {},
  saved: async () => {},
  close: async () => {},
};

// One statement per batch is one transaction: a batch is there whole or not at all.
const write = `INSERT OR REPLACE INTO things (kind, id, seq, body)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each($batch)`;
const erase = `DELETE FROM things WHERE EXISTS
  (SELECT 1 FROM json_each($batch) WHERE value ->> 0 = things.kind AND value ->> 1 = things.id)`;

const openFile = async (file: string): Promise<sqlite3.Database> => {
  const db = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(file, (error: Failed) => (error ? reject(error) : resolve(opened)));
  });
  // NORMAL in WAL: a commit is in the system's buffers, which a kill -9 of this process does not take away.
  const tables = `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS things (kind TEXT, id TEXT, seq INTEGER, body TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID`;
  await done((back) => db.exec(tables, back));
  return db;
};

type Change = { kind: string; id: string; seq: number; value: object | null };

/** Collects changes and writes them in batches: whoever waits for `saved` shares one commit with all the others. */
class Batches {
  readonly #db: sqlite3.Database;
  #changes = new Map<string, Change>();
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(db: sqlite3.Database) {
    this.#db = db;
  }

  note(change: Change): void {
    this.#changes.set(`${change.kind}/${change.id}`, change);
  }

  saved(): Promise<void> {
    if (this.#changes.size === 0) return this.#running ?? Promise.resolve();
    this.#next ??= this.#afterRunning();
    return this.#next;
  }

  async #afterRunning(): Promise<void> {
    await this.#running;
    // Requests that came in together are answered together.
    await new Promise((resolve) => setImmediate(resolve));
    this.#next = null;
    const running = this.#flush();
    this.#running = running;
    try {
      await running;
    } finally {
      if (this.#running === running) this.#running = null;
    }
  }

  async #flush(): Promise<void> {
    const changes = [...this.#changes.values()];
    this.#changes = new Map();
    const gone = changes.filter(({ value }) => value === null).map(({ kind, id }) => [kind, id]);
    const kept = changes.filter(({ value }) => value !== null);
    if (gone.length > 0) await done((back) => this.#db.run(erase, { $batch: JSON.stringify(gone) }, back));
    const batch = kept.map(({ kind, id, seq, value }) => [kind, id, seq, JSON.stringify(value)]);
    if (batch.length > 0) await done((back) => this.#db.run(write, { $batch: JSON.stringify(batch) }, back));
  }
}

export const openStore = async (file: string | undefined): Promise<Store> => {
  if (file === undefined) return forgetful;
  const db = await openFile(file);
  const batches = new Batches(db);
  return {
    load: () =>
      new Promise((resolve, reject) => {
        db.all<Kept>('SELECT kind, id, seq, body FROM things ORDER BY kind, seq', (error, rows) =>
          error ? reject(error) : resolve(rows),
        );
      }),
    put: (kind, { id, seq }, value) => batches.note({ kind, id, seq, value }),
    drop: (kind, id) => batches.note({ kind, id, seq: 0, value: null }),
    saved: () => batches.saved(),
    close: async () => {
      await batches.saved();
      await done((back) => db.close(back));
    },
  };
};
