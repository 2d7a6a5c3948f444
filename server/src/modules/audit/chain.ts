import type { AuditEntry } from '#contracts/operating';
import type { Connection } from '../../db/connection.ts';
import { canonical, firstLink, link } from '../../kernel/chain.ts';
import { findNext } from './store.ts';

export const hashOf = ({ hash: _, ...content }: AuditEntry, previous = firstLink): string =>
  link(previous, canonical(content));

export interface ChainState {
  holds: boolean;
  /** The first place that is not what was written there. */
  brokenAt: number | null;
}

/** A page is checked in a few milliseconds, so that nobody waits for the whole log. */
const atOnce = 250;

/** Reads the whole log; where it breaks, the first such place. */
export const verifyChain = async (on: Connection): Promise<ChainState> => {
  let last = { seq: 0, hash: firstLink };
  for (;;) {
    const entries = await findNext(on, last.seq, atOnce);
    for (const entry of entries) {
      if (entry.seq !== last.seq + 1) return { holds: false, brokenAt: last.seq + 1 };
      if (entry.hash !== hashOf(entry, last.hash)) return { holds: false, brokenAt: entry.seq };
      last = entry;
    }
    if (entries.length < atOnce) return { holds: true, brokenAt: null };
  }
};
