import { hexToOklab } from '../../library/palette-bytes.ts';
import type { Queryable } from '../../platform/database/database.ts';
import type { AskedImages, Asker, FoundByWay, FoundIds } from './asked-images.ts';
import { findByColour } from './colour-search.repository.ts';
import { TOLERANCE_UNIT } from './colour-score.ts';
import type { AskedColour } from './colour-score.ts';
import { compileQuery } from './compile-query.ts';
import type { CompiledQuery } from './compile-query.ts';
import { filterOf } from './found-images.repository.ts';
import { correctTerms, readTerms } from './query-terms.service.ts';
import type { PlacedImage, RankedPage } from './ranked-pages.ts';
import { readScope } from './search-scope.ts';
import { findByWords } from './text-search.repository.ts';

/** A colour as it is compared. */
export const askedColour = ({ colour, tolerance }: Pick<AskedImages, 'colour' | 'tolerance'>): AskedColour | null =>
  colour === null ? null : { lab: hexToOklab(colour), radius: tolerance * TOLERANCE_UNIT };

/** Finds images by words, by a colour, or by both in one comparison; nothing else is asked. */
export const searchPlainly = async (db: Queryable, principal: Asker, asked: AskedImages): Promise<FoundIds> => {
  const scope = await readScope(db, principal, asked.filters.project_id);
  const terms = asked.text === null ? null : await readTerms(db, asked.text);
  const colour = askedColour(asked);
  const filter = filterOf(asked.filters);
  const find = (query: CompiledQuery | null): Promise<RankedPage> => {
    if (colour !== null) return findByColour(db, { colour, query, scope, filter }, asked);
    if (query === null) return Promise.resolve({ total: 0, ids: [] });
    return findByWords(db, { query, scope, filter }, asked);
  };

  let query = terms === null ? null : compileQuery(terms);
  if (terms !== null && query === null) return { total: 0, ids: [], query: null, notices: [] };
  let page = await find(query);
  if (page.total === 0 && terms !== null) {
    const corrected = await correctTerms(db, terms, scope);
    if (corrected !== null) {
      query = compileQuery(corrected);
      page = await find(query);
    }
  }
  const waysOf = whyOf({ hasWords: query !== null, hasColour: colour !== null });
  const ids = page.ids.map((image) => ({ id: image.id, score: image.score, ways: waysOf(image) }));
  return { total: page.total, ids, query, notices: [] };
};

const whyOf =
  ({ hasWords, hasColour }: { readonly hasWords: boolean; readonly hasColour: boolean }) =>
  ({ place, score, parts }: PlacedImage): readonly FoundByWay[] => {
    if (hasWords && hasColour) {
      return [
        { way: 'words', score: parts?.words ?? score },
        { way: 'color', score: parts?.color ?? score },
      ];
    }
    return [{ way: hasWords ? 'words' : 'color', rank: place, score }];
  };
