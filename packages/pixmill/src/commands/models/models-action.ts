import { readKnownModels } from '../../models/known-models.ts';
import { modelFolderOf, openModelStore } from '../../models/model-store.ts';
import { openModels } from '../../models/open-models.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { openFetcher } from '../../platform/fetching/open-fetcher.ts';
import { buildUserAgent } from '../../platform/fetching/user-agent.ts';
import { openStorageOf } from '../../platform/storage/open-storage.ts';
import { VERSION } from '../../version.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import type { Terminal } from '../terminal.ts';
import { whileReading } from '../usage-problem.ts';
import { runModels } from './models.ts';
import type { ModelsRequest } from './models.ts';

/** Runs `pixmill models …`, which needs no database. Returns the exit status; throws catalogue errors. */
export const lookAfterModels = async (terminal: Terminal, request: ModelsRequest): Promise<number> => {
  const settings = await whileReading(() => loadSettings());
  const interruption = listenForInterruption(terminal);
  const storage = await openStorageOf(settings);
  const fetcher = openFetcher({
    storage,
    userAgent: buildUserAgent({ version: VERSION, contact: settings.crawlerContact }),
    allowedOrigins: settings.allowedPrivateOrigins,
  });
  const models = openModels({ threads: 1 });
  try {
    return await runModels(request, {
      store: openModelStore({ directory: modelFolderOf(settings) }),
      known: await readKnownModels(),
      models,
      fetcher,
      signal: interruption.signal,
      terminal,
    });
  } catch (error) {
    if (!interruption.caused(error)) throw error;
    terminal.error.write('Interrupted; the same command goes on where it was.\n');
    return EXIT.interrupted;
  } finally {
    await models.close();
    await fetcher.close();
    await storage.close();
    interruption.end();
  }
};
