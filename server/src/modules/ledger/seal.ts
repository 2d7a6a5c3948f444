import type { Tx } from '../../db/connection.ts';
import { canonical, firstLink, link } from '../../kernel/chain.ts';
import type { LedgerDeps } from './context.ts';
import { growthOf } from './domain/chart.ts';
import { type EntryRow, toEntry } from './store/journal.ts';
import {
  findFolded,
  findHead,
  findUnsealed,
  type Head,
  type SealedLine,
  type Seals,
  takeTurn,
  writeSeals,
} from './store/seals.ts';

/** The hash of an entry in its place: of every byte that is kept of it. */
export const hashOf = (row: EntryRow, { seq, previous }: { seq: number; previous: string }): string =>
  link(
    previous,
    canonical({
      seq,
      id: row.id,
      kind: row.kind,
      source: row.source,
      sourceId: row.source_id,
      memo: row.memo,
      at: row.at,
      orderId: row.order_id,
      lines: row.lines,
    }),
  );

/** The seals of entries that follow `head`, by what their accounts had before. */
const sealsOf = (rows: readonly EntryRow[], head: Head, folded: ReadonlyMap<string, number>): Seals => {
  const balances = new Map(folded);
  const last = new Map<string, number>();
  const links: Seals['links'] = [];
  const lines: SealedLine[] = [];
  let { seq, hash } = head;
  for (const row of rows) {
    seq += 1;
    hash = hashOf(row, { seq, previous: hash });
    links.push({ seq, entryId: row.id, hash });
    for (const [position, line] of toEntry(row).lines.entries()) {
      const { account, debit, credit } = line;
      const balance = (balances.get(account) ?? 0) + growthOf(line);
      balances.set(account, balance);
      last.set(account, seq);
      lines.push({ account, seq, position, debit, credit, balance });
    }
  }
  const changed = [...last].map(([account, at]) => ({
    account,
    balance: balances.get(account) ?? 0,
    seq: at,
    isNew: !folded.has(account),
  }));
  return { links, lines, balances: changed };
};

/** Enough that a busy shop keeps up, few enough that a checkout hardly waits for it. */
const atOnce = 200;

/** Gives the oldest entries their places; answers how many. A crash in the middle leaves nothing of it. */
const sealSome = async (tx: Tx): Promise<number> => {
  await takeTurn(tx);
  const rows = await findUnsealed(tx, atOnce);
  if (rows.length === 0) return 0;
  const head = (await findHead(tx)) ?? { seq: 0, hash: firstLink };
  const accounts = rows.flatMap((row) => toEntry(row).lines.map((line) => line.account));
  await writeSeals(tx, sealsOf(rows, head, await findFolded(tx, [...new Set(accounts)])));
  return rows.length;
};

/** So long after a commit its entry is sealed: what comes in the meantime shares the work. */
const soon = 300;

/** Gives entries their places in the chain, a little behind those who book them, so that nobody waits for it. */
export const openSealer = ({ db, log }: Pick<LedgerDeps, 'db' | 'log'>) => {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  let stopped = false;

  const sealAll = async (): Promise<void> => {
    while ((await db.transaction(sealSome)) === atOnce);
  };
  /** In this process one after another; others' turns are the database's to give. */
  const seal = (): Promise<void> => {
    const mine = working.then(sealAll);
    working = mine.catch(() => undefined);
    return mine;
  };
  return {
    /** Seals everything that is booked by now. */
    seal,
    /** Something was booked. */
    wake: (): void => {
      if (stopped) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        // The job `ledger.seal` comes later and finds what was left.
        seal().catch((problem) => log.warn({ problem: String(problem) }, 'entries could not be sealed'));
      }, soon).unref();
    },
    stop: async (): Promise<void> => {
      stopped = true;
      clearTimeout(timer);
      timer = undefined;
      await working;
    },
  };
};
export type Sealer = ReturnType<typeof openSealer>;
