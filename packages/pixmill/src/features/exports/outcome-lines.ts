import type { ExportedOutcome } from '../../library/exported-image.ts';
import { cleanText } from './json-line.ts';

const clean = (text: string | null): string | null => (text === null ? null : cleanText(text));

/** One line of `outcomes.jsonl`, with its LF. `fileNameOf` knows the images of this export by id. */
export const outcomeLine = (outcome: ExportedOutcome, fileNameOf: (id: string) => string | null): string => {
  const { imageId, duplicateOfId, optOut } = outcome;
  const line = {
    url: clean(outcome.url),
    source: outcome.source,
    query: clean(outcome.query),
    label: clean(outcome.label),
    outcome: outcome.outcome,
    code: outcome.code,
    detail: clean(outcome.detail),
    image: imageId === null ? null : fileNameOf(imageId),
    duplicate_of: duplicateOfId === null ? null : fileNameOf(duplicateOfId),
    http_status: outcome.httpStatus,
    attempts: outcome.attempts,
    opt_out:
      optOut === null
        ? null
        : {
            decision: optOut.decision,
            rule: clean(optOut.rule),
            checked_at: optOut.checkedAt,
            source_url: clean(optOut.sourceUrl),
            policy_url: clean(optOut.policyUrl ?? null),
          },
    at: outcome.at,
  };
  return `${JSON.stringify(line)}\n`;
};
