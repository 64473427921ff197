import { MIGRATIONS } from '../../compose.ts';
import { rebuildVectors } from '../../features/vector-index/rebuild-vectors.service.ts';
import { loadSettings } from '../../platform/config/load-settings.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { migrateDatabase } from '../../platform/database/migrate.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { openVectors } from '../../platform/vectors/open-vectors.ts';
import { EXIT } from '../exit-status.ts';
import { listenForInterruption } from '../interruption.ts';
import { formatCount } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { whileReading } from '../usage-problem.ts';
import { showRebuildProgress } from './rebuild-progress.ts';

/** Runs `pixmill search rebuild`. Returns the exit status; throws catalogue errors. */
export const rebuildSearch = async (terminal: Terminal): Promise<number> => {
  const settings = await whileReading(() => loadSettings());
  const interruption = listenForInterruption(terminal);
  const startedAt = performance.now();
  const vectors = openVectors(settings);
  const database = await openDatabase({ settings, logger: createLogger({ level: settings.logLevel }) });
  const progress = showRebuildProgress(terminal);
  interruption.signal.addEventListener('abort', progress.stop);
  try {
    await migrateDatabase({ connection: database.connection, folder: MIGRATIONS });
    const count = await rebuildVectors(
      { db: database.db, store: await vectors.open() },
      { signal: interruption.signal, progress: progress.update },
    );
    progress.stop();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const what = count === 0 ? 'There are no vectors: the index is empty' : `Put ${formatVectors(count)} in anew`;
    terminal.out.write(`${what} (${seconds} s).\n`);
    return EXIT.ok;
  } catch (error) {
    if (!interruption.caused(error)) throw error;
    progress.stop();
    terminal.error.write('Interrupted; a running service puts in the rest, and the same command begins anew.\n');
    return EXIT.interrupted;
  } finally {
    progress.stop();
    await vectors.close();
    await database.close();
    interruption.end();
  }
};

const formatVectors = (count: number): string => `${formatCount(count)} ${count === 1 ? 'vector' : 'vectors'}`;
