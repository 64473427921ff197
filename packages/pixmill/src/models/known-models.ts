import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest } from './model-manifest.ts';
import { readManifest } from './read-manifest.ts';

/** Manifests of models that Pixmill knows by name; they lie beside the sources in a checkout and beside the build in a package. */
const KNOWN_MODELS = join(import.meta.dirname, '..', '..', 'models');

/** Reads the manifests that come with Pixmill, by name. */
export const readKnownModels = async (): Promise<ReadonlyMap<string, ModelManifest>> => {
  const names = (await readdir(KNOWN_MODELS)).filter((name) => name.endsWith('.json')).toSorted();
  const manifests = await Promise.all(names.map((name) => readManifest(join(KNOWN_MODELS, name))));
  return new Map(manifests.filter((manifest) => manifest !== null).map((manifest) => [manifest.name, manifest]));
};
