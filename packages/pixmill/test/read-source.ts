import type { CandidatePage, Source, SourceRequest } from '../src/library/source.ts';
import { testSourceContext } from './source-context.ts';

/** Reads an input source to its end, or to the error that ends it, in a context of its own. */
export const readSource = async (source: Source, query: string, request: Partial<SourceRequest> = {}) => {
  const context = testSourceContext();
  const pages: CandidatePage[] = [];
  let error: unknown;
  try {
    for await (const page of source.discover({ query, licences: { kind: 'any' }, ...request }, context))
      pages.push(page);
  } catch (thrown) {
    error = thrown;
  }
  return {
    pages,
    error,
    candidates: pages.flatMap((page) => page.candidates),
    dropped: pages.flatMap((page) => page.dropped),
    notices: pages.flatMap((page) => page.notices),
    /** Bytes that were staged, by SHA-256. */
    staged: context.staged,
  };
};
