import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { insertSearched, inspected, searchOf } from '../../../test/searched-images.ts';
import { encoderOf, makePicture } from '../../imaging/fixtures/pictures.ts';
import { hasSharedData, photosIn } from '../../imaging/fixtures/shared-data.ts';
import { oklabToHex } from '../../imaging/oklab.ts';
import { seededRandom } from '../../imaging/seeded-random.ts';
import { SHAPE_BYTES } from '../../imaging/shape-descriptor.ts';
import { users } from '../../library/accounts.schema.ts';
import { indexImages } from '../../library/image-index.repository.ts';
import { lookOf } from '../../library/image-look.ts';
import { hexToOklab, packPalette } from '../../library/palette-bytes.ts';
import { colourScore } from './colour-score.ts';
import { searchImages } from './search.service.ts';
import type { AskedImages } from './asked-images.ts';
import { findSimilarTo } from './similar.service.ts';

/** More than are all compared, even of those with a word. */
const IMAGES = 16_000;
const AT_ONCE = 2000;

const random = seededRandom(11);

/** As photos have them: mostly dull colours, few bright ones, some twice in other shades. */
const palette = (): { hex: string; share: number }[] => {
  let left = 1;
  return Array.from({ length: 4 + Math.floor(random() * 5) }, () => {
    const share = left * (0.2 + random() * 0.5);
    left -= share;
    const chroma = Math.min(0.25, -Math.log(1 - random() * 0.999) * 0.045);
    const angle = random() * 2 * Math.PI;
    return { hex: oklabToHex([0.1 + random() * 0.85, chroma * Math.cos(angle), chroma * Math.sin(angle)]), share };
  });
};

const anyShape = (): Uint8Array => Uint8Array.from({ length: SHAPE_BYTES }, () => Math.floor(random() * 256));

/** Images as they were given: what every search is held against. */
const given = Array.from({ length: IMAGES }, (_, index) => ({
  palette: palette(),
  title: index % 16 === 0 ? 'rare' : 'frequent',
  label: index % 3 === 0 ? 'third' : 'other',
}));

const ownerId = randomUUID();
const otherId = randomUUID();
const ids = given.map(() => uuidv7());
let database: TestDatabase;

/** Copies one image that was written as the mill does, with the id, title and label of each that is given. */
const copyImage = async (imageId: string): Promise<void> => {
  const changed = given.map(({ title, label }, index) => ({
    id: ids[index],
    sha256: createHash('sha256').update(`${index}`).digest('hex'),
    title,
    label,
  }));
  await database.pool.query(
    `with changed as (select value from jsonb_array_elements($2) as value),
          stored as (insert into blobs (sha256, bytes, content_type) select value->>'sha256', 1, 'image/jpeg' from changed)
     insert into images select (jsonb_populate_record(images, value)).* from images, changed where images.id = $1`,
    [imageId, JSON.stringify(changed)],
  );
};

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.insert(users).values([
    { id: ownerId, email: 'someone@example.com' },
    { id: otherId, email: 'other@example.com' },
  ]);
  const red = Array.from({ length: 50 }, () => ({ title: 'frequent', palette: [{ hex: '#ff0000', share: 1 }] }));
  await insertSearched(database.db, { ownerId: otherId, given: red });
  const { projectId, imageIds } = await insertSearched(database.db, { ownerId, given: [{}] });
  await copyImage(imageIds[0] ?? '');
  for (let start = 0; start < IMAGES; start += AT_ONCE) {
    const indexed = given.slice(start, start + AT_ONCE).map((image, index) => ({
      id: ids[start + index] ?? '',
      projectId,
      look: lookOf({ ...image, shape: anyShape(), phash: '0', hashable: false }),
    }));
    await database.db.transaction((tx) => indexImages(tx, indexed));
  }
}, 60_000);

afterAll(() => database.close());

type Given = (typeof given)[number];

/** What a search finds, held against a scan over everything: its share of the best, and its total. */
const compare = async (asked: Partial<AskedImages> & { colour: string }, isWanted: (image: Given) => boolean) => {
  const page = { text: null, tolerance: 10, like: [], unlike: [], filters: {}, offset: 0, limit: 20, ...asked };
  const { total, found } = await searchImages(searchOf(database.db), { role: 'user', userId: ownerId }, page);
  const wanted = { lab: hexToOklab(page.colour), radius: page.tolerance / 100 };
  const scores = new Map<string, number>();
  for (const [index, image] of given.entries()) {
    const score = isWanted(image) ? colourScore(wanted, packPalette(image.palette)) : 0;
    if (score > 0) scores.set(ids[index] ?? '', score);
  }
  const best = [...scores.values()].toSorted((a, b) => b - a).slice(page.offset, page.offset + page.limit);
  const least = best.at(-1) ?? 0;
  const hits = found.filter(({ image }) => (scores.get(image.id) ?? -1) >= least).length;
  return {
    colour: page.colour,
    recall: best.length === 0 ? 1 : hits / best.length,
    isRight: found.length === best.length && found.every(({ image }) => scores.has(image.id)),
    total,
    matches: scores.size,
  };
};

const COLOURS = ['#808080', '#aabbcc', '#704020', '#ffffff', '#202830', '#4c9c9e', '#ac7692', '#ff0000', '#fcb20e'];

describe('search by colour among more images than are compared', () => {
  it.each([3, 10, 25])('finds what a scan over all of them finds, within %i', async (tolerance) => {
    const all = await Promise.all(COLOURS.map((colour) => compare({ colour, tolerance }, () => true)));
    expect(all.filter(({ recall, isRight }) => recall < 0.9 || !isRight)).toEqual([]);
    expect(all.reduce((sum, { recall }) => sum + recall, 0) / all.length).toBeGreaterThanOrEqual(0.98);
  });

  it('finds the same on a page far behind', async () => {
    const { recall, isRight } = await compare({ colour: '#808080', offset: 1500, limit: 100 }, () => true);
    expect(recall).toBeGreaterThanOrEqual(0.95);
    expect(isRight).toBe(true);
  });

  it.each(['rare', 'frequent'])('finds the same among images with a %s word', async (text) => {
    const all = await Promise.all(COLOURS.map((colour) => compare({ colour, text }, ({ title }) => title === text)));
    expect(all.filter(({ recall, isRight }) => recall < 0.9 || !isRight)).toEqual([]);
  });

  it('finds the same among images that fulfil a filter', async () => {
    const filters = { label: 'third' };
    const all = await Promise.all(
      COLOURS.map((colour) => compare({ colour, filters }, ({ label }) => label === 'third')),
    );
    expect(all.filter(({ recall, isRight }) => recall < 0.9 || !isRight)).toEqual([]);
  });

  it('counts exactly where it compares all, and about right where it does not', async () => {
    const rare = await compare({ colour: '#ff0000' }, () => true);
    expect(rare.total).toBe(rare.matches);
    const withWord = await compare({ colour: '#ff0000', text: 'frequent' }, ({ title }) => title === 'frequent');
    expect(withWord.total).toBe(withWord.matches);
    const frequent = await compare({ colour: '#808080' }, () => true);
    expect(frequent.matches).toBeGreaterThan(5000);
    expect(Math.abs(frequent.total / frequent.matches - 1)).toBeLessThan(0.3);
    const filtered = await compare(
      { colour: '#808080', filters: { label: 'third' } },
      ({ label }) => label === 'third',
    );
    expect(Math.abs(filtered.total / filtered.matches - 1)).toBeLessThan(0.3);
  });
});

/** Writes pictures for both users, and finds what is like each of them among the many images of the first. */
const findLikeEach = async (pictures: readonly Awaited<ReturnType<typeof inspected>>[]) => {
  const { imageIds } = await insertSearched(database.db, { ownerId, given: pictures });
  await insertSearched(database.db, { ownerId: otherId, given: pictures });
  const wanted = { limit: pictures.length - 1, projectId: undefined };
  const principal = { role: 'user' as const, userId: ownerId };
  return Promise.all(
    imageIds.map(async (imageId) => {
      const found = await findSimilarTo(searchOf(database.db), principal, { imageId, ...wanted });
      const others = imageIds.filter((id) => id !== imageId);
      return { isRight: others.every((id) => found.some(({ image }) => image.id === id)), imageId };
    }),
  );
};

describe('similar images among more than are compared', () => {
  it('finds every edit of a picture by every other one before all else', async () => {
    const picture = () => encoderOf(makePicture(300, 200, 1));
    const edited = {
      original: picture(),
      mirrored: picture().flop(),
      turned: picture().rotate(90),
      grey: picture().greyscale(),
      squeezed: picture().resize(90, 90, { fit: 'fill' }),
    };
    const files = Object.entries(edited).map(async ([name, edit]) => inspected(await edit.png().toBuffer(), name));
    const all = await findLikeEach(await Promise.all(files));
    expect(all.filter(({ isRight }) => !isRight)).toEqual([]);
  });

  it.skipIf(!hasSharedData)('does so with photos (needs ../shared/data)', { timeout: 60_000 }, async () => {
    const photos = [];
    for (const file of await photosIn('near-duplicates/bridge-mods')) {
      photos.push(await inspected(await readFile(file), file));
    }
    expect(photos).toHaveLength(12);
    const all = await findLikeEach(photos);
    expect(all.filter(({ isRight }) => !isRight)).toEqual([]);
  });
});
