import { removeOldAnswers } from '../library/idempotency.repository.ts';
import type { Database } from '../platform/database/database.ts';
import type { HttpServer } from '../platform/http/create-server.ts';
import type { Logger } from '../platform/logging/logger.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Removes stored answers that are too old to be given again, every hour and once at the start, until the server closes. */
export const removeOldAnswersHourly = (
  server: HttpServer,
  { db, logger }: { readonly db: Database; readonly logger: Logger },
): void => {
  let running = Promise.resolve();
  const run = (): void => {
    running = running
      .then(async () => void (await removeOldAnswers(db)))
      .catch((error: unknown) => logger.warn({ err: error }, 'old answers could not be removed'));
  };
  const timer = setInterval(run, HOUR_MS);
  timer.unref();
  server.addHook('onListen', async () => run());
  server.addHook('onClose', async () => {
    clearInterval(timer);
    await running;
  });
};
