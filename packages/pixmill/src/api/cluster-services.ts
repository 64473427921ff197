import type { Pixmill } from '../compose.ts';
import type { ClusterServices } from '../features/clusters/cluster-services.ts';
import { createDatasetOfImages } from '../features/datasets/dataset-of-images.service.ts';
import type { SignUrl } from '../library/image-view.ts';
import { copyImages } from '../mill/copy/copy-images.ts';

/** Joins clusters with datasets, and with the mill that fills these. */
export const clusterServicesOf = (
  { database: { db }, queue }: Pick<Pixmill, 'database' | 'queue'>,
  { signUrl }: { readonly signUrl: SignUrl },
): ClusterServices => ({
  db,
  queue,
  signUrl,
  createDataset: ({ userId, address, requestId }, { name, description, choose }, keep) =>
    db.transaction(async (tx) => {
      const images = await choose(tx);
      const fill = (projectId: string) => copyImages(tx, { queue, projectId, userId, name, images });
      const requester = { userId, address, requestId };
      const made = await createDatasetOfImages(tx, requester, { name, description, images: images.length, fill });
      const { id, projectId, jobId } = made;
      const answer = { dataset_id: id, project_id: projectId, job_id: jobId, name, images: images.length };
      await keep(tx, answer);
      return answer;
    }),
});
