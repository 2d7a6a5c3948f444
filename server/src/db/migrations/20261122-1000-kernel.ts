import type { Migration } from '../migrator.ts';

/** The tables of kernel: jobs, outbox, sagas and kept answers. */
export const kernel: Migration = {
  name: '20261122-1000-kernel',
  up: [
    // A job stays here until it is done; `run_at` is when it may run, `lease_until` until when `holder` has it.
    `CREATE TABLE kernel_jobs (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      payload TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'dead')),
      run_at BIGINT NOT NULL,
      attempts BIGINT NOT NULL CHECK (attempts >= 0),
      holder TEXT,
      lease_until BIGINT,
      error TEXT
    )`,
    'CREATE INDEX kernel_jobs_due ON kernel_jobs (state, run_at)',
    // A fact stays untold until every reaction has had it or has a job of its own for it.
    `CREATE TABLE kernel_outbox (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      at BIGINT NOT NULL,
      payload TEXT NOT NULL,
      told_at BIGINT
    )`,
    'CREATE INDEX kernel_outbox_untold ON kernel_outbox (id) WHERE told_at IS NULL',
    'CREATE INDEX kernel_outbox_told ON kernel_outbox (told_at) WHERE told_at IS NOT NULL',
    // What was said to a request with an Idempotency-Key, kept as long as what it did.
    `CREATE TABLE kernel_answers (
      operation TEXT PRIMARY KEY,
      fingerprint TEXT NOT NULL,
      status INTEGER NOT NULL,
      body TEXT NOT NULL,
      at BIGINT NOT NULL
    )`,
    // A run of a saga: `step` counts the steps done, or while it goes back those still to be undone. A run without
    // a `lease_owner` may be taken up by anybody from `lease_until` on.
    `CREATE TABLE kernel_sagas (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('running', 'waiting', 'done', 'undoing', 'undone', 'stuck')),
      step BIGINT NOT NULL CHECK (step >= 0),
      input TEXT NOT NULL,
      context TEXT NOT NULL,
      error TEXT,
      fingerprint TEXT NOT NULL,
      attempts BIGINT NOT NULL CHECK (attempts >= 0),
      lease_owner TEXT,
      lease_until BIGINT NOT NULL,
      deadline BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL
    )`,
    `CREATE INDEX kernel_sagas_open ON kernel_sagas (lease_until)
     WHERE state IN ('running', 'undoing', 'waiting')`,
    "CREATE INDEX kernel_sagas_stuck ON kernel_sagas (created_at) WHERE state = 'stuck'",
  ],
  down: [
    'DROP TABLE kernel_sagas',
    'DROP TABLE kernel_answers',
    'DROP TABLE kernel_outbox',
    'DROP TABLE kernel_jobs',
  ],
};
