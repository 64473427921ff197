import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestApi, type TestApi, type TestUser } from '../../../test/api.ts';
import { search } from '../../../test/search-api.ts';
import { insertSearched, inspected } from '../../../test/searched-images.ts';
import { hasSharedData, photosIn } from '../../imaging/fixtures/shared-data.ts';
import { encoderOf, makePicture } from '../../imaging/fixtures/pictures.ts';
import type { SearchedImage } from '../../../test/searched-images.ts';

let api: TestApi;
let user: TestUser;
let other: TestUser;

beforeAll(async () => {
  api = await startTestApi();
  await signUp(api);
  user = await signUp(api);
  other = await signUp(api);
});

afterAll(() => api.close());

const edits = async (): Promise<Record<string, Uint8Array>> => {
  const picture = () => encoderOf(makePicture(300, 200, 1));
  return {
    original: await picture().jpeg().toBuffer(),
    mirrored: await picture().flop().jpeg().toBuffer(),
    turned: await picture().rotate(90).jpeg().toBuffer(),
    grey: await picture().greyscale().jpeg().toBuffer(),
    cropped: await picture().extract({ left: 12, top: 8, width: 276, height: 184 }).jpeg().toBuffer(),
    squeezed: await picture().resize(90, 90, { fit: 'fill' }).jpeg({ quality: 30 }).toBuffer(),
  };
};

const post = (query: string, form: FormData, headers = user.headers): Promise<Response> =>
  fetch(`${api.url}/api/v1/search/similar${query}`, { method: 'POST', headers, body: form });

const formOf = (bytes: Uint8Array | string, field = 'file'): FormData => {
  const form = new FormData();
  form.append(field, new Blob([typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)]), 'question.jpg');
  return form;
};

describe('similar images', () => {
  let ids: readonly string[] = [];
  let files: Record<string, Uint8Array> = {};

  beforeAll(async () => {
    files = await edits();
    const given = await Promise.all(Object.entries(files).map(([name, bytes]) => inspected(bytes, name)));
    const unlike = await Promise.all(
      Array.from({ length: 20 }, async (_, index) =>
        inspected(
          await encoderOf(makePicture(300, 200, index + 3))
            .png()
            .toBuffer(),
          `unlike ${index}`,
        ),
      ),
    );
    ({ imageIds: ids } = await insertSearched(api.pixmill.database.db, {
      ownerId: user.userId,
      given: [...given, ...unlike],
    }));
    await insertSearched(api.pixmill.database.db, { ownerId: other.userId, given });
  });

  it('finds mirrored, turned, cropped, squeezed and recoloured copies before all others', async () => {
    const names = Object.keys(files);
    for (const [index, name] of names.entries()) {
      const { items } = await search(api, user, `images/${ids[index]}/similar`, { limit: names.length - 1 });
      expect(items.map(({ filename }) => filename).toSorted()).toEqual(names.filter((one) => one !== name).toSorted());
    }
  });

  it('gives distances that grow, small ones for copies', async () => {
    const { items, total } = await search(api, user, `images/${ids[0]}/similar`, { limit: 50 });
    const distances = items.map(({ distance = 1 }) => distance);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    expect(distances[0]).toBeLessThan(0.05);
    expect(distances.at(-1)).toBeGreaterThan(0.05);
    expect(total).toBe(25);
  });

  it('never gives the image itself, nor images of others', async () => {
    const { items } = await search(api, user, `images/${ids[0]}/similar`, { limit: 50 });
    expect(items.every(({ id }) => ids.includes(id) && id !== ids[0])).toBe(true);
    const response = await fetch(`${api.url}/api/v1/search/images/${ids[0]}/similar`, { headers: other.headers });
    expect(response.status).toBe(404);
  });

  it('finds images like a file that is sent, and keeps nothing of it', async () => {
    const response = await post('?limit=6', formOf(files['turned'] ?? ''));
    expect(response.status).toBe(200);
    const found: { items: { filename: string; distance: number }[] } = await response.json();
    expect(found.items[0]).toMatchObject({ filename: 'turned', distance: 0 });
    expect(found.items.map(({ filename }) => filename).toSorted()).toEqual(Object.keys(files).toSorted());
    for await (const { key } of api.pixmill.storage.list('')) expect.fail(`${key} was stored`);
  });

  it('refuses what is no image', async () => {
    const codeOf = async (response: Response) => {
      const { code }: { code: string } = await response.json();
      return [response.status, code];
    };
    expect(await codeOf(await post('', formOf('<html>')))).toEqual([415, 'inspect.not_an_image']);
    expect(await codeOf(await post('', new FormData()))).toEqual([406, 'search.nothing_sent']);
    expect((await post('', formOf(files['grey'] ?? '', 'other'))).status).toBe(422);
    expect((await post('?limit=51', formOf(files['grey'] ?? ''))).status).toBe(422);
    expect((await post('?limit=0', formOf(files['grey'] ?? ''))).status).toBe(422);
    const json = { method: 'POST', body: '{}', headers: { ...user.headers, 'content-type': 'application/json' } };
    expect((await fetch(`${api.url}/api/v1/search/similar`, json)).status).toBe(415);
  });

  it('is a 404 for what is not there, and a 422 for what is no id', async () => {
    const status = async (id: string) =>
      (await fetch(`${api.url}/api/v1/search/images/${id}/similar`, { headers: user.headers })).status;
    expect(await status('0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11')).toBe(404);
    expect(await status('1')).toBe(422);
  });
});

describe.skipIf(!hasSharedData)('similar images among 1,700 photos (needs ../shared/data)', () => {
  const unlike: SearchedImage[] = [];

  beforeAll(async () => {
    for (const file of await photosIn('clothing')) unlike.push(await inspected(await readFile(file), file));
  }, 120_000);

  it.each(['bridge-mods', 'dih'])(
    'finds every edit of a photo by every other one before all else: %s',
    { timeout: 120_000 },
    async (name) => {
      const photographer = await signUp(api);
      const group = await photosIn(`near-duplicates/${name}`);
      const given = [];
      for (const file of group) given.push(await inspected(await readFile(file), file));
      given.push(...unlike);
      const { imageIds } = await insertSearched(api.pixmill.database.db, { ownerId: photographer.userId, given });
      expect(imageIds.length).toBeGreaterThan(1700);
      for (const [index, id] of imageIds.slice(0, group.length).entries()) {
        const { items } = await search(api, photographer, `images/${id}/similar`, { limit: group.length - 1 });
        const others = group.filter((_, position) => position !== index);
        expect(items.map(({ filename }) => filename).toSorted()).toEqual(others.toSorted());
      }
    },
  );
});
