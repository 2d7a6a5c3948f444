/** A product as the search index knows it; `id` is the product's. */
export interface SearchDocument {
  id: string;
  title: string;
  description: string;
  category: string | null;
  tags: readonly string[];
  /** The seller's name. */
  seller: string;
  /** All option values of all variants, `S M Rani pink`. */
  options: string;
  skus: readonly string[];
}

export interface SearchResult {
  /** Best first. Products with all the words; where there is none, those with any of them. */
  ids: string[];
  /** What was typed with unknown words replaced by the nearest known ones; null when all words are known. */
  didYouMean: string | null;
}

/** Finds products by words. What buyers typed is only ever text: no sign in it means anything. */
export interface SearchIndex {
  search(question: { q: string; limit: number }): Promise<SearchResult>;
  /** Forgets all and takes these instead; what was there is found until they are in. */
  replaceAll(documents: AsyncIterable<SearchDocument>): Promise<void>;
  /** Adds or replaces; found soon after. */
  put(documents: readonly SearchDocument[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Calls back whenever newer documents are found than before; an index that is never behind has no need to. */
  onRenewed?(work: () => void): void;
  stop(): Promise<void>;
}
