import type { SearchDocument, SearchResult } from '../../kernel/search.ts';

/** What the server asks of the thread that searches. */
export type Ask =
  | { ask: 'search'; q: string; limit: number }
  | { ask: 'put'; documents: readonly SearchDocument[] }
  | { ask: 'remove'; ids: readonly string[] }
  /** From here on `put` fills a new catalogue, which `swap` makes the one that is searched. */
  | { ask: 'begin' }
  | { ask: 'swap' };
export type Asked = Ask & { id: number };

/** What the thread says: an answer, or that a newer index is in use. */
export type Said =
  | { id: number; result: SearchResult | null }
  | { id: number; problem: string }
  | { renewed: true };
