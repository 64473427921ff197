/**
 * Tells a vector store of changes, and stops for ever in the middle of it, to be killed there. Arguments: DATABASE_URL,
 * folder of the store, after which call of the store it stops (`put` or `remove`), which it then says.
 */
import { tellStore } from '../../src/features/vector-index/tell-store.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { openVectorStore } from '../../src/platform/vectors/vector-store.ts';
import type { VectorStore } from '../../src/platform/vectors/vector-store.ts';

const [databaseUrl = '', folder = '', stopAfter = ''] = process.argv.slice(2);
const logger = createLogger({ level: 'silent' });
const { db } = await openDatabase({ settings: { dataDirectory: folder, databaseUrl }, logger });
const store = await openVectorStore({ url: folder });

const stopIf = (call: string): Promise<void> => {
  if (call !== stopAfter) return Promise.resolve();
  process.stdout.write(`${JSON.stringify(call)}\n`);
  setInterval(() => undefined, 1000);
  return new Promise(() => undefined);
};
const stopping: VectorStore = {
  ...store,
  table: (model) => {
    const table = store.table(model);
    return {
      ...table,
      put: (rows) => table.put(rows).then(() => stopIf('put')),
      remove: (ids) => table.remove(ids).then(() => stopIf('remove')),
    };
  },
};
await tellStore({ db, store: stopping });
