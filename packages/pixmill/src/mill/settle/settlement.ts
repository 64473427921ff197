import type { ImageLook } from '../../library/image-look.ts';
import type { CandidateMeasures } from '../../library/measures.ts';
import type { OptOutDecision, Outcome } from '../../library/outcome.ts';
import type { images } from '../../library/schema.ts';

/** What is written about a candidate whatever its end. */
type Ending = {
  readonly candidateId: string;
  readonly httpStatus: number | null;
  readonly attempts: number;
  readonly optOut: OptOutDecision | null;
};

/** A candidate that ended before dedupe. */
export type EndedCandidate = Ending & {
  readonly passed: false;
  readonly outcome: Exclude<Outcome, 'kept' | 'duplicate'>;
  readonly code: string;
  readonly detail: string;
  readonly measures: CandidateMeasures | null;
};

/** A candidate that passed every check: its blob is durable, and dedupe decides whether it is kept. */
export type PassedCandidate = Ending & {
  readonly passed: true;
  /** The row it becomes; status and duplicate are decided while settling. */
  readonly image: Omit<typeof images.$inferInsert, 'status' | 'duplicateOf' | 'licenceRank' | 'seenOrder'> & {
    readonly licenceRank: number;
    readonly seenOrder: number;
  };
  /** What search finds it by. */
  readonly look: ImageLook;
  readonly contentType: string;
};

/** How a candidate came out of the stages; settling writes it down, once. */
export type Settlement = EndedCandidate | PassedCandidate;
