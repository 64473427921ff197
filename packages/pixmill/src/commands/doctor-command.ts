import type { Command } from 'commander';
import { MIGRATIONS } from '../compose.ts';
import { inspectWithDecoders } from './decoder-check.ts';
import { loadSettings } from '../platform/config/load-settings.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { openStorage } from '../platform/storage/open-storage.ts';
import type { CommandContext } from './command-context.ts';
import { dataDirectoryCheck, databaseCheck, runDoctor } from './doctor.ts';
import { EXIT } from './exit-status.ts';
import { whileReading } from './usage-problem.ts';

/** Adds `pixmill doctor`. */
export const addDoctorCommand = (program: Command, { terminal, setExitStatus }: CommandContext): void => {
  program
    .command('doctor')
    .description('try every part of this installation, and list the settings that are in force')
    .action(async () => {
      const settings = await whileReading(() => loadSettings());
      const logger = createLogger({ level: settings.logLevel });
      const checks = [
        dataDirectoryCheck(settings),
        databaseCheck({ settings, logger, migrations: MIGRATIONS }),
        {
          name: 'storage',
          run: async () => {
            const storage = await openStorage({ url: settings.storageUrl, dataDirectory: settings.dataDirectory });
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
      const healthy = await runDoctor({ checks }, (line) => void terminal.out.write(`${line}\n`));
      if (!healthy) setExitStatus(EXIT.failed);
    });
};
