import type { Connection } from '../../../db/connection.ts';
import { firstLink } from '../../../kernel/chain.ts';
import { problemsOf } from '../domain/entry.ts';
import { splitProblemsOf } from '../domain/shapes.ts';
import { hashOf } from '../seal.ts';
import { type EntryRow, type StoredEntry, toEntry } from '../store/journal.ts';
import { type LinkRow, linesBetween, linksAfter, strayLines } from '../store/pages.ts';
import type { Head, SealedLine } from '../store/seals.ts';
import type { Findings } from './findings.ts';

/** How a person finds an entry again. */
export const nameOf = (row: {
  seq: number | null;
  kind: string;
  source: string;
  source_id: string;
}): string => `entry ${row.seq ?? 'without a place'} (${row.kind} of ${row.source} ${row.source_id})`;

const readable = (row: EntryRow): StoredEntry | undefined => {
  try {
    const entry = toEntry(row);
    return entry.lines.every((line) => typeof line.account === 'string') ? entry : undefined;
  } catch {
    return undefined;
  }
};

/** The lines accounts are made of, beside those of the entry. */
const linesDiffer = (entry: StoredEntry, lines: readonly SealedLine[]): boolean =>
  entry.lines.length !== lines.length ||
  entry.lines.some((line, position) => {
    const kept = lines[position];
    return (
      kept?.position !== position ||
      kept.account !== line.account ||
      kept.debit !== line.debit ||
      kept.credit !== line.credit
    );
  });

const byPlace = (lines: readonly SealedLine[]): Map<number, SealedLine[]> => {
  const places = new Map<number, SealedLine[]>();
  for (const line of lines) {
    const present = places.get(line.seq);
    if (present) present.push(line);
    else places.set(line.seq, [line]);
  }
  return places;
};

const checkEntry = (findings: Findings, row: EntryRow, lines: readonly SealedLine[]): void => {
  const name = nameOf(row);
  const entry = readable(row);
  if (!entry) return findings.add('I1', `${name} cannot be read`);
  for (const problem of problemsOf(entry)) findings.add('I1', `${name} ${problem}`);
  for (const problem of splitProblemsOf(entry)) findings.add('I14', `${name} ${problem}`);
  if (linesDiffer(entry, lines))
    findings.add('I13', `${name}: its lines in the accounts are not those it has`);
};

const checkLink = (findings: Findings, link: LinkRow, before: Head): boolean => {
  const expected = before.seq + 1;
  if (link.seq !== expected)
    findings.add(
      'chain',
      link.seq - expected === 1
        ? `entry ${expected} is missing`
        : `entries ${expected} to ${link.seq - 1} are missing`,
    );
  if (link.id === null) {
    findings.add('chain', `entry ${link.seq} (${link.entry_id}) was deleted`);
    return false;
  }
  if (link.hash !== hashOf(link as EntryRow, { seq: link.seq, previous: before.hash }))
    findings.add('chain', `${nameOf(link)} is not what was sealed`);
  return true;
};

/**
 * Follows the chain from its first link to `head`, and looks at each entry on the way. After a break it goes on from
 * the hash that is kept, so that one changed row is one break. `anchor` is the head of an earlier look.
 */
export const walkChain = async (
  on: Connection,
  findings: Findings,
  { head, anchor }: { head: Head | undefined; anchor: Head | undefined },
): Promise<void> => {
  const until = head?.seq ?? 0;
  let last: Head = { seq: 0, hash: firstLink };
  let anchored = anchor === undefined;
  for (;;) {
    const links = await linksAfter(on, last.seq, until);
    const end = links.at(-1);
    if (!end) break;
    const lines = byPlace(await linesBetween(on, last.seq, end.seq));
    for (const link of links) {
      if (checkLink(findings, link, last)) checkEntry(findings, link as EntryRow, lines.get(link.seq) ?? []);
      anchored ||= link.seq === anchor?.seq && link.hash === anchor.hash;
      last = link;
    }
  }
  if (anchor && !anchored)
    findings.add(
      'chain',
      `the chain no longer has what stood at ${anchor.seq} when the books were last found in order`,
    );
  for (const line of await strayLines(on))
    findings.add('I13', `${line.account} has a line of entry ${line.seq}, which is not in the chain`);
};
