import { and, eq } from 'drizzle-orm';
import { inspectCodes } from '../../imaging/inspect.errors.ts';
import { INSPECT_LIMITS } from '../../imaging/inspection.ts';
import type { Decoders, Inspection, InspectResult } from '../../imaging/inspection.ts';
import type { FollowImages } from '../../library/image-arrivals.ts';
import { indexImages } from '../../library/image-index.repository.ts';
import { lookOf } from '../../library/image-look.ts';
import { previewKey } from '../../library/preview-key.ts';
import { images, jobs } from '../../library/schema.ts';
import type { ImageRow, JobRow } from '../../library/schema.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { PixmillError } from '../../platform/errors/pixmill-error.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { releaseDependents, settleCopy } from '../dedupe/settle-copy.ts';
import { judgeImage } from '../judge/judge-image.ts';
import { writeOutcomes } from '../settle/outcomes.repository.ts';
import { openProjectGraph, readNodes } from '../settle/project-graph.ts';
import { lockProject } from '../../library/project-lock.ts';
import { changeOf, writeDecisions } from '../settle/write-decisions.ts';
import { pixelColumns } from '../stages/pixel-columns.ts';
import { storePreview } from '../stages/store-preview.ts';

export type ReprocessServices = {
  readonly db: Database;
  readonly storage: Storage;
  readonly decoders: Decoders;
  readonly maxPixels: number;
  readonly followImages: FollowImages;
};

/**
 * Measures an image anew, as if it had just arrived: scores, hashes, palette, preview, and what follows for its issues and
 * its duplicates. An image that cannot be measured any more stays as it is, with the reason. Running it twice changes
 * nothing.
 */
export const reprocessImage = async (
  services: ReprocessServices,
  { imageId, signal }: { readonly imageId: string; readonly signal: AbortSignal },
): Promise<void> => {
  const { db } = services;
  const found = await startProcessing(db, imageId);
  if (found === null) return;
  const result = await inspectAgain(services, found.image.sha256, signal);
  if (!result.ok) {
    const aiError = new PixmillError(inspectCodes, result.code, { detail: result.detail }).message;
    await setStatus(db, found.image, { aiStatus: 'failed', aiError });
    return;
  }
  await db.transaction(async (tx) => {
    await writeMeasures(tx, found, result.inspection);
    await services.followImages(tx, found.image.projectId);
  });
};

type Found = { readonly image: ImageRow; readonly job: JobRow };

const startProcessing = async (db: Database, imageId: string): Promise<Found | null> => {
  const [found] = await db
    .select({ image: images, job: jobs })
    .from(images)
    .innerJoin(jobs, eq(jobs.id, images.jobId))
    .where(eq(images.id, imageId));
  if (found === undefined) return null;
  await setStatus(db, found.image, { aiStatus: 'processing', aiError: null });
  return found;
};

const setStatus = (
  db: Database,
  { id, projectId }: ImageRow,
  status: Pick<ImageRow, 'aiStatus' | 'aiError'>,
): Promise<void> =>
  db.transaction(async (tx) => {
    await lockProject(tx, projectId);
    await tx
      .update(images)
      .set({ ...status, updatedAt: new Date() })
      .where(eq(images.id, id));
  });

const inspectAgain = async (
  { storage, decoders, maxPixels }: ReprocessServices,
  sha256: string,
  signal: AbortSignal,
): Promise<InspectResult> => {
  const scratch = await storage.scratchPath();
  let isPlaced = false;
  try {
    return await storage.withLocalFile(blobKey(sha256), async (path) => {
      const preview = { kind: 'write', path: scratch } as const;
      const result = await decoders.inspect(path, { ...INSPECT_LIMITS, maxPixels }, { signal, preview });
      if (result.ok) {
        await storePreview({ storage, key: previewKey(sha256), scratch, preview: result.inspection.preview });
        isPlaced = true;
      }
      return result;
    });
  } catch (error) {
    if (error instanceof PixmillError && error.code === 'storage.not_found') {
      return { ok: false, code: 'inspect.unreadable', detail: '' };
    }
    throw error;
  } finally {
    if (!isPlaced) await storage.dropScratch(scratch);
  }
};

/** Its analysis is to be done again. */
const writeMeasures = async (tx: Transaction, { image, job }: Found, inspection: Inspection): Promise<void> => {
  const { projectId } = image;
  await lockProject(tx, projectId);
  const [before] = await readNodes(tx, and(eq(images.id, image.id), eq(images.projectId, projectId)));
  if (before === undefined) return;
  const verdict = judgeImage({ image: inspection, bytes: image.bytes, rules: { ...job.config.judge, mode: 'report' } });
  const flags = verdict.accepted ? verdict.flags : [verdict.code.replace('judge.', '')];
  await tx
    .update(images)
    .set({
      ...pixelColumns(inspection),
      qualityFlags: [...new Set([...flags, ...inspection.warnings])],
      aiStatus: 'pending',
      aiError: null,
      aiResumeAt: null,
      aiAttempts: 0,
      updatedAt: new Date(),
    })
    .where(eq(images.id, image.id));
  await indexImages(tx, [{ id: image.id, projectId, look: lookOf(inspection) }]);
  const { pixelHash, phash, hashable, width, height } = inspection;
  const after = { ...before, pixelHash, phash, hashable, width, height };
  const isSame = (['pixelHash', 'phash', 'hashable', 'width', 'height'] as const).every(
    (name) => before[name] === after[name],
  );
  if (isSame) return;
  const graph = await openProjectGraph(tx, { projectId, nearDistance: job.config.nearDistance });
  graph.remove(before);
  await releaseDependents(graph, before);
  await settleCopy(graph, after);
  await writeDecisions(tx, { projectId, decisions: graph.decisions() });
  await writeOutcomes(
    tx,
    graph.decisions().map(({ node, decision }) => changeOf(node, decision)),
  );
};
