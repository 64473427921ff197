import type { ImageRow } from '../../library/schema.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import type { Analyser, AnalysisOutcome } from './analyser.ts';

/** A fault of one image or of a moment; which of them, the next tries tell. */
const PAUSE_MS = 30_000;

/**
 * Lets an analyser look at images. Where it throws, it looks at each alone, so that one that it chokes on costs only
 * itself; what throws then comes back some times before it has failed. Throws when aborted.
 */
export const lookAtImages = async (
  analyser: Analyser,
  images: readonly ImageRow[],
  { signal, onFault }: { readonly signal: AbortSignal; readonly onFault: (error: unknown) => void },
): Promise<readonly AnalysisOutcome[]> => {
  try {
    const outcomes = await analyser.analyse(images, signal);
    if (outcomes.length !== images.length) throw new Error(`The analyser ${analyser.name} left images out.`);
    return outcomes;
  } catch (error) {
    if (signal.aborted) throw error;
    if (images.length === 1) {
      onFault(error);
      const said = error instanceof PixmillError ? error.publicMessage : `The analyser ${analyser.name} failed.`;
      return [{ ok: false, error: said, again: { at: new Date(Date.now() + PAUSE_MS), counts: true } }];
    }
    const outcomes: AnalysisOutcome[] = [];
    for (const image of images) outcomes.push(...(await lookAtImages(analyser, [image], { signal, onFault })));
    return outcomes;
  }
};
