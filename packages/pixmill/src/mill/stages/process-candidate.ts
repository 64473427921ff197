import { v7 as uuidv7 } from 'uuid';
import { INSPECT_LIMITS } from '../../imaging/inspection.ts';
import type { Decoders, Inspection } from '../../imaging/inspection.ts';
import { lookOf } from '../../library/image-look.ts';
import type { JobConfig } from '../../library/job.ts';
import type { CandidateMeasures } from '../../library/measures.ts';
import type { CandidateRow, SearchRow } from '../../library/schema.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Fetcher, OptOutPolicy } from '../../platform/fetching/fetcher.ts';
import { previewKey } from '../../library/preview-key.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { judgeImage } from '../judge/judge-image.ts';
import type { EndedCandidate, PassedCandidate, Settlement } from '../settle/settlement.ts';
import { matchesClaim, withObtainedFile } from './obtain-file.ts';
import type { ObtainedFile } from './obtain-file.ts';
import { candidateMeasures, pixelColumns } from './pixel-columns.ts';
import { provenanceColumns } from './provenance-columns.ts';
import { storePreview } from './store-preview.ts';

/** What the stages of one worker work with. */
export type StageServices = {
  readonly fetcher: Fetcher;
  readonly storage: Storage;
  readonly decoders: Decoders;
  readonly optOut: OptOutPolicy;
  /** Largest image that is decoded, in pixels. */
  readonly maxPixels: number;
};

/** A candidate whose host asks to come back later. */
export type Deferred = { readonly deferred: true; readonly retryAfterMs: number; readonly failure: EndedCandidate };

type StageOptions = {
  readonly row: CandidateRow;
  readonly search: Pick<SearchRow, 'position' | 'label' | 'query'>;
  readonly config: JobConfig;
  readonly services: StageServices;
  readonly signal: AbortSignal;
  /** Wraps the decoding, to tell later that it did not come back. */
  readonly aroundDecode?: <T>(run: () => Promise<T>) => Promise<T>;
};

/**
 * Takes one candidate through its stages; an error of the catalogue that trying again cannot mend ends it, any other is
 * thrown, and the chunk is tried again.
 */
export const processCandidate = async (options: StageOptions): Promise<Settlement | Deferred> => {
  try {
    return await runStages(options);
  } catch (error) {
    if (!(error instanceof PixmillError) || error.retry || options.signal.aborted) throw error;
    const nothingObtained = { httpStatus: null, attempts: 1, optOut: null };
    return ending(options.row, nothingObtained)('failed', error.code, error.message);
  }
};

/**
 * Takes one candidate through fetch, inspect and judge, and makes its blob durable when it passes. Dedupe and store are
 * settled later, together with others. Throws only when aborted, or for faults that the whole chunk must be tried again for.
 */
const runStages = ({
  row,
  search,
  config,
  services,
  signal,
  aroundDecode = (run) => run(),
}: StageOptions): Promise<Settlement | Deferred> =>
  withObtainedFile({ location: row.location, maxBytes: config.judge.maxBytes, signal, ...services }, async (file) => {
    const end = ending(row, file);
    if (!file.ok) {
      const failure = end(outcomeOfFetch(file.code), file.code, file.detail);
      return file.retryAfterMs === null ? failure : { deferred: true, retryAfterMs: file.retryAfterMs, failure };
    }
    if ((await matchesClaim(file.path, file.sha256, row.candidate)) === false) {
      return end('rejected', 'judge.hash_mismatch', `${row.candidate.claims?.hash?.algorithm ?? ''} differs`);
    }
    const { storage, decoders, maxPixels } = services;
    const scratch = await storage.scratchPath();
    let isPlaced = false;
    try {
      const options = { signal, preview: { kind: 'write', path: scratch } } as const;
      const result = await aroundDecode(() => decoders.inspect(file.path, { ...INSPECT_LIMITS, maxPixels }, options));
      if (!result.ok) return end('failed', result.code, result.detail);
      const { inspection } = result;
      const verdict = judgeImage({ image: inspection, bytes: file.bytes, rules: config.judge });
      if (!verdict.accepted) {
        return end('rejected', verdict.code, verdict.detail, candidateMeasures(inspection, file.bytes));
      }
      await storePreview({ storage, key: previewKey(file.sha256), scratch, preview: inspection.preview });
      isPlaced = true;
      await file.commit();
      return passedCandidate({ row, search, file, inspection, flags: verdict.flags });
    } finally {
      if (!isPlaced) await storage.dropScratch(scratch);
    }
  });

const passedCandidate = ({
  row,
  search,
  file,
  inspection,
  flags,
}: Pick<StageOptions, 'row' | 'search'> & {
  file: ObtainedFile & { ok: true };
  inspection: Inspection;
  flags: readonly string[];
}): PassedCandidate => {
  const { httpStatus, attempts, optOut, sha256, bytes } = file;
  return {
    passed: true,
    candidateId: row.id,
    httpStatus,
    attempts: row.attempts + attempts,
    optOut,
    contentType: `image/${inspection.format}`,
    look: lookOf(inspection),
    image: {
      id: uuidv7(),
      projectId: row.projectId,
      candidateId: row.id,
      jobId: row.jobId,
      searchId: row.searchId,
      sha256,
      bytes,
      ...pixelColumns(inspection),
      ...provenanceColumns({ row, search, optOut }),
      qualityFlags: [...flags, ...inspection.warnings],
    },
  };
};

const ending =
  (row: CandidateRow, file: Pick<ObtainedFile, 'httpStatus' | 'attempts' | 'optOut'>) =>
  (
    outcome: EndedCandidate['outcome'],
    code: string,
    detail: string,
    measures: CandidateMeasures | null = null,
  ): EndedCandidate => ({
    passed: false,
    candidateId: row.id,
    outcome,
    code,
    detail: detail.slice(0, 500),
    measures,
    httpStatus: file.httpStatus,
    attempts: row.attempts + file.attempts,
    optOut: file.optOut,
  });

/** What its owner or the guard does not allow was not a failure: it was left alone. */
const outcomeOfFetch = (code: string): 'failed' | 'rejected' | 'skipped' => {
  if (code === 'fetch.opted_out') return 'skipped';
  return code === 'fetch.too_large' ? 'rejected' : 'failed';
};
