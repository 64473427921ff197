import { PixmillError } from '../platform/errors/pixmill-error.ts';
import type { Fetcher } from '../platform/fetching/fetcher.ts';
import type { ModelManifest } from './model-manifest.ts';
import type { ModelStore } from './model-store.ts';
import { pullModel } from './pull-model.ts';

/** What is told of a pull that nobody waits for. */
export type PullNews = { readonly pulled: (name: string) => void; readonly failed: (error: PixmillError) => void };

const canBePulled = ({ files }: ModelManifest): boolean => files.every(({ url }) => url !== undefined);

const isHere = async ({ name, version }: ModelManifest, store: ModelStore): Promise<boolean> => {
  const stored = (await store.list()).find(({ manifest }) => manifest.name === name);
  return stored !== undefined && stored.manifest.version >= version;
};

/**
 * Pulls the known models that have an address and are not here, one after the other. What cannot be pulled is told and left
 * out; where one cannot be downloaded the others are not tried either, since the network is then not there. Never throws
 * but the reason of an abort.
 */
export const pullMissingModels = async (
  known: Iterable<ModelManifest>,
  {
    store,
    fetcher,
    signal,
    news,
  }: {
    readonly store: ModelStore;
    readonly fetcher: Pick<Fetcher, 'fetchStream'>;
    readonly signal: AbortSignal;
    readonly news: PullNews;
  },
): Promise<void> => {
  for (const manifest of known) {
    if (!canBePulled(manifest)) continue;
    try {
      if (await isHere(manifest, store)) continue;
      await pullModel(manifest, { store, fetcher, signal });
      news.pulled(manifest.name);
    } catch (error) {
      if (signal.aborted || !(error instanceof PixmillError)) throw error;
      news.failed(error);
      if (error.code === 'model.download') return;
    }
  }
};
