import type { JobState } from './watch-job.ts';

/** What the sources of a job that gave up before their end had to say, each once. */
export const problemsOf = ({ searches }: Pick<JobState, 'searches'>): string[] => [
  ...new Set(searches.flatMap(({ errorDetail }) => errorDetail ?? [])),
];
