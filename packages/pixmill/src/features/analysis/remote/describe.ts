import type { AnalysisResult } from '../../../library/analysis.schema.ts';
import type { Preview } from './make-preview.ts';

/** Asks a service about one picture. Throws `Waiting`, catalogue errors that do not pass, and when aborted. */
export type Describe = (preview: Preview, signal: AbortSignal) => Promise<AnalysisResult>;
