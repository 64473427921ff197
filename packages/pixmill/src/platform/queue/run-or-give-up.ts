import type { Logger } from '../logging/logger.ts';
import { isFinal, knownError } from './final-errors.ts';

/**
 * Runs a part of background work. What it throws is thrown on while trying again may help; when it will not be tried again, the
 * part is given up instead, so that nothing waits for it for ever.
 */
export const runOrGiveUp = async (
  part: () => Promise<void>,
  {
    signal,
    comesBack,
    giveUp,
    logger,
  }: {
    /** Aborted when the process stops: then nothing is decided. */
    readonly signal: AbortSignal;
    /** Whether the part would be run again if it failed now. */
    readonly comesBack: () => boolean;
    readonly giveUp: (error: unknown) => Promise<void>;
    readonly logger: Pick<Logger, 'error'>;
  },
): Promise<void> => {
  try {
    await part();
  } catch (error) {
    if (comesBack() && (signal.aborted || !isFinal(error))) throw error;
    // What is in the catalogue is told with the work; a fault of the program must be found by its stack.
    if (knownError(error) === null) logger.error({ err: error }, 'a part of background work was given up');
    await giveUp(error);
  }
};
