import { createHash } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';

export interface KeptAnswer {
  status: number;
  body: string;
}

/** Same key, same answer: what was said to a request that carried an Idempotency-Key. */
export interface Answers {
  /** Answers what was said before, or asks `work` once, however many ask at the same time. */
  once(operation: string, fingerprint: string, work: () => Promise<KeptAnswer>): Promise<KeptAnswer>;
}

const hash = (...parts: string[]): Buffer => createHash('sha256').update(JSON.stringify(parts)).digest();

/** A UUID that stands for one caller's one key at one address. */
export const operationId = (caller: string, address: string, key: string): string => {
  const hex = hash(caller, address, key).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Answers that may differ next time are not kept: the shop was busy, or made a mistake. */
const isFinal = (status: number) => status < 500 && status !== 429;

interface Running {
  fingerprint: string;
  answer: Promise<KeptAnswer>;
}

export const keepAnswers = (db: Database, clock: Clock): Answers => {
  const running = new Map<string, Running>();

  const find = async (operation: string, fingerprint: string): Promise<KeptAnswer | undefined> => {
    const [row] = await db.rows<KeptAnswer & { fingerprint: string }>(
      'SELECT fingerprint, status, body FROM kernel_answers WHERE operation = $1',
      [operation],
    );
    if (row && row.fingerprint !== fingerprint) throw new Refusal('key.reused');
    return row && { status: row.status, body: row.body };
  };

  const keep = (operation: string, fingerprint: string, { status, body }: KeptAnswer) =>
    db.run(
      `INSERT INTO kernel_answers (operation, fingerprint, status, body, at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (operation) DO NOTHING`,
      [operation, fingerprint, status, body, clock.now()],
    );

  const first = async (operation: string, fingerprint: string, work: () => Promise<KeptAnswer>) => {
    const before = await find(operation, fingerprint);
    if (before) return before;
    const answer = await work();
    if (isFinal(answer.status)) await keep(operation, fingerprint, answer);
    return answer;
  };

  return {
    once: async (operation, fingerprint, work) => {
      const other = running.get(operation);
      if (other && other.fingerprint !== fingerprint) throw new Refusal('key.reused');
      if (other) return other.answer;
      const answer = first(operation, fingerprint, work).finally(() => running.delete(operation));
      running.set(operation, { fingerprint, answer });
      return answer;
    },
  };
};
