import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signUp, startTestApi } from '../../../test/api.ts';
import type { TestApi, TestUser } from '../../../test/api.ts';
import { storeImages } from '../../../test/stored-images.ts';
import type { GivenImage } from '../../../test/stored-images.ts';
import { BLURRY, GOOD, GREY, TINY, refused, validationCaller } from '../../../test/validation-api.ts';
import { images } from '../../library/schema.ts';
import { activity, datasets, notifications, validationResults, validations } from '../../library/service.schema.ts';
import { failValidation, runValidation } from './run-validation.ts';
import type { ValidationWork } from './run-validation.ts';
import { DatasetValidationStats, JobValidationStarted, ValidationJob, ValidationResults } from './validation.view.ts';

let api: TestApi;
let admin: TestUser;
let user: TestUser;
let other: TestUser;
beforeAll(async () => {
  api = await startTestApi({}, { worker: true });
  admin = await signUp(api);
  user = await signUp(api);
  other = await signUp(api);
});
afterAll(() => api.close());

const call: ReturnType<typeof validationCaller> = (...request) => validationCaller(api)(...request);

const store = (given: readonly GivenImage[], owner = user) =>
  storeImages(api.pixmill, { ownerId: owner.userId, given });

/** What a batch that a test runs by itself works with; no rule finds anything. */
const work = (): ValidationWork => {
  const { database, queue, storage, decoders, settings } = api.pixmill;
  return { db: database.db, queue, storage, decoders, maxPixels: settings.maxPixels, findIssues: () => [] };
};

/** Waits for the worker to end a validation, and reads what it found. */
const resultsOf = async (id: string, query = '') => {
  await vi.waitUntil(
    async () => {
      const rows = await api.pixmill.database.db.select().from(validations).where(eq(validations.id, id));
      return rows[0]?.finishedAt != null;
    },
    { timeout: 20_000, interval: 20 },
  );
  return call(user, `/results/${id}${query}`, { status: 200, schema: ValidationResults });
};

describe('validating the images of a job', () => {
  it('checks all of them in the background, and says what is wrong with which', async () => {
    const { jobId, imageIds } = await store([GOOD, BLURRY, GREY, TINY]);
    const started = await call(user, `/job/${jobId}`, { status: 200, schema: JobValidationStarted, body: {} });
    expect(started).toEqual({
      job_id: jobId,
      validation_id: started.task_ids[0],
      images_count: 4,
      validation_level: 'medium',
      task_ids: [started.validation_id],
      message: 'Validation of 4 images started at level medium',
    });
    const results = await resultsOf(started.validation_id);
    expect(results).toMatchObject({
      job_id: jobId,
      status: 'completed',
      checked_images: 4,
      valid_images: 2,
      invalid_images: 2,
      total: 4,
      pages: 1,
    });
    const issues = new Map(results.items.map((item) => [item.image_id, item.issues.map(({ code }) => code)]));
    expect(imageIds.map((id) => issues.get(id))).toEqual([[], ['blurry'], ['greyscale'], ['too_small']]);
    const quality = new Map(results.items.map((item) => [item.image_id, item.quality_score ?? -1]));
    expect(quality.get(imageIds[1] ?? '')).toBeLessThan(50);
    expect(quality.get(imageIds[0] ?? '')).toBeGreaterThan(50);
    // By the id of the job, too.
    const ofJob = await call(user, `/results/${jobId}?is_valid=false&limit=1&page=2`, {
      status: 200,
      schema: ValidationResults,
    });
    expect(ofJob).toMatchObject({ validation_id: started.validation_id, total: 2, pages: 2, page: 2 });
    expect(ofJob.items).toHaveLength(1);
  });

  it('tells of the end once, and keeps only the newest results of a level', async () => {
    const { jobId } = await store([GOOD]);
    const start = () =>
      call(user, `/job/${jobId}`, { status: 200, schema: JobValidationStarted, body: { level: 'fast' } });
    const first = await start();
    await resultsOf(first.validation_id);
    const second = await start();
    await resultsOf(second.validation_id);
    await runValidation({ validationId: second.validation_id, signal: new AbortController().signal }, work());
    const { db } = api.pixmill.database;
    const told = await db.select().from(notifications).where(eq(notifications.resourceId, second.validation_id));
    expect(told.map(({ userId, title }) => ({ userId, title }))).toEqual([
      { userId: user.userId, title: 'The validation of a job is completed' },
    ]);
    const done = await db.select().from(activity).where(eq(activity.resourceId, second.validation_id));
    expect(done.map(({ action }) => action).toSorted()).toEqual(['finish', 'validate']);
    await call(user, `/results/${first.validation_id}`, refused(404));
  });

  it('is not started twice at once', async () => {
    const { jobId } = await store([GOOD]);
    const { db } = api.pixmill.database;
    const running = { id: uuidv7(), ownerId: user.userId, jobId, level: 'medium', imagesCount: 1 } as const;
    await db.insert(validations).values(running);
    const again = await call(user, `/job/${jobId}`, { status: 200, schema: JobValidationStarted, body: {} });
    expect(again).toMatchObject({
      validation_id: running.id,
      message: 'Validation of 1 image is running already at level medium',
    });
    const slow = { level: 'slow' };
    const other = await call(user, `/job/${jobId}`, { status: 200, schema: JobValidationStarted, body: slow });
    expect(other.validation_id).not.toBe(running.id);
  });

  it('goes through a large one in batches, and a batch that was cut off changes nothing', async () => {
    const { projectId, jobId } = await store([GOOD]);
    const { db } = api.pixmill.database;
    const [row] = await db.select().from(images).where(eq(images.projectId, projectId));
    if (row === undefined) throw new Error('An image was written.');
    await api.pixmill.database.pool.query(
      `insert into blobs (sha256, bytes, content_type) select 'blob' || n, 1, 'image/jpeg' from generate_series(1, 1100) as n`,
    );
    const copies = Array.from({ length: 1100 }, (_, n) => ({ ...row, id: uuidv7(), sha256: `blob${n + 1}` }));
    await db.insert(images).values(copies);
    const stopped = new AbortController();
    const validationId = uuidv7();
    await db
      .insert(validations)
      .values({ id: validationId, ownerId: user.userId, jobId, level: 'medium', imagesCount: 1101 });
    await db.insert(validationResults).values([row, ...copies].map(({ id }) => ({ validationId, imageId: id })));
    stopped.abort();
    await expect(runValidation({ validationId, signal: stopped.signal }, work())).rejects.toThrow('aborted');
    const before = await call(user, `/results/${validationId}`, { status: 200, schema: ValidationResults });
    expect(before).toMatchObject({ status: 'pending', checked_images: 0 });
    await runValidation({ validationId, signal: new AbortController().signal }, work());
    // The worker goes on from here.
    expect(await resultsOf(validationId)).toMatchObject({
      status: 'completed',
      checked_images: 1101,
      valid_images: 1101,
    });
  });

  it('ends with the reason when it cannot go on, and says so', async () => {
    const { jobId } = await store([GOOD]);
    const { db } = api.pixmill.database;
    const validationId = uuidv7();
    await db
      .insert(validations)
      .values({ id: validationId, ownerId: user.userId, jobId, level: 'fast', imagesCount: 1 });
    await failValidation(db, validationId, new TypeError('a fault of the program'));
    const results = await call(user, `/results/${validationId}`, { status: 200, schema: ValidationResults });
    expect(results).toMatchObject({ status: 'failed' });
    expect(results.error_message).toContain('did not expect');
    expect(results.error_message).not.toContain('a fault of the program');
    expect(await db.$count(notifications, eq(notifications.resourceId, validationId))).toBe(1);
  });

  it('is not possible for a job without images or of somebody else', async () => {
    const empty = await store([]);
    const { detail, code } = await call(user, `/job/${empty.jobId}`, refused(404, {}));
    expect(code).toBe('validation.no_images_of_job');
    expect(detail).toContain(`No images found for job ${empty.jobId}`);
    const theirs = await store([GOOD], other);
    expect(await call(user, `/job/${theirs.jobId}`, refused(404, {}))).toMatchObject({ code: 'validation.no_job' });
    expect(await call(user, `/results/${theirs.jobId}`, refused(404))).toMatchObject({ code: 'validation.no_results' });
    const started = await call(admin, `/job/${theirs.jobId}`, { status: 200, schema: JobValidationStarted, body: {} });
    await call(user, `/results/${started.validation_id}`, refused(404));
    // The owner of the job sees what an admin found.
    await call(other, `/results/${theirs.jobId}`, { status: 200, schema: ValidationResults });
  });
});

describe('validating a list or a dataset', () => {
  const makeDataset = async (given: readonly GivenImage[], owner = user) => {
    const { projectId, jobId } = await store(given, owner);
    const id = uuidv7();
    await api.pixmill.database.db.insert(datasets).values({
      id,
      ownerId: owner.userId,
      projectId,
      jobId,
      name: 'kites',
      request: { keywords: [], categories: {}, sources: [], maxImages: 1 },
    });
    return id;
  };

  it('checks a list of images', async () => {
    const { imageIds } = await store([GOOD, TINY]);
    const body = { image_ids: imageIds, level: 'fast' };
    const job = await call(user, '/batch', { status: 201, schema: ValidationJob, body });
    expect(job).toMatchObject({ job_id: null, dataset_id: null, images_count: 2, validation_level: 'fast' });
    expect(await resultsOf(job.id)).toMatchObject({ checked_images: 2, valid_images: 1 });
  });

  it('sums up the newest check of each image of a dataset', async () => {
    const id = await makeDataset([GOOD, BLURRY, TINY]);
    const none = await call(user, `/stats/${id}`, { status: 200, schema: DatasetValidationStats });
    expect(none).toMatchObject({ total_images: 3, validated_images: 0, average_quality_score: null, issues: {} });
    expect(none.quality_histogram).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for (const level of ['fast', 'slow', 'medium']) {
      const body = { dataset_id: id, level };
      await resultsOf((await call(user, '/batch', { status: 201, schema: ValidationJob, body })).id);
    }
    const stats = await call(user, `/stats/${id}`, { status: 200, schema: DatasetValidationStats });
    expect(stats).toMatchObject({
      total_images: 3,
      validated_images: 3,
      valid_images: 1,
      invalid_images: 2,
      issues: { blurry: 1, too_small: 1 },
    });
    expect(stats.quality_histogram.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(Date.parse(stats.last_validated_at ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  it('refuses what is not there, not theirs, or not clear', async () => {
    const theirs = await makeDataset([GOOD], other);
    expect(await call(user, '/batch', refused(404, { dataset_id: theirs }))).toMatchObject({
      code: 'validation.no_dataset',
    });
    expect(await call(user, `/stats/${theirs}`, refused(404))).toMatchObject({ code: 'validation.no_dataset' });
    const empty = await makeDataset([]);
    expect(await call(user, '/batch', refused(404, { dataset_id: empty }))).toMatchObject({
      code: 'validation.no_images_of_dataset',
    });
    const mixed = [...(await store([GOOD])).imageIds, ...(await store([GOOD], other)).imageIds];
    expect(await call(user, '/batch', refused(404, { image_ids: mixed }))).toMatchObject({
      code: 'validation.no_image',
    });
    const invalid = Type.Object({ code: Type.Literal('http.invalid') });
    for (const body of [{}, { dataset_id: theirs, image_ids: mixed }, { image_ids: [] }, { image_ids: ['x'] }]) {
      await call(user, '/batch', { status: 422, schema: invalid, body });
    }
  });
});
