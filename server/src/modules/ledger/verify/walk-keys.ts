import type { Connection } from '../../../db/connection.ts';
import { type KeyRow, keysAfter } from '../store/pages.ts';
import type { Findings } from './findings.ts';
import { nameOf } from './walk-chain.ts';

const isSame = (one: KeyRow, other: KeyRow): boolean =>
  one.source === other.source && one.source_id === other.source_id && one.kind === other.kind;

/** Each thing is booked once, and every entry is in the chain or on its way there. */
export const walkKeys = async (on: Connection, findings: Findings): Promise<void> => {
  let last: KeyRow = { id: '', source: '', source_id: '', kind: '', seq: null, waits: 0 };
  for (;;) {
    const rows = await keysAfter(on, last);
    for (const row of rows) {
      if (isSame(row, last)) findings.add('I4', `${nameOf(row)} was booked before, as entry ${last.seq}`);
      if (row.seq === null && row.waits === 0)
        findings.add('I3', `${nameOf(row)}: ${row.id} was put in beside the chain`);
      last = row;
    }
    if (rows.length === 0) return;
  }
};
