import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ModelManifest } from './model-manifest.ts';
import { modelError } from './models.errors.ts';

type ModelFile = ModelManifest['files'][number];

/** SHA-256 of a file, 64 hex digits; reads it as a stream. */
const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

const ABSENT = 'it is not there';

/** What the length of a file says against it; free, since nothing is read. */
const problemOfLength = async (path: string, expected: ModelFile): Promise<string | null> => {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true) return ABSENT;
  return found.size === expected.bytes ? null : `${found.size} bytes instead of ${expected.bytes}`;
};

/** What is wrong with a file that ought to be one of a manifest, or `null`. Reads all of it. */
export const problemOfFile = async (path: string, expected: ModelFile): Promise<string | null> => {
  const problem = await problemOfLength(path, expected);
  if (problem !== null) return problem;
  return (await digestOf(path)) === expected.sha256 ? null : 'its SHA-256 is another';
};

/**
 * Checks files of a folder against a manifest, by their length alone or by all of their bytes. Throws `model.missing_file`,
 * `model.wrong_file`.
 */
export const checkFiles = async (
  { name, files }: ModelManifest,
  folder: string,
  { reads }: { readonly reads: 'lengths' | 'bytes' },
): Promise<void> => {
  const problemOf = reads === 'bytes' ? problemOfFile : problemOfLength;
  for (const file of files) {
    const problem = await problemOf(join(folder, file.name), file);
    if (problem === ABSENT) throw modelError('model.missing_file', { name, file: file.name });
    if (problem !== null) throw modelError('model.wrong_file', { name, file: file.name, problem });
  }
};
