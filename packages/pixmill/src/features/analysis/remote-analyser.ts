import type { ImageRow } from '../../library/schema.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Analyser, AnalysisOutcome } from './analyser.ts';
import { boundResult } from '../../library/bound-analysis.ts';
import type { Describe } from './remote/describe.ts';
import { makePreview, type PreviewMaker } from './remote/make-preview.ts';
import type { RemoteService } from './remote/remote-service.ts';
import { Waiting } from './remote/waiting.ts';

/** Images that a service is asked about at once by one process, and those that are written down together. */
const AT_ONCE = 4;
const MOST_AT_ONCE = 8;

/** Makes an analyser of a service of others that is shown a small copy of each image. */
export const createRemoteAnalyser = ({
  name,
  version,
  previews,
  service,
  describe,
}: Pick<Analyser, 'name' | 'version'> & {
  readonly previews: PreviewMaker;
  readonly service: Pick<RemoteService, 'check'>;
  readonly describe: Describe;
}): Analyser => {
  const analyseOne = async ({ sha256 }: ImageRow, signal: AbortSignal): Promise<AnalysisOutcome> => {
    try {
      service.check();
      const preview = await makePreview(previews, sha256, signal);
      return { ok: true, result: boundResult(await describe(preview, signal)) };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof Waiting) {
        return { ok: false, error: error.message, again: { at: error.until, counts: error.counts } };
      }
      // What may pass (storage that is away) is tried again with the whole job.
      if (error instanceof PixmillError && !error.retry) return { ok: false, error: error.publicMessage };
      throw error;
    }
  };
  return {
    name,
    version,
    mostAtOnce: MOST_AT_ONCE,
    analyse: async (images, signal) => {
      const outcomes: AnalysisOutcome[] = [];
      let next = 0;
      const work = async (): Promise<void> => {
        while (next < images.length) {
          signal.throwIfAborted();
          const index = next++;
          const image = images[index];
          if (image !== undefined) outcomes[index] = await analyseOne(image, signal);
        }
      };
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, images.length) }, work));
      return outcomes;
    },
  };
};
