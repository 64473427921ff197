import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import type { VectorStore } from './vector-store.ts';

/** The vector store of an installation, opened when it is first asked for: LanceDB takes time and memory to load. */
export type Vectors = {
  /** Throws `vectors.unavailable`, `vectors.bad_url`, `vectors.unreachable`; asked again, it tries again. */
  readonly open: () => Promise<VectorStore>;
  readonly close: () => Promise<void>;
};

/** Makes the store that the settings name ready to be opened; without SEARCH_URL a folder in the data directory. */
export const openVectors = ({
  searchUrl,
  dataDirectory,
  s3Endpoint,
}: Pick<Settings, 'searchUrl' | 'dataDirectory' | 's3Endpoint'>): Vectors => {
  let opening: Promise<VectorStore> | null = null;
  const open = async (): Promise<VectorStore> => {
    const { openVectorStore } = await import('./vector-store.ts');
    return openVectorStore({
      url: searchUrl ?? join(dataDirectory, 'vectors'),
      ...(s3Endpoint === undefined ? {} : { s3: { endpoint: s3Endpoint } }),
    });
  };
  return {
    open: () => {
      opening ??= open().catch((error: unknown) => {
        opening = null;
        throw error;
      });
      return opening;
    },
    close: async () => {
      const store = await opening?.catch(() => null);
      await store?.close();
    },
  };
};
