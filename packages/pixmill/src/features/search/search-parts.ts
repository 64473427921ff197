import type { Database } from '../../platform/database/database.ts';
import type { SearchVectors } from './search-vectors.ts';

/** What a search is made with. */
export type SearchParts = {
  readonly db: Database;
  /** `null` where neither models nor an index are there: search goes by words, colours and looks. */
  readonly vectors: SearchVectors | null;
  /** Told of what did not work, while the search goes on by other ways. */
  readonly failed: (error: unknown) => void;
  /** How many times longer than usual (1) a model may take. */
  readonly patience?: number;
};
