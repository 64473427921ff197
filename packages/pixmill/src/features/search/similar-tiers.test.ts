import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { search } from '../../../test/search-api.ts';
import { insertSearched, inspected } from '../../../test/searched-images.ts';
import { addTinyDual } from '../../../test/tiny-dual-model.ts';
import { encoderOf, makePicture } from '../../imaging/fixtures/pictures.ts';
import { writeEmbeddings } from '../../library/embeddings.repository.ts';

let api: TestApi;
let user: TestUser;
let originalId = '';
let original: Uint8Array;

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  api = await startTestApi();
  await signUp(api);
  user = await signUp(api);
  const { db } = api.pixmill.database;
  const picture = () => encoderOf(makePicture(300, 200, 1));
  original = await picture().png().toBuffer();
  const files = {
    original,
    copy: await picture().jpeg({ quality: 70 }).toBuffer(),
    mirrored: await picture().flop().png().toBuffer(),
    unlike: await encoderOf(makePicture(200, 300, 7))
      .png()
      .toBuffer(),
  };
  const given = await Promise.all(
    Object.entries(files).map(async ([name, bytes]) => ({
      ...(await inspected(bytes, name)),
      sha256: digest(bytes),
      pixelHash: digest(bytes).slice(0, 32),
    })),
  );
  const { imageIds, projectId } = await insertSearched(db, { ownerId: user.userId, given });
  originalId = imageIds[0] ?? '';
  // The same bytes in another project, and the same pixels in another file.
  await insertSearched(db, {
    ownerId: user.userId,
    given: [
      { ...given[0], originalName: 'same bytes' },
      { ...given[0], originalName: 'same pixels', sha256: digest(Buffer.from('another file')) },
    ],
  });
  await addTinyDual(api.pixmill.settings);
  // What the tiny model sees: "unlike" shall be like the original in nothing else.
  const { channels } = await encoderOf(makePicture(300, 200, 1)).stats();
  const means = channels.slice(0, 3).map(({ mean }) => mean / 255);
  const length = Math.hypot(...means);
  const vector = Float32Array.from(means, (mean) => mean / length);
  const byModel = [imageIds[0] ?? '', imageIds[3] ?? ''].map((imageId) => ({
    imageId,
    projectId,
    model: 'tiny-dual',
    version: 1,
    vector,
  }));
  await db.transaction((tx) => writeEmbeddings(tx, byModel));
});

afterAll(() => api.close());

const told = (items: Awaited<ReturnType<typeof search>>['items']) =>
  items.map(({ filename, tier, why }) => [filename, tier, why]);

describe('tiers of similar images', () => {
  it('are same, near, similar, and each says what told it', async () => {
    const { items } = await search(api, user, `images/${originalId}/similar`);
    expect(told(items.slice(0, 2)).map(([name, tier]) => [name, tier])).toEqual([
      ['same pixels', 'same'],
      ['same bytes', 'same'],
    ]);
    expect(items.map(({ why }) => why)).toContainEqual({ by: 'bytes' });
    expect(items.map(({ why }) => why)).toContainEqual({ by: 'pixels' });
    expect(told(items.slice(2))).toEqual([
      ['copy', 'near', { by: 'hash', bits: expect.any(Number) }],
      ['unlike', 'similar', { by: 'embedding', cosine: 1, model: 'tiny-dual' }],
      ['mirrored', 'similar', { by: 'look' }],
    ]);
    const distances = items.map(({ distance = 1 }) => distance);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    expect(distances.slice(0, 2)).toEqual([0, 0]);
  });

  it('are the same for a file that is sent, which a model looks at', async () => {
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(original)]), 'question.png');
    const response = await fetch(`${api.url}/api/v1/search/similar`, {
      method: 'POST',
      headers: user.headers,
      body: form,
    });
    const answer: { items: { filename: string; tier: string; why: object }[]; notices?: string[] } =
      await response.json();
    expect(answer.notices).toBeUndefined();
    const tiers = answer.items.map(({ tier }) => tier);
    expect(tiers).toEqual(['same', 'same', 'near', 'near', 'similar', 'similar']);
    expect(answer.items.find(({ filename }) => filename === 'unlike')?.why).toMatchObject({
      by: 'embedding',
      cosine: expect.closeTo(1, 1),
    });
  });
});
