import { boundResult } from '../../library/bound-analysis.ts';
import type { Analyser } from './analyser.ts';
import { describeByFacts } from './builtin/describe-by-facts.ts';

/** The analyser that needs nothing but what is stored: every image has tags and a description from the first minute. */
export const builtinAnalyser: Analyser = {
  name: 'builtin',
  version: 1,
  analyse: async (images, signal) => {
    signal.throwIfAborted();
    return images.map((image) => ({ ok: true, result: boundResult(describeByFacts(image)) }));
  },
};
