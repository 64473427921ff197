import { readKnownModels } from '../models/known-models.ts';
import { modelFolderOf, openModelStore } from '../models/model-store.ts';
import type { Models } from '../models/open-models.ts';
import { pullMissingModels } from '../models/pull-missing.ts';
import { warmModels } from '../models/try-model.ts';
import type { Settings } from '../platform/config/settings.ts';
import type { Fetcher } from '../platform/fetching/fetcher.ts';
import type { Logger } from '../platform/logging/logger.ts';

/**
 * Loads the models of an installation whose analysers look for them, after it has pulled those that are missing if
 * MODELS_AUTO_PULL says so; everything else works already. Returns what ends it.
 */
export const startPreparingModels = ({
  settings,
  fetcher,
  models,
  logger,
}: {
  readonly settings: Pick<Settings, 'modelsAutoPull' | 'analyzers' | 'dataDirectory'>;
  readonly fetcher: Pick<Fetcher, 'fetchStream'>;
  readonly models: Models;
  readonly logger: Logger;
}): (() => Promise<void>) => {
  if (!settings.analyzers.includes('local')) return async () => {};
  const stop = new AbortController();
  const store = openModelStore({ directory: modelFolderOf(settings) });
  const pull = async (): Promise<void> =>
    pullMissingModels((await readKnownModels()).values(), {
      store,
      fetcher,
      signal: stop.signal,
      news: {
        pulled: (model) => logger.info({ model }, 'a model was pulled'),
        failed: ({ message }) => logger.warn(message),
      },
    });
  const prepare = async (): Promise<void> => {
    await warmModels(await store.list(), models);
    if (!settings.modelsAutoPull) return;
    await pull();
    await warmModels(await store.list(), models);
  };
  const preparing = prepare().catch((error: unknown) => {
    if (!stop.signal.aborted) logger.warn({ err: error }, 'models could not be prepared');
  });
  return async () => {
    stop.abort();
    await models.close();
    await preparing;
  };
};
