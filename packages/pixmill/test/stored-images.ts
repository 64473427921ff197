import { eq } from 'drizzle-orm';
import type { Pixmill } from '../src/compose.ts';
import { encoderOf, makePicture } from '../src/imaging/fixtures/pictures.ts';
import { jobs, projects } from '../src/library/schema.ts';
import type { PassedCandidate } from '../src/mill/settle/settlement.ts';
import { lockForSettling } from '../src/mill/settle/open-settler.ts';
import { settleBatch } from '../src/mill/settle/settle-batch.ts';
import { candidateAt, insertJob, passed } from './mill-rows.ts';

/** What is special about an image; `measures` replaces single measures. */
export type GivenImage = Omit<Partial<PassedCandidate['image']>, 'measures' | 'sha256'> & {
  readonly measures?: Partial<PassedCandidate['image']['measures']>;
};

/**
 * Puts real files into storage, and their images into a project of somebody's, found by one job that is completed. One
 * candidate more came to nothing.
 */
export const storeImages = async (
  { database: { db }, storage }: Pick<Pixmill, 'database' | 'storage'>,
  { ownerId, given }: { readonly ownerId: string; readonly given: readonly GivenImage[] },
): Promise<{ readonly projectId: string; readonly jobId: string; readonly imageIds: readonly string[] }> => {
  const { projectId, jobId, rows } = await insertJob(db, {
    candidates: [...given, null].map((_, index) => candidateAt(`http://images.test/${index}`)),
  });
  await db.update(projects).set({ ownerId }).where(eq(projects.id, projectId));
  const settlements: PassedCandidate[] = [];
  for (const [index, image] of given.entries()) {
    const row = rows[index];
    if (row === undefined) throw new Error('A candidate was written for every image.');
    const bytes = await encoderOf(makePicture(160, 120, index + 1))
      .jpeg()
      .toBuffer();
    const stream = async function* () {
      yield bytes;
    };
    const file = await storage.receive(stream(), { maxBytes: bytes.length });
    await file.commit();
    const { measures, ...columns } = image;
    const usual = passed(row, { sha256: file.sha256, bytes: bytes.length, width: 160, height: 120, ...columns });
    settlements.push({ ...usual, image: { ...usual.image, measures: { ...usual.image.measures, ...measures } } });
  }
  await db.transaction(async (tx) => {
    await lockForSettling(tx, { projectId, jobId });
    await settleBatch(tx, { projectId, nearDistance: null, settlements });
  });
  await db.update(jobs).set({ status: 'completed', finishedAt: new Date() }).where(eq(jobs.id, jobId));
  return { projectId, jobId, imageIds: settlements.map(({ image }) => image.id) };
};
