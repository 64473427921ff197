import { Type, type Static, type TStringOptions } from 'typebox';
import { attributionOf } from './attribution.ts';
import { qualityScore } from './quality-score.ts';
import type { ImageRow } from './schema.ts';

/** Text or null as one schema with two types: a union would be checked while every answer is written. */
const NullableString = (options: TStringOptions = {}) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], ...options });

const score = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });

/** How good an image is as a picture, and what was measured of it. */
const ImageQuality = Type.Object(
  {
    score: Type.Number({ minimum: 0, maximum: 100, description: '0 to 100; below 50 it fails a check.' }),
    dark: score('1 is bright enough, 0 is black.'),
    light: score('1 is dark enough, 0 is white.'),
    blurry: score('1 is sharp, 0 has no edges.'),
    low_information: score('1 is full of detail, 0 is one flat colour.'),
    odd_aspect_ratio: score('Shortest side divided by longest side.'),
    sharpness: Type.Number({ minimum: 0, description: 'Variance of the Laplacian; higher is sharper.' }),
    entropy: Type.Number({ minimum: 0, description: 'Bits.' }),
    contrast: Type.Number({ minimum: 0, description: 'Standard deviation of the brightness, 0 to 0.5.' }),
    brightness: Type.Number({ minimum: 0, maximum: 1, description: 'Mean perceived brightness.' }),
    greyscale: Type.Boolean(),
  },
  { title: 'ImageQuality' },
);

/** What the documentation shows of an image. */
export const IMAGE_EXAMPLE = {
  id: '0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11',
  project_id: '0198c2ef-1d2a-7b4c-8a6e-51c0a4f3e2d9',
  job_id: '0198c2ef-5a61-7d10-b0f4-7c8e21d3a4b5',
  filename: 'red-kite.jpg',
  title: 'Red kite over a meadow',
  description: null,
  caption: null,
  tags: ['bird', 'sky'],
  colors: [
    { hex: '#7fa8d4', share: 0.71 },
    { hex: '#5b4a33', share: 0.29 },
  ],
  label: 'red kite',
  query: 'red kite',
  width: 1600,
  height: 1067,
  bytes: 348_211,
  format: 'jpeg',
  content_type: 'image/jpeg',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  phash: 'c3a1b25e0f7d9c42',
  source: 'openverse',
  source_url: 'https://images.example/red-kite.jpg',
  page_url: 'https://photos.example/red-kite',
  creator: 'A. Photographer',
  creator_url: null,
  license: 'CC-BY-4.0',
  license_url: 'https://creativecommons.org/licenses/by/4.0/',
  attribution: '"Red kite over a meadow" by A. Photographer, CC BY 4.0, via https://photos.example/red-kite',
  quality: {
    score: 93.2,
    dark: 0.91,
    light: 0.62,
    blurry: 0.58,
    low_information: 0.74,
    odd_aspect_ratio: 0.67,
    sharpness: 812.4,
    entropy: 7.4,
    contrast: 0.21,
    brightness: 0.55,
    greyscale: false,
  },
  issues: [],
  status: 'kept',
  duplicate_of: null,
  taken_at: null,
  camera: null,
  ai_processing_status: 'pending',
  ai_error_message: null,
  url: 'http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/file?expires=1763683200&signature=…',
  thumbnail_url:
    'http://127.0.0.1:8000/api/v1/images/0198c2f0-7f5b-7c3e-9d5a-0d9e6a2b1c11/thumbnail?expires=1763683200&signature=…',
  thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
  retrieved_at: '2026-11-20T08:00:00.000Z',
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

/** An image as the API shows it. */
export const ImageView = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    project_id: Type.String({ format: 'uuid' }),
    job_id: Type.String({ format: 'uuid', description: 'The job that found it.' }),
    filename: Type.String({ description: 'The name that it came under; data, never a path.' }),
    title: NullableString(),
    description: NullableString(),
    caption: NullableString(),
    tags: Type.Array(Type.String()),
    colors: Type.Array(
      Type.Object({
        hex: Type.String({ pattern: '^#[0-9a-f]{6}$' }),
        share: Type.Number({ minimum: 0, maximum: 1, description: 'Share of the pixels.' }),
      }),
      { description: 'Palette, most frequent first.' },
    ),
    label: NullableString(),
    query: NullableString({ description: 'The keyword that found it.' }),
    width: Type.Integer({ description: 'Pixels, upright.' }),
    height: Type.Integer({ description: 'Pixels, upright.' }),
    bytes: Type.Integer({ description: 'Size of the file.' }),
    format: Type.String({ description: 'By its bytes: jpeg, png, webp, gif, avif, tiff or bmp.' }),
    content_type: Type.String(),
    sha256: Type.String({ description: 'Of the file, 64 hex digits.' }),
    phash: Type.String({ description: 'Perceptual hash, 16 hex digits.' }),
    source: Type.String({ description: 'Where it comes from, e.g. `openverse` or `upload`.' }),
    source_url: NullableString(),
    page_url: NullableString({ description: 'Page that a person can open.' }),
    creator: NullableString(),
    creator_url: NullableString(),
    license: NullableString({ description: 'Normalised id, e.g. `CC-BY-4.0`; null when it is not known.' }),
    license_url: NullableString(),
    attribution: Type.String({ description: 'The line that credits it.' }),
    quality: ImageQuality,
    issues: Type.Array(Type.String(), { description: 'Codes of checks that it does not pass, e.g. `blurry`.' }),
    status: Type.Enum(['kept', 'duplicate'], { description: 'Whether a better copy stands for it.' }),
    duplicate_of: NullableString({ format: 'uuid', description: 'The better copy.' }),
    taken_at: NullableString({ description: 'As the camera wrote it.' }),
    camera: NullableString(),
    ai_processing_status: Type.Enum(['pending', 'processing', 'completed', 'failed']),
    ai_error_message: NullableString(),
    url: Type.String({ description: 'The file; signed and expiring, so that `<img>` can show it.' }),
    thumbnail_url: Type.String({ description: 'A small WebP, the same way; add `&size=128`, 256, 512 or 1024.' }),
    thumbhash: Type.String({ description: 'Base64 of a thumbhash, to show before it is loaded.' }),
    retrieved_at: Type.String({ format: 'date-time' }),
    created_at: Type.String({ format: 'date-time' }),
    updated_at: Type.String({ format: 'date-time' }),
  },
  {
    title: 'Image',
    examples: [IMAGE_EXAMPLE],
  },
);
export type ImageView = Static<typeof ImageView>;

/** The usual extension of files of a format. */
export const extensionOf = (format: string): string => (format === 'jpeg' ? 'jpg' : format);

/** Makes an absolute, signed link of a path of the API (`/api/v1/…`). */
export type SignUrl = (path: string) => string;

/** Turns an image's row into what the API shows. */
export const toImageView = (row: ImageRow, { signUrl }: { readonly signUrl: SignUrl }): ImageView => {
  const { measures, licence } = row;
  const { scores } = measures;
  return {
    id: row.id,
    project_id: row.projectId,
    job_id: row.jobId,
    filename: row.originalName ?? `${row.id}.${extensionOf(row.format)}`,
    title: row.title,
    description: row.description,
    caption: row.caption,
    tags: [...row.tags],
    colors: measures.palette.map(({ hex, share }) => ({ hex, share })),
    label: row.label,
    query: row.query === '' ? null : row.query,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    format: row.format,
    content_type: `image/${row.format}`,
    sha256: row.sha256,
    phash: row.phash,
    source: row.source,
    source_url: row.sourceUrl,
    page_url: row.pageUrl,
    creator: row.creator,
    creator_url: row.creatorUrl,
    license: licence.id,
    license_url: licence.url ?? null,
    attribution: attributionOf({
      title: row.title ?? undefined,
      creator: row.creator ?? undefined,
      licence,
      pageUrl: row.pageUrl ?? undefined,
    }),
    quality: {
      score: qualityScore({ width: row.width, height: row.height, scores }),
      dark: scores.dark,
      light: scores.light,
      blurry: scores.blurry,
      low_information: scores.lowInformation,
      odd_aspect_ratio: scores.oddAspectRatio,
      sharpness: measures.sharpness,
      entropy: measures.entropy,
      contrast: measures.contrast,
      brightness: measures.brightness.mean,
      greyscale: measures.greyscale,
    },
    issues: [...row.qualityFlags],
    status: row.status,
    duplicate_of: row.duplicateOf,
    taken_at: measures.embedded.takenAt ?? null,
    camera: measures.embedded.camera ?? null,
    ai_processing_status: row.aiStatus,
    ai_error_message: row.aiError,
    url: signUrl(`/api/v1/images/${row.id}/file`),
    thumbnail_url: signUrl(`/api/v1/images/${row.id}/thumbnail`),
    thumbhash: row.thumbhash,
    retrieved_at: row.retrievedAt.toISOString(),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
};
