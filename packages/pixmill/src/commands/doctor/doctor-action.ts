import { MIGRATIONS } from '../../compose.ts';
import { inspectWithDecoders } from './decoder-check.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { openStorageOf } from '../../platform/storage/open-storage.ts';
import { dataDirectoryCheck, databaseCheck, runDoctor } from './doctor.ts';
import { EXIT } from '../exit-status.ts';
import type { Terminal } from '../terminal.ts';
import { whileReading } from '../usage-problem.ts';

/** Runs `pixmill doctor`. Returns the exit status. */
export const examine = async (terminal: Terminal): Promise<number> => {
  const settings = await whileReading(() => loadSettings());
  const logger = createLogger({ level: settings.logLevel });
  const checks = [
    dataDirectoryCheck(settings),
    databaseCheck({ settings, logger, migrations: MIGRATIONS }),
    {
      name: 'storage',
      run: async () => {
        const storage = await openStorageOf(settings);
        try {
          await storage.check();
        } finally {
          await storage.close();
        }
        return `bytes can be written and read back (${storage.kind})`;
      },
    },
    { name: 'decoder', run: inspectWithDecoders },
  ];
  const healthy = await runDoctor(
    { checks, ...(terminal.out.columns === undefined ? {} : { columns: terminal.out.columns }) },
    (line) => void terminal.out.write(`${line}\n`),
  );
  return healthy ? EXIT.ok : EXIT.failed;
};
