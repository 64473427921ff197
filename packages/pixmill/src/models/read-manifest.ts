import { readFile, stat } from 'node:fs/promises';
import { diskError, systemCode } from '../platform/storage/disk-errors.ts';
import { parseManifest, type ModelManifest } from './model-manifest.ts';
import { modelError } from './models.errors.ts';

/** A manifest with a thousand labels takes less than a hundred kilobytes. */
const MOST_BYTES = 1_000_000;

/** Reads a manifest's file; `null` when it is not there. Throws `model.bad_manifest`, `storage.*`. */
export const readManifest = async (path: string): Promise<ModelManifest | null> => {
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw modelError('model.bad_manifest', { file: path, problem: 'it is too long for one' });
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw diskError(error, path);
  }
  return parseManifest(text, path);
};
