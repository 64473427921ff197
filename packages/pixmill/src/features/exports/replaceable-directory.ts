import { access, constants, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exportError } from './export.errors.ts';
import { asWriteError, isMissingFile } from './write-errors.ts';

/** File that says whose an exported directory is, and what Pixmill put at its top. */
export const MARKER = '.pixmill';

type Marker = { readonly owner: string; readonly entries: readonly string[] };

const readMarker = async (directory: string): Promise<Marker | null> => {
  try {
    const value: unknown = JSON.parse(await readFile(join(directory, MARKER), 'utf8'));
    if (typeof value !== 'object' || value === null || !('owner' in value) || !('entries' in value)) return null;
    const { owner, entries } = value;
    if (typeof owner !== 'string' || !Array.isArray(entries)) return null;
    return { owner, entries: entries.filter((entry): entry is string => typeof entry === 'string') };
  } catch {
    return null;
  }
};

/** Entries of a directory, or `null` when it does not exist; throws when it is a file. */
export const entriesOf = async (directory: string): Promise<readonly string[] | null> => {
  try {
    return await readdir(directory);
  } catch (error) {
    if (isMissingFile(error)) return null;
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') {
      throw exportError('export.directory_exists', { path: directory });
    }
    throw error;
  }
};

/** Throws unless `directory` is free, empty, or an earlier output of the owner with nothing foreign at its top. */
export const assertReplaceable = async (directory: string, owner: string): Promise<void> => {
  const entries = await entriesOf(directory);
  if (entries === null || entries.length === 0) return;
  const marker = await readMarker(directory);
  if (marker?.owner !== owner) throw exportError('export.directory_exists', { path: directory });
  const ours = new Set([MARKER, ...marker.entries, '.DS_Store', 'Thumbs.db']);
  const foreign = entries.find((entry) => !ours.has(entry));
  if (foreign !== undefined) throw exportError('export.foreign_files', { path: directory, name: foreign });
};

/**
 * Throws when nobody could write an output to `directory`, whoever asks: something that Pixmill did not write is there,
 * or writing is not allowed. Needs no database, so that it can be asked first.
 */
export const assertNotForeign = async (directory: string): Promise<void> => {
  try {
    const entries = await entriesOf(directory);
    if (entries !== null && entries.length > 0 && (await readMarker(directory)) === null) {
      throw exportError('export.directory_exists', { path: directory });
    }
    await access(await nearestExisting(dirname(directory)), constants.W_OK);
  } catch (error) {
    throw asWriteError(error, directory);
  }
};

const nearestExisting = async (path: string): Promise<string> => {
  const exists = await access(path).then(
    () => true,
    (error: unknown) => !isMissingFile(error),
  );
  return exists || dirname(path) === path ? path : nearestExisting(dirname(path));
};
