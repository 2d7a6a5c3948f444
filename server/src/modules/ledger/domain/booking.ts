import { growthOf, isGuarded } from './chart.ts';
import { type Entry, problemsOf } from './entry.ts';
import { splitProblemsOf } from './shapes.ts';

/** Why an entry cannot be booked at all, whatever there is; nothing where it can. */
export const bookingProblemsOf = (entry: Entry): string[] => [
  ...problemsOf(entry),
  ...splitProblemsOf(entry),
];

/** What the entry adds to each of its accounts. */
export const growthsOf = (entry: Entry): Map<string, number> => {
  const grown = new Map<string, number>();
  for (const line of entry.lines) grown.set(line.account, (grown.get(line.account) ?? 0) + growthOf(line));
  return grown;
};

/** The guarded accounts it takes from. */
export const takenFrom = (entry: Entry): string[] =>
  [...growthsOf(entry)].flatMap(([account, growth]) => (growth < 0 && isGuarded(account) ? account : []));

/** Which of them have not enough, by what they have. */
export const shortfallsOf = (entry: Entry, balances: ReadonlyMap<string, number>): string[] => {
  const grown = growthsOf(entry);
  return takenFrom(entry).flatMap((account) => {
    const after = (balances.get(account) ?? 0) + (grown.get(account) ?? 0);
    return after < 0 ? `would take ${account} to ${after}` : [];
  });
};
