import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar-stream';
import type { Violated } from './check-imagefolder.ts';
import { SHARD_DIRECTORY } from './webdataset-writer.ts';

/** Shards that are read whole: all of a small export, the first, the last and one between of a large one. */
const chosenShards = (names: readonly string[]): readonly string[] => {
  if (names.length <= 4) return names;
  const middle = Math.floor(names.length / 2);
  return names.filter((_, index) => index === 0 || index === middle || index === names.length - 1);
};

/** How WebDataset splits a name: at the first dot of the base name. */
const SAMPLE_NAME = /^([^./]+)\.([^/]+)$/;

const bytesOf = async (stream: AsyncIterable<unknown>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    if (chunk instanceof Uint8Array) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const checkField = (field: string, bytes: Buffer, fail: (rule: string) => Error): void => {
  if (field === 'cls' && !/^\d+$/.test(bytes.toString())) throw fail('cls holds a whole number');
  if (field === 'json') {
    const value: unknown = JSON.parse(bytes.toString());
    if (typeof value !== 'object' || value === null) throw fail('json holds an object');
    const plain = Object.values(value).every((cell) => cell !== null && typeof cell !== 'object');
    if (!plain) throw fail('every value of json is there and plain');
  }
  if (field !== 'cls' && field !== 'json' && field !== 'txt' && bytes.length === 0)
    throw fail('the image is not empty');
};

/** Reads one shard as its readers do; returns its number of samples. */
const checkShard = async (
  path: string,
  state: { fields: string | null; lastKey: string },
  violated: Violated,
): Promise<number> => {
  let samples = 0;
  let fields: string[] = [];
  const endSample = (): void => {
    if (samples === 0) return;
    const names = fields.join(' ');
    if (names !== (state.fields ??= names))
      throw violated('the same fields in every sample', `${state.lastKey}: ${names}`);
    fields = [];
  };
  const entries = createReadStream(path).pipe(extract());
  for await (const entry of entries) {
    const { name } = entry.header;
    const match = SAMPLE_NAME.exec(name);
    const [key, field] = [match?.[1], match?.[2]];
    if (key === undefined || field === undefined) throw violated('keys have no dots and no folders', name);
    if (key !== state.lastKey) {
      endSample();
      if (key < state.lastKey) throw violated('keys are unique and in order', name);
      state.lastKey = key;
      samples += 1;
    }
    fields.push(field);
    checkField(field, await bytesOf(entry), (rule) => violated(rule, name));
  }
  endSample();
  return samples;
};

/** Reads shards by the rules of WebDataset and of Hugging Face's reader of it. */
export const checkShards = async (options: {
  readonly directory: string;
  readonly images: number;
  readonly violated: Violated;
}): Promise<void> => {
  const { directory, images, violated } = options;
  const names = (await readdir(join(directory, SHARD_DIRECTORY))).toSorted();
  const chosen = chosenShards(names);
  const state = { fields: null, lastKey: '' };
  let samples = 0;
  for (const name of chosen) {
    if (!/^images-\d{6,}\.tar$/.test(name)) throw violated('only shards in webdataset/', name);
    samples += await checkShard(join(directory, SHARD_DIRECTORY, name), state, violated);
  }
  if (chosen.length === names.length && samples !== images) {
    throw violated('as many samples as images', `${samples} of ${images}`);
  }
};
