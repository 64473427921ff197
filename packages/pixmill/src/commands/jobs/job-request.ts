import { isDeepStrictEqual } from 'node:util';
import { asc, eq } from 'drizzle-orm';
import type { JobConfig, NewSearch } from '../../library/job.ts';
import { searches } from '../../library/schema.ts';
import type { JobRow } from '../../library/schema.ts';
import type { Database } from '../../platform/database/database.ts';

/** What a job was or is to be asked. */
export type JobRequest = { readonly searches: readonly NewSearch[]; readonly config: JobConfig };

/** What an interrupted job was asked that this request does not ask; going on would give neither of the two. */
export const differenceOf = async (db: Database, job: JobRow, request: JobRequest): Promise<string | null> => {
  const asked = await db.select().from(searches).where(eq(searches.jobId, job.id)).orderBy(asc(searches.position));
  const plain = (search: Pick<NewSearch, 'source' | 'query' | 'label' | 'target'>) =>
    [search.source, search.query, search.label, search.target].join('\n');
  if (!isDeepStrictEqual(asked.map(plain), request.searches.map(plain))) return 'other keywords, sources or targets';
  const config: unknown = JSON.parse(JSON.stringify(request.config));
  return isDeepStrictEqual(job.config, config) ? null : 'other limits or rules';
};
