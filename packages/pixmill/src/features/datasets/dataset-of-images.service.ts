import { v7 as uuidv7 } from 'uuid';
import { recordActivity } from '../../library/activity.repository.ts';
import { projects } from '../../library/schema.ts';
import { datasets } from '../../library/service.schema.ts';
import type { Requester } from '../../library/tell-of-end.ts';
import type { Transaction } from '../../platform/database/database.ts';

/** A dataset that is filled with images that are there already. */
export type FilledDataset = {
  readonly id: string;
  readonly projectId: string;
  readonly jobId: string;
  readonly name: string;
};

/**
 * Makes a dataset in a project of its own and lets `fill` start the job that fills it, in one transaction; when that job has
 * ended, its archive is written.
 * @param given.images how many it is filled with
 */
export const createDatasetOfImages = async (
  tx: Transaction,
  { userId, address, requestId }: Requester,
  {
    name,
    description,
    images,
    fill,
  }: {
    readonly name: string;
    readonly description: string | null;
    readonly images: number;
    /** Starts the job; returns its id. */
    readonly fill: (projectId: string) => Promise<string>;
  },
): Promise<FilledDataset> => {
  const dataset = { id: uuidv7(), projectId: uuidv7(), name };
  const project = { id: dataset.projectId, ownerId: userId, name, description: description ?? '' };
  await tx.insert(projects).values(project);
  const jobId = await fill(dataset.projectId);
  const request = { keywords: [], categories: {}, sources: [], maxImages: images };
  await tx.insert(datasets).values({ ...dataset, ownerId: userId, jobId, description, request });
  const about = { resourceType: 'dataset', resourceId: dataset.id } as const;
  const by = {
    userId,
    ...(address === undefined ? {} : { address }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  await recordActivity(tx, { ...by, action: 'create', ...about, detail: { name, images } });
  return { ...dataset, jobId };
};
