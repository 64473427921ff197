import { judgeCodes } from './mill/judge/judge.errors.ts';
import { dedupeCodes } from './mill/dedupe/dedupe.errors.ts';
import { jobCodes } from './library/job.errors.ts';
import { inspectCodes } from './imaging/inspect.errors.ts';
import { fetchCodes } from './platform/fetching/fetch.errors.ts';
import { storageCodes } from './platform/storage/storage.errors.ts';
import { inputCodes } from './sources/inputs.errors.ts';
import { sourceCodes } from './sources/source.errors.ts';

/** The public sentence of every code that an outcome may carry, for reports and tables. */
export const OUTCOME_SENTENCES: Readonly<Record<string, string>> = Object.fromEntries(
  [judgeCodes, dedupeCodes, jobCodes, inspectCodes, fetchCodes, storageCodes, inputCodes, sourceCodes].flatMap(
    ({ codes }) => Object.entries(codes).map(([code, { message }]) => [code, message] as const),
  ),
);
