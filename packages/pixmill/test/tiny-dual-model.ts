import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TINY_DUAL_FILES, tinyDualManifest } from '../src/models/fixtures/tiny-dual.ts';
import { writeModelFolder } from '../src/models/fixtures/tiny-model.ts';
import { modelFolderOf, openModelStore } from '../src/models/model-store.ts';

/** Adds the tiny dual encoder, which knows colours and their names, to the models of a data directory. */
export const addTinyDual = async (settings: { readonly dataDirectory: string }): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'pixmill-tiny-dual-'));
  try {
    const manifest = tinyDualManifest();
    await writeModelFolder(folder, manifest, TINY_DUAL_FILES);
    await openModelStore({ directory: modelFolderOf(settings) }).add(manifest, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
