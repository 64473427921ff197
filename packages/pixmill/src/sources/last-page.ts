import type { CandidatePage } from '../library/source.ts';

/**
 * Gives the last page the cursor `null`, which is how a source says that it is dry; one page of delay. When reading
 * fails, the page before the failure is yielded with its own cursor, so that nothing readable is lost. An input without
 * any page yields an empty one.
 */
export const markLastPage = async function* (pages: AsyncIterable<CandidatePage>): AsyncIterable<CandidatePage> {
  let held: CandidatePage | undefined;
  try {
    for await (const page of pages) {
      const before = held;
      held = page;
      if (before !== undefined) yield before;
    }
  } catch (error) {
    if (held !== undefined) yield held;
    throw error;
  }
  yield held === undefined ? { candidates: [], dropped: [], cursor: null, notices: [] } : { ...held, cursor: null };
};
