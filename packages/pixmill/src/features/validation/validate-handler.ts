import type { Logger } from '../../platform/logging/logger.ts';
import type { Handler } from '../../platform/queue/queue.ts';
import { runOrGiveUp } from '../../platform/queue/run-or-give-up.ts';
import { failValidation, runValidation } from './run-validation.ts';
import type { ValidationWork } from './run-validation.ts';
import type { validateJob } from './validation.jobs.ts';

/** Runs one batch of a validation; one that cannot go on ends with the reason. */
export const createValidateHandler =
  (work: ValidationWork, logger: Logger): Handler<typeof validateJob> =>
  ({ payload: { validationId }, signal, comesBack }) =>
    runOrGiveUp(() => runValidation({ validationId, signal }, work), {
      signal,
      comesBack,
      logger,
      giveUp: (error) => failValidation(work.db, validationId, error),
    });
