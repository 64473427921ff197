import { searchPartsOf } from '../../api/search-services.ts';
import type { Pixmill } from '../../compose.ts';
import { searchImages } from '../../features/search/search.service.ts';
import type { FoundImage } from '../../features/search/search.service.ts';
import { findSimilarToFile } from '../../features/search/similar-to-file.service.ts';
import type { SimilarImage } from '../../features/search/similar.service.ts';
import { digestFile } from '../check/file-digest.ts';
import { nearestInDatabase } from './nearest-in-database.ts';
import { searchCommandError } from './search.errors.ts';
import type { SearchPlan } from './search-plan.ts';

/** What a search came to: images by what they are like, or by words, meaning and colour. */
export type SearchAnswer = {
  readonly found: readonly (FoundImage | SimilarImage)[];
  readonly total: number;
  readonly notices: readonly string[];
};

/** Whoever sits at the machine sees everything. */
const EVERYTHING = { role: 'admin', userId: '00000000-0000-0000-0000-000000000000' } as const;
/** Nobody else waits for a command: a model has time to be loaded. */
const PATIENCE = 15;

/** Asks one search of an opened Pixmill. Throws `inspect.*` for a file that is no image. */
export const askSearch = async (
  pixmill: Pixmill,
  { text, colour, tolerance, like, limit }: SearchPlan,
  { projectId, signal }: { readonly projectId: string | undefined; readonly signal: AbortSignal },
): Promise<SearchAnswer> => {
  const parts = { ...searchPartsOf(pixmill, nearestInDatabase(pixmill)), patience: PATIENCE };
  if (like === null) {
    const filters = projectId === undefined ? {} : { project_id: projectId };
    const asked = { text, colour, tolerance, like: [], unlike: [], filters, offset: 0, limit };
    return searchImages(parts, EVERYTHING, asked);
  }
  const digest = await digestFile(like, Number.MAX_SAFE_INTEGER);
  if (digest === null) throw searchCommandError('search_command.no_file', { path: like, reason: 'it is too large' });
  const { decoders, settings } = pixmill;
  const wanted = { limit, projectId, path: like, sha256: digest.sha256, signal };
  const similar = await findSimilarToFile({ ...parts, decoders, maxPixels: settings.maxPixels }, EVERYTHING, wanted);
  return { ...similar, total: similar.found.length };
};
