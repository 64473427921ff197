import { once } from 'node:events';
import { openPixmill } from '../../compose.ts';
import { baseUrlOf } from '../../platform/config/base-url.ts';
import { checkServiceSettings } from '../../platform/config/check-service-settings.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import type { Settings } from '../../platform/config/settings.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { VERSION } from '../../version.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import type { Terminal } from '../terminal.ts';
import { whileReading } from '../usage-problem.ts';
import { reservePort } from './listen.ts';
import { openServiceLog } from './service-log.ts';
import { startService, type Halves } from './start-service.ts';

const readSettings = (): Settings => {
  const settings = loadSettings();
  checkServiceSettings(settings);
  return settings;
};

const greetingOf = (halves: Halves, settings: Settings): string => {
  if (!halves.api) return `Pixmill worker ${VERSION} is ready; Ctrl-C stops it.`;
  const address = baseUrlOf({ ...settings, baseUrl: undefined });
  // People reach it there, but here is where it can be tried.
  const place = settings.baseUrl === undefined ? address : `${address} for ${baseUrlOf(settings)}`;
  return `${halves.worker ? 'Pixmill' : 'Pixmill API'} ${VERSION} is ready on ${place}; Ctrl-C stops it.`;
};

/** Opens everything, says so, and runs until it is told to stop. */
const run = async (
  halves: Halves,
  {
    settings,
    logger,
    terminal,
    signal,
  }: {
    readonly settings: Settings;
    readonly logger: Logger;
    readonly terminal: Terminal;
    readonly signal: AbortSignal;
  },
): Promise<void> => {
  const pixmill = await openPixmill({ settings, logger, answersRequests: true });
  try {
    const service = await startService(pixmill, halves);
    try {
      signal.throwIfAborted();
      terminal.out.write(`${greetingOf(halves, settings)}\n`);
      await once(signal, 'abort');
    } finally {
      await service.stop();
    }
  } finally {
    await pixmill.close();
  }
};

/** Runs `pixmill serve`, `pixmill api` or `pixmill worker` until it is told to stop. Returns the exit status. */
export const serve = async (halves: Halves, terminal: Terminal): Promise<number> => {
  const given = await whileReading(readSettings);
  const settings = halves.api ? { ...given, port: await reservePort(given) } : given;
  const log = await openServiceLog(settings);
  const interruption = listenForInterruption(terminal);
  try {
    await run(halves, { settings, logger: log.logger, terminal, signal: interruption.signal });
  } catch (error) {
    // What breaks because it was told to stop while it started is no failure.
    if (!interruption.caused(error)) throw error;
  } finally {
    await log.close();
    interruption.end();
  }
  return EXIT.ok;
};
