import type { Verdict } from '#contracts/ledger';

type Found = Verdict['invariants'][number];

/** More than that says nothing more to a person. */
const mostShown = 20;

/** What a look at the books finds, by invariant: the first breaks in words, and how many there are. */
export interface Findings {
  /** An invariant that is looked at; without a break it holds. */
  look(id: string, title: string): void;
  add(id: string, where: string): void;
  all(): Found[];
}

export const openFindings = (): Findings => {
  const found = new Map<string, Found>();
  return {
    look: (id, title) => {
      if (!found.has(id)) found.set(id, { id, title, holds: true, breaks: [], broken: 0 });
    },
    add: (id, where) => {
      const one = found.get(id);
      if (!one) throw new Error(`Nobody looks at ${id}`);
      one.holds = false;
      one.broken += 1;
      if (one.breaks.length < mostShown) one.breaks.push(where);
    },
    all: () => [...found.values()],
  };
};
