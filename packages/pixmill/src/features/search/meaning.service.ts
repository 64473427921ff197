import type { SQL } from 'drizzle-orm';
import type { NearImage } from '../../library/nearest-images.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { findVisible } from './found-images.repository.ts';
import { compareVectors } from './likeness.rules.ts';
import { NOTICES } from './search-notices.ts';
import type { SearchParts } from './search-parts.ts';
import type { SearchScope } from './search-scope.ts';
import type { TextEncoder } from './search-vectors.ts';
import { withWords } from './text-search.repository.ts';
import { readPassingVectors } from './vectors.repository.ts';
import { withDeadline } from './with-deadline.ts';

/** So many images at most are found by meaning. */
const MOST_BY_MEANING = 1000;
/** So many that fulfil a filter are all compared, when those that are nearest may not fulfil it. */
const MOST_PASSING = 4000;
/** How long a search waits for a model, and for the index. */
const TEXT_MS = 4000;
const NEAREST_MS = 3000;

/** What is nearest to a text, near enough and the nearest first; nobody has looked whether it may be seen. */
export type NearText = {
  readonly encoder: TextEncoder;
  readonly vector: Float32Array | null;
  readonly near: readonly NearImage[];
  readonly notices: readonly string[];
};

/** Reads the nearest images to a text; a model or an index that does not answer is a notice. Outside of a transaction. */
export const findNearText = async (
  { vectors, failed, patience = 1 }: SearchParts,
  encoder: TextEncoder,
  {
    text,
    ...where
  }: { readonly text: string; readonly ownerId: string | null; readonly projectId: string | undefined },
): Promise<NearText> => {
  const { model, version, least } = encoder;
  const without = (notice: string): NearText => ({ encoder, vector: null, near: [], notices: [notice] });
  let vector: Float32Array;
  try {
    vector = await withDeadline(TEXT_MS * patience, () => encoder.embedText(text));
  } catch (error) {
    failed(error);
    return without(NOTICES.noModel);
  }
  try {
    const question = { vector, model, version, limit: MOST_BY_MEANING, ...where };
    const near = await withDeadline(NEAREST_MS * patience, async () => (await vectors?.nearest(question)) ?? null);
    if (near === null) return without(NOTICES.noVectors);
    return { encoder, vector, near: near.filter(({ similarity }) => similarity >= least), notices: [] };
  } catch (error) {
    failed(error);
    return without(NOTICES.noVectors);
  }
};

/**
 * What of it counts: what is there and may be seen, and has the phrases and lacks the words that the query insists on. Where
 * a filter may have left out all that is nearest, what fulfils it is compared itself, as long as that is not too much.
 */
export const keepMeant = async (
  db: Queryable,
  principal: Pick<Principal, 'role' | 'userId'>,
  {
    found: { encoder, vector, near },
    scope,
    strict,
    filter,
  }: {
    readonly found: NearText;
    readonly scope: SearchScope;
    readonly strict: string | null;
    readonly filter: SQL | undefined;
  },
): Promise<readonly NearImage[]> => {
  let nearest = near;
  if (near.length >= MOST_BY_MEANING && filter !== undefined && vector !== null) {
    const passing = await readPassingVectors(db, { ...encoder, scope, filter, most: MOST_PASSING });
    if (passing !== null) {
      nearest = compareVectors(vector, passing)
        .filter(({ similarity }) => similarity >= encoder.least)
        .slice(0, MOST_BY_MEANING);
    }
  }
  const ids = nearest.map(({ imageId }) => imageId);
  const visible = await findVisible(db, principal, scope, ids);
  if (strict === null || ids.length === 0) return nearest.filter(({ imageId }) => visible.has(imageId));
  const strictly = await withWords(db, ids, strict);
  return nearest.filter(({ imageId }) => visible.has(imageId) && strictly.has(imageId));
};
