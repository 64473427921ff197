import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from './api.ts';
import { imageAnalyses } from '../src/library/analysis.schema.ts';
import { images, type ImageRow } from '../src/library/schema.ts';
import { makeImage } from '../src/features/images/images.fixture.ts';
import { call, upload } from '../src/features/images/uploads.fixture.ts';
import { analyseProject } from '../src/features/analysis/analyse-project.service.ts';
import { SHARED_DATA } from '../src/imaging/fixtures/shared-data.ts';
import { addModels } from '../src/models/add-models.ts';
import { hasSharedModels, SHARED_MODELS } from '../src/models/fixtures/shared-models.ts';
import { readKnownModels } from '../src/models/known-models.ts';
import { modelFolderOf, openModelStore } from '../src/models/model-store.ts';
import type { Analyser, AnalysisOutcome } from '../src/features/analysis/analyser.ts';

let api: TestApi;
let user: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  user = await signUp(api);
});
afterAll(() => api.close());

const db = () => api.pixmill.database.db;
let seed = 4000;
const addImage = async (): Promise<ImageRow> => {
  seed += 1;
  const { body } = await upload(api, user, { name: `${seed}.png`, bytes: await makeImage(seed) });
  return readImage(body.id);
};
const readImage = async (id: string): Promise<ImageRow> => {
  const [row] = await db().select().from(images).where(eq(images.id, id));
  if (row === undefined) throw new Error('The image is gone.');
  return row;
};

/** An analyser that says the same of every image but of those that it chokes on. */
const saying = (version: number, tag: string, chokesOn: readonly string[] = []): Analyser => ({
  name: 'saying',
  version,
  analyse: async (rows) =>
    rows.map(({ id }): AnalysisOutcome =>
      chokesOn.includes(id)
        ? { ok: false, error: 'It cannot be looked at.' }
        : { ok: true, result: { tags: [{ name: tag, confidence: 1, from: 'test' }], description: null, facts: {} } },
    ),
});
const analyse = (projectId: string, ...analysers: readonly Analyser[]) =>
  analyseProject({ db: db(), analysers, projectId, signal: AbortSignal.timeout(60_000) });

describe('the analysis of a project', () => {
  test('looks at every pending image once, and at none again', async () => {
    const rows = [await addImage(), await addImage(), await addImage()];
    const { projectId } = rows[0] ?? { projectId: '' };
    await analyse(projectId, saying(1, 'seen'));
    for (const { id } of rows) {
      expect(await readImage(id)).toMatchObject({ tags: ['seen'], aiStatus: 'completed', aiError: null });
    }
    await analyse(projectId, saying(2, 'seen again'));
    expect((await readImage(rows[0]?.id ?? '')).tags).toEqual(['seen']);
  });

  test('of an image that an analyser chokes on fails for that image only, and says why', async () => {
    const [good, bad] = [await addImage(), await addImage()];
    await analyse(good.projectId, saying(1, 'seen', [bad.id]));
    expect((await readImage(good.id)).aiStatus).toBe('completed');
    expect(await readImage(bad.id)).toMatchObject({
      aiStatus: 'failed',
      aiError: 'It cannot be looked at.',
      tags: [],
    });
    const { body } = await call(api, `/images/${bad.id}`, { user });
    expect([body.ai_processing_status, body.ai_error_message]).toEqual(['failed', 'It cannot be looked at.']);
  });

  test('is done again for what a worker was at when it died', async () => {
    const { id, projectId } = await addImage();
    await db().update(images).set({ aiStatus: 'processing' }).where(eq(images.id, id));
    await analyse(projectId, saying(1, 'seen'));
    expect((await readImage(id)).aiStatus).toBe('completed');
  });

  test('with a newer version takes back what the older one wrote, and keeps one row an analyser', async () => {
    const { id, projectId } = await addImage();
    await analyse(projectId, saying(1, 'old'));
    await db().update(images).set({ aiStatus: 'pending' }).where(eq(images.id, id));
    await analyse(projectId, saying(2, 'new'));
    expect((await readImage(id)).tags).toEqual(['new']);
    const rows = await db().select().from(imageAnalyses).where(eq(imageAnalyses.imageId, id));
    expect(rows.map(({ analyser, version }) => [analyser, version])).toEqual([['saying', 2]]);
  });

  test('leaves an image alone that was marked for another look meanwhile, and takes that look', async () => {
    const { id, projectId } = await addImage();
    let looks = 0;
    const marking: Analyser = {
      ...saying(1, 'seen'),
      analyse: async (rows, signal) => {
        looks += 1;
        if (looks === 1) await db().update(images).set({ aiStatus: 'pending' }).where(eq(images.id, id));
        return saying(1, `look ${looks}`).analyse(rows, signal);
      },
    };
    await analyse(projectId, marking);
    expect([looks, (await readImage(id)).tags]).toEqual([2, ['look 2']]);
  });
});

describe('an upload', () => {
  test('is analysed by a worker without being asked for, and again when it is reprocessed', async () => {
    const working = await startTestApi({}, { worker: true });
    try {
      const somebody = await signUp(working);
      const { body } = await upload(working, somebody, { name: 'red.png', bytes: await makeImage(77) });
      const read = async () => (await call(working, `/images/${body.id}`, { user: somebody })).body;
      const untilAnalysed = () =>
        vi.waitFor(async () => expect((await read()).ai_processing_status).toBe('completed'), { timeout: 20_000 });
      await untilAnalysed();
      const image = await read();
      expect(image.tags.length).toBeGreaterThan(2);
      expect(image.description).toMatch(/\w+\.$/);
      await call(working, `/images/${body.id}/reprocess`, { method: 'POST', user: somebody });
      await untilAnalysed();
      expect((await read()).tags).toEqual(image.tags);
    } finally {
      await working.close();
    }
  });
});

describe('models of this machine', () => {
  test('say nothing of an image without a model, and why; the rest of the analysis stays', async () => {
    const working = await startTestApi({ ANALYZERS: 'builtin,local' }, { worker: true });
    try {
      const somebody = await signUp(working);
      const { body } = await upload(working, somebody, { name: 'x.png', bytes: await makeImage(88) });
      const read = async () => (await call(working, `/images/${body.id}`, { user: somebody })).body;
      await vi.waitFor(async () => expect((await read()).ai_processing_status).toBe('failed'), { timeout: 20_000 });
      const image = await read();
      expect(image.ai_error_message).toContain('`pixmill models add`');
      expect(image.tags.length).toBeGreaterThan(2);
    } finally {
      await working.close();
    }
  });

  test.skipIf(!hasSharedModels)(
    'look at every image, and what they see can be searched',
    async () => {
      const working = await startTestApi({ ANALYZERS: 'builtin,local' }, { worker: true });
      try {
        const store = openModelStore({ directory: modelFolderOf(working.pixmill.settings) });
        await addModels(SHARED_MODELS, { store, known: await readKnownModels() });
        const somebody = await signUp(working);
        const shoes = join(SHARED_DATA, 'clothing', 'train', 'shoes');
        const files = (await readdir(shoes)).toSorted().slice(0, 12);
        for (const name of files) {
          const { status } = await upload(working, somebody, { name, bytes: await readFile(join(shoes, name)) });
          expect(status).toBe(201);
        }
        const list = async () =>
          (await call(working, '/images?ai_processing_status=completed', { user: somebody })).body;
        await vi.waitFor(async () => expect((await list()).total).toBe(files.length), { timeout: 60_000 });
        const rows = await working.pixmill.database.db.select().from(imageAnalyses);
        const ofModels = rows.filter(({ analyser }) => analyser === 'local');
        expect(ofModels).toHaveLength(files.length);
        for (const { result } of ofModels) {
          expect(result?.facts).toMatchObject({ faces_by: 'yunet', unsafe_by: 'nsfwjs-mobilenet-v2' });
        }
        const seen = ofModels.flatMap(({ imageId, result }) =>
          (result?.tags ?? []).map(({ name }) => ({ imageId, name })),
        );
        expect(new Set(seen.map(({ imageId }) => imageId)).size).toBeGreaterThan(files.length / 2);
        for (const { imageId, name } of seen.slice(0, 5)) {
          const { body } = await call(working, `/search/images?q=${encodeURIComponent(name)}`, { user: somebody });
          expect(body.items.map(({ id }: { readonly id: string }) => id)).toContain(imageId);
        }
      } finally {
        await working.close();
      }
    },
    120_000,
  );
});
