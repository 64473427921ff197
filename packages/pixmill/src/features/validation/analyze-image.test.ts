import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi } from '../../../test/api.ts';
import type { TestApi, TestUser } from '../../../test/api.ts';
import { storeImages } from '../../../test/stored-images.ts';
import type { GivenImage } from '../../../test/stored-images.ts';
import { BLURRY, GOOD, refused, validationCaller } from '../../../test/validation-api.ts';
import { images } from '../../library/schema.ts';
import { blobKey } from '../../platform/storage/storage.ts';
import { Analysis, JobValidationStarted, LevelChoice } from './validation.view.ts';

let api: TestApi;
let admin: TestUser;
let user: TestUser;
let other: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  admin = await signUp(api);
  user = await signUp(api);
  other = await signUp(api);
});
afterAll(() => api.close());

const call: ReturnType<typeof validationCaller> = (...request) => validationCaller(api)(...request);
const store = (given: readonly GivenImage[], owner = user) =>
  storeImages(api.pixmill, { ownerId: owner.userId, given });

describe('analysing one image', () => {
  it('says its scores, its issues and its quality at once', async () => {
    const { imageIds } = await store([BLURRY]);
    const analysis = await call(user, '/analyze', {
      status: 200,
      schema: Analysis,
      body: { image_id: imageIds[0], level: 'medium' },
    });
    expect(analysis).toMatchObject({ is_valid: false, width: 160, scores: { blurry: 0.1 } });
    expect(analysis.issues).toEqual([
      { code: 'blurry', detail: 'score 0.100, at least 0.29 wanted', severity: 'reject' },
    ]);
    const fast = { image_id: imageIds[0], level: 'fast' };
    expect(await call(user, '/analyze', { status: 200, schema: Analysis, body: fast })).toMatchObject({
      is_valid: true,
    });
  });

  it('reads the file again at level slow, and finds damage', async () => {
    const { imageIds } = await store([BLURRY]);
    const [id = ''] = imageIds;
    const slow = () => call(user, '/analyze', { status: 200, schema: Analysis, body: { image_id: id, level: 'slow' } });
    // What was written down as blurry is not, when it is measured again.
    expect(await slow()).toMatchObject({ is_valid: true });
    const { db } = api.pixmill.database;
    const [row] = await db.select().from(images).where(eq(images.id, id));
    const path = join(api.pixmill.settings.dataDirectory, 'storage', blobKey(row?.sha256 ?? ''));
    await rm(path);
    const gone = await slow();
    expect(gone).toMatchObject({ is_valid: false, quality_score: 0 });
    expect(gone.issues.map(({ code }) => code)).toEqual(['bytes_missing']);
    await api.pixmill.storage.put(blobKey(row?.sha256 ?? ''), Buffer.from('other bytes'), 'image/jpeg');
    expect((await slow()).issues.map(({ code }) => code)).toEqual(['bytes_changed']);
  });

  it('does not know an image of somebody else', async () => {
    const { imageIds } = await store([GOOD], other);
    const body = { image_id: imageIds[0] };
    expect(await call(user, '/analyze', refused(404, body))).toMatchObject({ code: 'validation.no_image' });
    await call(admin, '/analyze', { status: 200, schema: Analysis, body });
  });
});

describe('the default level', () => {
  it('is medium until an admin chooses it for all, and a user for themselves', async () => {
    const read = (who: TestUser) => call(who, '/level', { status: 200, schema: LevelChoice });
    const choose = (who: TestUser, body: object) =>
      call(who, '/level', { status: 200, schema: LevelChoice, method: 'PUT', body });
    expect(await read(other)).toEqual({ level: 'medium', scope: 'default' });
    await choose(admin, { level: 'fast', scope: 'installation' });
    expect(await read(other)).toEqual({ level: 'fast', scope: 'installation' });
    await choose(other, { level: 'slow' });
    expect(await read(other)).toEqual({ level: 'slow', scope: 'user' });
    const { jobId } = await store([GOOD], other);
    const started = await call(other, `/job/${jobId}`, { status: 200, schema: JobValidationStarted, body: {} });
    expect(started.validation_level).toBe('slow');
    const forbidden = { ...refused(403, { level: 'fast', scope: 'installation' }), method: 'PUT' };
    await call(other, '/level', forbidden);
    await choose(admin, { level: 'medium', scope: 'installation' });
  });
});
