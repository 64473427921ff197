import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportedImage } from '../../library/exported-image.ts';
import { columnJson, type PlannedColumn } from './column-plan.ts';
import { cleanText, jsonObject } from './json-line.ts';
import type { WrittenImage } from './metadata-columns.ts';
import { createShardFile, type ShardFile } from './shard-file.ts';

/** Directory of the shards; nothing else is in it, since `datasets` opens everything there as a tar. */
export const SHARD_DIRECTORY = 'webdataset';

/** What Hugging Face and img2dataset advise: about 1 GB, at most 10,000 samples. */
const SHARD_LIMITS = { bytes: 1_000_000_000, samples: 10_000 } as const;

const TAR_BLOCK = 512;

export type ShardSummary = {
  /** Relative to the export, e.g. `webdataset/images-000000.tar`. */
  readonly file: string;
  readonly samples: number;
  readonly bytes: number;
  readonly sha256: string;
};

export type WebDatasetWriter = {
  /** Writes the next sample. */
  readonly add: (image: ExportedImage, written: WrittenImage, bytes: Uint8Array) => Promise<void>;
  readonly finish: () => Promise<readonly ShardSummary[]>;
  readonly abandon: () => void;
};

/** Key of the nth image, from 0: no dots, so that readers split at the right place, and in order. */
export const sampleKey = (index: number): string => String(index).padStart(9, '0');

/**
 * The field that holds the image bytes. `datasets` refuses samples whose fields differ, so a mixture of formats, and
 * formats that readers do not open by name, go under `jpg`: readers look at the bytes.
 */
export const imageField = (formats: Iterable<string>): string => {
  const [first, ...others] = formats;
  return others.length === 0 && (first === 'png' || first === 'webp') ? first : 'jpg';
};

/**
 * Writes `webdataset/images-000000.tar` … below `directory`. Every sample has the same fields: the image, `json` with
 * every column, `txt` with the caption (may be empty) and, when there are classes, `cls` with the class number.
 */
export const createWebDatasetWriter = (options: {
  readonly directory: string;
  readonly columns: readonly PlannedColumn[];
  readonly imageField: string;
  /** Class numbers by label, or `null` when no image has a label. */
  readonly classes: ReadonlyMap<string | null, number> | null;
  readonly limits?: { readonly bytes: number; readonly samples: number };
}): WebDatasetWriter => {
  const limits = options.limits ?? SHARD_LIMITS;
  const shards: ShardSummary[] = [];
  let current: { file: string; shard: ShardFile; samples: number; bytes: number } | null = null;
  let index = 0;

  const close = async (): Promise<void> => {
    if (current === null) return;
    const { file, shard, samples } = current;
    shards.push({ file, samples, ...(await shard.finish()) });
    current = null;
  };

  const openShard = async (): Promise<NonNullable<typeof current>> => {
    if (shards.length === 0) await mkdir(join(options.directory, SHARD_DIRECTORY));
    const file = `${SHARD_DIRECTORY}/images-${String(shards.length).padStart(6, '0')}.tar`;
    return { file, shard: createShardFile(join(options.directory, file)), samples: 0, bytes: 0 };
  };

  return {
    add: async (image, written, bytes) => {
      const key = sampleKey(index);
      const json = jsonObject(
        options.columns.map((column) => [column.name, columnJson(column, image, written, 'samples')]),
      );
      const fields: readonly (readonly [string, Uint8Array])[] = [
        ...(options.classes === null
          ? []
          : ([['cls', Buffer.from(String(options.classes.get(image.label)))]] as const)),
        [options.imageField, bytes],
        ['json', Buffer.from(json)],
        ['txt', Buffer.from(cleanText(image.caption ?? ''))],
      ];
      const size = fields.reduce((sum, [, content]) => sum + 2 * TAR_BLOCK + content.length, 0);
      if (current !== null && (current.samples >= limits.samples || current.bytes + size > limits.bytes)) await close();
      current ??= await openShard();
      for (const [field, content] of fields) await current.shard.add(`${key}.${field}`, content);
      current.samples += 1;
      current.bytes += size;
      index += 1;
    },
    finish: async () => {
      await close();
      return shards;
    },
    abandon: () => current?.shard.abandon(),
  };
};
