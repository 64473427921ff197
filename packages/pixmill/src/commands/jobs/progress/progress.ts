import type { OutcomeChange } from '../../../mill/settle/outcomes.repository.ts';
import type { SearchRow } from '../../../library/schema.ts';
import { inFlight } from '../../../mill/job/demand.ts';
import type { JobState } from '../watch-job.ts';

/** Shows a build while it runs. */
export type Progress = {
  readonly update: (state: JobState) => void;
  readonly settled: (changes: readonly OutcomeChange[]) => void;
  /** One line that stays. */
  readonly note: (line: string) => void;
  /** Harmless when it is called again. */
  readonly stop: () => void;
};

/** What one keyword or one input has come to. */
export type GroupProgress = {
  readonly name: string;
  /** Kept images wanted; `null` when all are. */
  readonly target: number | null;
  readonly kept: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly failed: number;
  readonly skipped: number;
  readonly discovered: number;
  readonly inFlight: number;
  /** Whether its sources have nothing more. */
  readonly dry: boolean;
};

/** Adds the searches of each keyword or input up. */
export const groupProgress = (searches: readonly SearchRow[]): readonly GroupProgress[] =>
  [...Map.groupBy(searches, ({ targetGroup }) => targetGroup).values()].map((group) => {
    const sum = (of: (search: SearchRow) => number) => group.reduce((total, search) => total + of(search), 0);
    const first = group[0];
    const questions = new Set(group.map(({ query }) => query));
    return {
      name: questions.size > 1 ? `${questions.size} files` : lastPart(first?.query ?? ''),
      target: first?.target ?? null,
      kept: sum(({ kept }) => kept),
      duplicate: sum(({ duplicate }) => duplicate),
      rejected: sum(({ rejected }) => rejected),
      failed: sum(({ failed }) => failed),
      skipped: sum(({ skipped }) => skipped),
      discovered: sum(({ discovered }) => discovered),
      inFlight: sum(inFlight),
      dry: group.every(({ dry }) => dry),
    };
  });

const lastPart = (query: string): string => query.split(/[\\/]/).findLast((part) => part !== '') ?? '';
