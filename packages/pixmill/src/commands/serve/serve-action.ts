import { once } from 'node:events';
import { openPixmill } from '../../compose.ts';
import { baseUrlOf } from '../../platform/config/base-url.ts';
import { checkServiceSettings } from '../../platform/config/check-service-settings.ts';
import { loadSettings, secretValues } from '../../platform/config/load-settings.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { VERSION } from '../../version.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import type { Terminal } from '../terminal.ts';
import { whileReading } from '../usage-problem.ts';
import { reservePort } from './listen.ts';
import { startService } from './start-service.ts';

/** Which halves of the service a process runs. */
export type Halves = { readonly api: boolean; readonly worker: boolean };

const readSettings = (): Settings => {
  const settings = loadSettings();
  checkServiceSettings(settings);
  return settings;
};

/** Runs `pixmill serve`, `pixmill api` or `pixmill worker` until it is told to stop. Returns the exit status. */
export const serve = async (halves: Halves, terminal: Terminal): Promise<number> => {
  const given = await whileReading(readSettings);
  const logger = createLogger({ level: given.logLevel, secrets: secretValues(given) });
  const settings = halves.api ? { ...given, port: await reservePort(given) } : given;
  const interruption = listenForInterruption(terminal);
  const { signal } = interruption;
  const pixmill = await openPixmill({ settings, logger });
  try {
    const service = await startService(pixmill, halves);
    try {
      const where = halves.api
        ? `${halves.worker ? 'Pixmill' : 'Pixmill API'} ${VERSION} on ${baseUrlOf(settings)}`
        : `Pixmill worker ${VERSION}`;
      terminal.out.write(`${where} is ready; Ctrl-C stops it.\n`);
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      await service.stop();
    }
  } finally {
    await pixmill.close();
    interruption.end();
  }
  return EXIT.ok;
};
