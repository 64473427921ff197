import { secretValues } from '../../platform/config/load-settings.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { createLogger, type Logger } from '../../platform/logging/logger.ts';
import { openErrorReporter } from '../../platform/telemetry/error-reporter.ts';
import { VERSION } from '../../version.ts';

/** The log of a service, which also reports faults when SENTRY_DSN is set, those that end the process too. */
export const openServiceLog = async (
  settings: Settings,
): Promise<{ readonly logger: Logger; readonly close: () => Promise<void> }> => {
  const { logLevel: level, sentryDsn: dsn, environment } = settings;
  const secrets = secretValues(settings);
  if (dsn === undefined) return { logger: createLogger({ level, secrets }), close: async () => undefined };
  const reporter = await openErrorReporter({ dsn, environment, release: VERSION, secrets });
  const report = (error: unknown): void => reporter.report(error, { message: 'the process ends' });
  process.on('uncaughtExceptionMonitor', report);
  return {
    logger: createLogger({ level, secrets, onError: reporter.report }),
    close: async () => {
      process.off('uncaughtExceptionMonitor', report);
      await reporter.close();
    },
  };
};
