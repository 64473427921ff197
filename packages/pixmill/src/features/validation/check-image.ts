import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { INSPECT_LIMITS } from '../../imaging/inspection.ts';
import type { Decoders, Inspection } from '../../imaging/inspection.ts';
import type { ImageIssue } from '../../library/image-issue.ts';
import { DEFAULT_JUDGE_RULES } from '../../library/job-defaults.ts';
import type { JudgeRules, ValidationLevel } from '../../library/job.ts';
import { qualityScore } from '../../library/quality-score.ts';
import type { ImageRow } from '../../library/schema.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import type { CheckedImage, ImageToCheck } from './validation.repository.ts';

/** What the rules are asked of. */
type Measured = Pick<Inspection, 'width' | 'height' | 'scores' | 'greyscale' | 'hashable' | 'frames' | 'warnings'>;

/** What the mill's rules have to say of an image that was measured. */
export type FindImageIssues = (request: {
  readonly image: Measured;
  readonly bytes: number;
  readonly rules: JudgeRules;
}) => readonly ImageIssue[];

/** What checking an image needs. */
export type CheckServices = {
  readonly storage: Pick<Storage, 'withLocalFile'>;
  readonly decoders: Pick<Decoders, 'inspect'>;
  readonly maxPixels: number;
  readonly findIssues: FindImageIssues;
};

const reject = (code: string, detail: string): ImageIssue => ({ code, detail, severity: 'reject' });

const storedMeasures = ({ width, height, hashable, measures }: ImageRow): Measured => ({
  width,
  height,
  hashable,
  scores: measures.scores,
  greyscale: measures.greyscale,
  frames: measures.frames,
  warnings: measures.warnings,
});

const sha256Of = async (path: string, signal: AbortSignal): Promise<string> => {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path, { signal })) if (part instanceof Uint8Array) hash.update(part);
  return hash.digest('hex');
};

/** Reads and decodes the stored file again: what it measures now, or what is wrong with it. */
const measureAgain = async (
  { sha256 }: ImageRow,
  { storage, decoders, maxPixels }: CheckServices,
  signal: AbortSignal,
): Promise<Measured | ImageIssue> => {
  try {
    return await storage.withLocalFile(blobKey(sha256), async (path) => {
      if ((await sha256Of(path, signal)) !== sha256) {
        return reject('bytes_changed', 'the stored bytes are no longer those that were kept');
      }
      const limits = { ...INSPECT_LIMITS, maxPixels };
      const result = await decoders.inspect(path, limits, { signal, preview: { kind: 'none' } });
      signal.throwIfAborted();
      if (result.ok) return result.inspection;
      // Decoders that are shut down say nothing about the file.
      if (result.code === 'inspect.closed') throw new Error('The decoders are shut down.');
      return reject('undecodable', result.detail);
    });
  } catch (error) {
    if (error instanceof PixmillError && error.code === 'storage.not_found') {
      return reject('bytes_missing', 'the stored bytes are gone');
    }
    throw error;
  }
};

/**
 * Checks one image by the rules of the job that found it, at a level of the caller's choice. `fast` and `medium` ask the
 * stored scores only; `slow` reads the file again. Throws what a storage throws that cannot be read right now.
 */
export const checkImage = async (
  { image, rules }: ImageToCheck,
  { level, signal }: { readonly level: ValidationLevel; readonly signal: AbortSignal },
  services: CheckServices,
): Promise<CheckedImage> => {
  const measured = level === 'slow' ? await measureAgain(image, services, signal) : storedMeasures(image);
  if ('severity' in measured) return { imageId: image.id, isValid: false, qualityScore: 0, issues: [measured] };
  const request = { image: measured, bytes: image.bytes, rules: { ...(rules ?? DEFAULT_JUDGE_RULES), level } };
  const issues = services.findIssues(request);
  return {
    imageId: image.id,
    isValid: issues.every(({ severity }) => severity !== 'reject'),
    qualityScore: qualityScore(measured),
    issues,
  };
};
