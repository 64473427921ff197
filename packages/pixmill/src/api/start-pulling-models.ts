import { readKnownModels } from '../models/known-models.ts';
import { modelFolderOf, openModelStore } from '../models/model-store.ts';
import { pullMissingModels } from '../models/pull-missing.ts';
import type { Settings } from '../platform/config/settings.ts';
import type { Fetcher } from '../platform/fetching/fetcher.ts';
import type { Logger } from '../platform/logging/logger.ts';

/**
 * Pulls the models that the analysers of an installation look for, if MODELS_AUTO_PULL says so, while everything else works
 * already. Returns what ends it.
 */
export const startPullingModels = ({
  settings,
  fetcher,
  logger,
}: {
  readonly settings: Pick<Settings, 'modelsAutoPull' | 'analyzers' | 'dataDirectory'>;
  readonly fetcher: Pick<Fetcher, 'fetchStream'>;
  readonly logger: Logger;
}): (() => Promise<void>) => {
  if (!settings.modelsAutoPull || !settings.analyzers.includes('local')) return async () => {};
  const stop = new AbortController();
  const pulling = readKnownModels()
    .then((known) =>
      pullMissingModels(known.values(), {
        store: openModelStore({ directory: modelFolderOf(settings) }),
        fetcher,
        signal: stop.signal,
        news: {
          pulled: (model) => logger.info({ model }, 'a model was pulled'),
          failed: ({ message }) => logger.warn(message),
        },
      }),
    )
    .catch((error: unknown) => {
      if (!stop.signal.aborted) logger.warn({ err: error }, 'models could not be pulled');
    });
  return async () => {
    stop.abort();
    await pulling;
  };
};
