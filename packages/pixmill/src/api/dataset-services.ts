import { join } from 'node:path';
import type { Pixmill } from '../compose.ts';
import { exportProject } from '../export-project.ts';
import type { DatasetServices } from '../features/datasets/dataset-services.ts';
import type { ArchiveWork } from '../features/datasets/write-archive.ts';
import type { SignUrl } from '../library/image-view.ts';
import { baseUrlOf } from '../platform/config/base-url.ts';
import { selectSources } from '../select-sources.ts';
import { jobMillOf, projectServicesOf } from './job-services.ts';
import type { ServiceWorkerParts } from './service-worker.ts';

/** What the datasets of the API are given. */
export const datasetServicesOf = (pixmill: Pixmill, { signUrl }: { readonly signUrl: SignUrl }): DatasetServices => {
  const { settings, database, queue, storage } = pixmill;
  const { create, start, cancel } = jobMillOf(pixmill);
  return {
    db: database.db,
    queue,
    storage,
    link: (path) => baseUrlOf(settings) + path,
    mill: { create, start, cancel, removeProject: projectServicesOf(pixmill).removeProject },
    selectSources: (names) => selectSources(names, settings),
    signUrl,
  };
};

/** Joins the archives of datasets with the writer of exports. */
export const archiveWorkOf = (parts: ServiceWorkerParts): ArchiveWork => {
  const { settings, database, queue, storage } = parts;
  return {
    db: database.db,
    queue,
    storage,
    link: (path) => baseUrlOf(settings) + path,
    workDirectory: join(settings.dataDirectory, 'archives'),
    exportDataset: async ({ projectId, name, directory, signal }) => {
      const output = { formats: ['imagefolder'], labelFiles: [], resize: null, encode: null } as const;
      const command = 'POST /api/v1/datasets';
      await exportProject(parts, { projectId, name, directory, output, command, signal, onProgress: () => undefined });
    },
  };
};
