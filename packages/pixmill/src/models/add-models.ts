import { join } from 'node:path';
import { problemOfFile } from './file-digest.ts';
import { MANIFEST_FILE, type ModelManifest } from './model-manifest.ts';
import type { ModelStore, StoredModel } from './model-store.ts';
import { modelError } from './models.errors.ts';
import { readManifest } from './read-manifest.ts';

const hasAllFiles = async ({ files }: ModelManifest, folder: string): Promise<boolean> => {
  for (const file of files) {
    if ((await problemOfFile(join(folder, file.name), file)) !== null) return false;
  }
  return true;
};

/**
 * Adds the model that a folder's `manifest.json` describes; without one, every model that Pixmill knows and whose files are
 * all there. Throws `model.no_manifest`, `model.bad_manifest`, `model.missing_file`, `model.wrong_file`, `storage.*`.
 */
export const addModels = async (
  folder: string,
  { store, known }: { readonly store: ModelStore; readonly known: ReadonlyMap<string, ModelManifest> },
): Promise<readonly StoredModel[]> => {
  const own = await readManifest(join(folder, MANIFEST_FILE));
  if (own !== null) return [await store.add(own, folder)];
  const added: StoredModel[] = [];
  for (const manifest of known.values()) {
    if (await hasAllFiles(manifest, folder)) added.push(await store.add(manifest, folder));
  }
  if (added.length === 0) throw modelError('model.no_manifest', { folder });
  return added;
};
