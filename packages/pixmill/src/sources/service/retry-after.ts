import { parseRetryAfter } from '../../platform/fetching/retry-after.ts';
import type { Answer } from './ask-service.ts';

/** How long an answer asks to wait, in ms; `null` when it does not. */
export const retryAfterOf = (headers: Answer['headers'], now: Date): number | null =>
  parseRetryAfter(headers['retry-after'] ?? null, now.getTime());
