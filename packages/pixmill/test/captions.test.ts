import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { call, upload } from '../src/features/images/uploads.fixture.ts';
import { encoderOf, makeFlat } from '../src/imaging/fixtures/pictures.ts';
import { imageAnalyses } from '../src/library/analysis.schema.ts';
import {
  TINY_CAPTIONER_FILES,
  tinyCaptionerManifest,
  WRONG_CAPTIONER_FILES,
} from '../src/models/fixtures/tiny-captioner.ts';
import { writeModelFolder } from '../src/models/fixtures/tiny-model.ts';
import { modelFolderOf, openModelStore } from '../src/models/model-store.ts';
import { signUp, startTestApi, type TestApi, type TestUser } from './api.ts';

let api: TestApi;
let user: TestUser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixmill-captions-'));
  api = await startTestApi({ ANALYZERS: 'local,builtin' }, { worker: true });
  user = await signUp(api);
  const store = openModelStore({ directory: modelFolderOf(api.pixmill.settings) });
  const endless = new Map([...TINY_CAPTIONER_FILES, WRONG_CAPTIONER_FILES.endless]);
  for (const [name, files] of [
    ['a-endless', endless],
    ['b-captioner', TINY_CAPTIONER_FILES],
  ] as const) {
    const manifest = tinyCaptionerManifest({ name }, files);
    await store.add(manifest, await writeModelFolder(join(folder, name), manifest, files));
  }
}, 60_000);
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

const add = async (name: string, colour: readonly [number, number, number]): Promise<string> => {
  const bytes = await encoderOf(makeFlat(300, 200, colour))
    .png()
    .toBuffer();
  return (await upload(api, user, { name, bytes })).body.id;
};
const read = async (id: string) => (await call(api, `/images/${id}`, { user })).body;
const untilLookedAt = (id: string, status: string) =>
  vi.waitFor(async () => expect((await read(id)).ai_processing_status).toBe(status), { timeout: 30_000 });

it('describes images by a model of this machine, so that they are found by it', { timeout: 60_000 }, async () => {
  const [red, blue] = [await add('one.png', [250, 5, 5]), await add('two.png', [5, 5, 250])];
  await untilLookedAt(red, 'completed');
  expect((await read(red)).description).toBe('A red picture.');
  const rows = await api.pixmill.database.db.select().from(imageAnalyses);
  expect(rows.find(({ analyser, imageId }) => analyser === 'local' && imageId === red)?.result?.facts).toMatchObject({
    caption: 'A red picture.',
    caption_by: 'a-endless',
  });
  const { body } = await call(api, '/search/images?q=red%20picture', { user });
  expect(body.items.map(({ id }: { readonly id: string }) => id)).toEqual([red]);

  // One model has failed with this image only; the other one describes it.
  await vi.waitFor(async () => expect((await read(blue)).description).toBe('A plain thing in blue.'), {
    timeout: 30_000,
  });
  await untilLookedAt(blue, 'failed');
  expect((await read(blue)).ai_error_message).toMatch(/^The model "a-endless" had not come to the end of a caption/);
});
