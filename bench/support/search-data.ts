import { chmod, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { GREY_CELLS } from '../../packages/pixmill/src/imaging/area-average.ts';
import { oklabToHex } from '../../packages/pixmill/src/imaging/oklab.ts';
import { seededRandom } from '../../packages/pixmill/src/imaging/seeded-random.ts';
import { shapeDescriptor } from '../../packages/pixmill/src/imaging/shape-descriptor.ts';
import { lookOf } from '../../packages/pixmill/src/library/image-look.ts';
import { placeKeys } from '../../packages/pixmill/src/library/look-keys.ts';

const VOCABULARY = 12_000;
const ROWS_AT_ONCE = 5000;
const SYLLABLES =
  'ba be bo da de do fa fi ga go ka ki la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se si so ta te ti to va vi vo za'.split(
    ' ',
  );

/** The n-th word of the vocabulary; the first ones are the most frequent by far. */
export const benchWord = (index: number): string => {
  let word = '';
  for (let rest = index + SYLLABLES.length; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length] ?? '';
  }
  return word;
};

type Random = () => number;

/** The share of the n-th word falls as 1 / (n + 30): the first is in about a tenth of the images, as words are that say something. */
const FLATTENED = 30;

/** A word as frequent as words are (Zipf and Mandelbrot). */
export const benchWordAtRandom = (random: Random): string =>
  benchWord(Math.floor(FLATTENED * ((VOCABULARY + FLATTENED) / FLATTENED) ** random() - FLATTENED));

const sentence = (random: Random, words: number): string =>
  Array.from({ length: words }, () => benchWordAtRandom(random)).join(' ');

/** A palette as photos have them: mostly dull colours, few bright ones. */
const palette = (random: Random): { hex: string; share: number }[] => {
  const colours = 5 + Math.floor(random() * 4);
  let left = 1;
  return Array.from({ length: colours }, (_, index) => {
    const share = index === colours - 1 ? left : left * (0.2 + random() * 0.4);
    left -= share;
    const chroma = Math.min(0.25, -Math.log(1 - random() * 0.999) * 0.045);
    const angle = random() * 2 * Math.PI;
    return {
      hex: oklabToHex([0.1 + random() * 0.85, chroma * Math.cos(angle), chroma * Math.sin(angle)]),
      share: Math.round(share * 10_000) / 10_000,
    };
  });
};

/** Soft random shapes: an 8 x 8 grid of greys, interpolated. */
const shape = (random: Random): Uint8Array => {
  const side = 8;
  const grid = Float32Array.from({ length: (side + 1) ** 2 }, () => random() * 255);
  const cells = new Float32Array(GREY_CELLS ** 2);
  for (let y = 0; y < GREY_CELLS; y++) {
    for (let x = 0; x < GREY_CELLS; x++) {
      const v = (y * side) / GREY_CELLS;
      const u = (x * side) / GREY_CELLS;
      const at = Math.floor(v) * (side + 1) + Math.floor(u);
      const top = (grid[at] ?? 0) * (1 - (u % 1)) + (grid[at + 1] ?? 0) * (u % 1);
      const bottom = (grid[at + side + 1] ?? 0) * (1 - (u % 1)) + (grid[at + side + 2] ?? 0) * (u % 1);
      cells[y * GREY_CELLS + x] = top * (1 - (v % 1)) + bottom * (v % 1);
    }
  }
  return shapeDescriptor({ cells });
};

const csv = (values: readonly (string | number | boolean | null)[]): string =>
  `${values.map((value) => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`)).join(',')}\n`;

const MEASURES = {
  orientation: 1,
  frames: 1,
  colourSpace: 'srgb',
  channels: 3,
  bitDepth: 8,
  hasAlpha: false,
  scores: { dark: 0.9, light: 0.8, oddAspectRatio: 0.75, lowInformation: 0.8, blurry: 0.6 },
  brightness: { p1: 0.01, p5: 0.05, p50: 0.5, p95: 0.9, p99: 0.98, mean: 0.5 },
  sharpness: 412.5,
  entropy: 7.2,
  contrast: 0.2,
  greyscale: false,
  embedded: {},
  warnings: [],
};

type Row = { readonly blob: string; readonly image: string; readonly look: string };

const makeRow = (random: Random, index: number, projectId: string): Row => {
  const id = uuidv7();
  const digits = (count: number): string =>
    Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('');
  const sha256 = digits(64);
  const phash = digits(16);
  const colours = palette(random);
  const look = lookOf({ palette: colours, shape: shape(random), phash, hashable: true });
  const tags = JSON.stringify(Array.from({ length: 5 }, () => benchWordAtRandom(random)));
  const signed = BigInt.asIntN(64, BigInt(`0x${phash}`)).toString();
  return {
    blob: csv([sha256, 100_000, 'image/jpeg']),
    image: csv([
      id,
      projectId,
      uuidv7(),
      uuidv7(),
      uuidv7(),
      index,
      'kept',
      sha256,
      digits(64),
      signed,
      signed,
      true,
      1600,
      1200,
      100_000 + index,
      'jpeg',
      benchWord(index % 200),
      'openverse',
      benchWord(index % 300),
      `https://images.example/${sha256}.jpg`,
      `IMG_${index}.jpg`,
      sentence(random, 3 + Math.floor(random() * 5)),
      random() < 0.5 ? null : sentence(random, 20),
      tags,
      `${benchWord(2000 + Math.floor(random() * 3000))} ${benchWord(5000 + Math.floor(random() * 3000))}`,
      '{"id":"CC-BY-4.0","confidence":"per-item","commercialOk":true}',
      3,
      JSON.stringify({ ...MEASURES, palette: colours }),
      '1QcSHQRnh493V4dIh4eXh1h4kJUI',
      '2026-11-20T08:00:00Z',
    ]),
    look: csv([
      id,
      projectId,
      `{${[...placeKeys({ id, projectId }), ...look.keys].join(',')}}`,
      `\\x${look.palette.toString('hex')}`,
      `\\x${look.shape.toString('hex')}`,
      look.signature,
    ]),
  };
};

const TABLES = {
  blob: 'blobs (sha256, bytes, content_type)',
  image: `images (id, project_id, candidate_id, job_id, search_id, seen_order, status, sha256, pixel_hash, phash, dhash,
    hashable, width, height, bytes, format, label, source, query, source_url, original_name, title, description, tags, creator,
    licence, licence_rank, measures, thumbhash, retrieved_at)`,
  look: 'image_looks (image_id, project_id, keys, palette, shape, signature)',
} as const;

/**
 * Fills projects of a user with generated images that search finds, by COPY from files that the server reads (so it is the
 * embedded one, or runs on this machine), and brings the statistics up to date.
 */
export const fillSearchData = async (
  connection: ClientConfig,
  { ownerId, projects, images, seed }: { ownerId: string; projects: number; images: number; seed: number },
): Promise<void> => {
  const random = seededRandom(seed);
  const client = new Client(connection);
  await client.connect();
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-bench-copy-'));
  await chmod(folder, 0o755);
  try {
    const projectIds = Array.from({ length: projects }, () => uuidv7());
    for (const id of projectIds) {
      await client.query('insert into projects (id, owner_id, name) values ($1, $2, $3)', [id, ownerId, `Bench ${id}`]);
    }
    for (let start = 0; start < images; start += ROWS_AT_ONCE) {
      const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, images - start) }, (_, index) =>
        makeRow(random, start + index, projectIds[(start + index) % projects] ?? ''),
      );
      await client.query('begin');
      for (const table of ['blob', 'image', 'look'] as const) {
        const path = join(folder, `${table}-${start}.csv`);
        const file = await open(path, 'w', 0o644);
        await file.writeFile(rows.map((row) => row[table]).join(''));
        await file.close();
        await client.query(`copy ${TABLES[table]} from '${path}' with (format csv)`);
        await rm(path);
      }
      await client.query(`
        with written as (
          insert into image_texts (image_id, project_id, words, palette)
          select images.id, images.project_id, search_image_words(images), image_looks.palette
            from images join image_looks on image_looks.image_id = images.id
            left join image_texts on image_texts.image_id = images.id
           where image_texts.image_id is null and images.project_id = any ('{${projectIds.join(',')}}')
          returning project_id, words
        )
        select search_learn(project_id, array_agg(words)) from written group by project_id`);
      await client.query('commit');
    }
    await client.query('vacuum analyze');
  } finally {
    await client.end();
    await rm(folder, { recursive: true, force: true });
  }
};
