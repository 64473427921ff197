import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError, systemCode } from '../platform/storage/disk-errors.ts';
import { checkFiles } from './file-digest.ts';
import { MANIFEST_FILE, type ModelManifest } from './model-manifest.ts';
import { modelError } from './models.errors.ts';
import { readManifest } from './read-manifest.ts';

/** A model whose files are here. */
export type StoredModel = {
  readonly manifest: ModelManifest;
  /** Holds its files under the names of the manifest. */
  readonly folder: string;
};

/** The models of an installation: one folder each, whole or not there. All of it may throw `storage.*`. */
export type ModelStore = {
  /** All that are here, by name. Throws `model.bad_manifest`. */
  readonly list: () => Promise<readonly StoredModel[]>;
  /** Throws `model.not_found`. */
  readonly get: (name: string) => Promise<StoredModel>;
  /** Copies a model's files in, in place of what had its name. Throws `model.missing_file`, `model.wrong_file`. */
  readonly add: (manifest: ModelManifest, from: string) => Promise<StoredModel>;
  /** Makes the folder in which a pull collects a model's files; it stays until it is installed, so that a pull can go on. */
  readonly collect: (manifest: ModelManifest) => Promise<string>;
  /** Makes the folder that a pull has filled the model. Throws `model.missing_file`, `model.wrong_file`. */
  readonly install: (manifest: ModelManifest, collected: string) => Promise<StoredModel>;
  /** Reads every file again. Throws `model.not_found`, `model.missing_file`, `model.wrong_file`. */
  readonly verify: (name: string) => Promise<StoredModel>;
  /** Also what a pull has left of it. Throws `model.not_found`. */
  readonly remove: (name: string) => Promise<void>;
};

/** Where an installation keeps its models. */
export const modelFolderOf = ({ dataDirectory }: { readonly dataDirectory: string }): string =>
  join(dataDirectory, 'models');

/** What a killed `add` has left is removed by a later one. */
const LEFTOVER_MS = 24 * 3600_000;

const isModelFolder = (name: string): boolean => !name.startsWith('.');

const flush = async (path: string): Promise<void> => {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const ifThere = async <Result>(work: Promise<Result>): Promise<Result | null> => {
  try {
    return await work;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
};

/** Opens the models in a folder, which is made when the first one comes. */
export const openModelStore = ({ directory }: { readonly directory: string }): ModelStore => {
  const pullOf = (name: string): string => join(directory, `.pull-${name}`);

  const namesThere = async (): Promise<string[]> => (await ifThere(readdir(directory))) ?? [];

  const read = async (name: string): Promise<StoredModel | null> => {
    const folder = join(directory, name);
    const manifest = await readManifest(join(folder, MANIFEST_FILE));
    return manifest === null ? null : { manifest, folder };
  };

  const get = async (name: string): Promise<StoredModel> => {
    const model = isModelFolder(name) && (await namesThere()).includes(name) ? await read(name) : null;
    if (model === null) throw modelError('model.not_found', { name });
    return model;
  };

  const sweep = async (): Promise<void> => {
    for (const name of (await namesThere()).filter((there) => there.startsWith('.add-'))) {
      const found = await ifThere(stat(join(directory, name)));
      if (found !== null && Date.now() - found.mtimeMs > LEFTOVER_MS) {
        await rm(join(directory, name), { recursive: true, force: true });
      }
    }
  };

  const install = async (manifest: ModelManifest, filled: string): Promise<StoredModel> => {
    await checkFiles(manifest, filled, { reads: 'bytes' });
    for (const { name } of manifest.files) await flush(join(filled, name));
    await writeFile(join(filled, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    const folder = join(directory, manifest.name);
    const old = join(directory, `.add-${randomUUID()}`);
    await ifThere(rename(folder, old));
    await rename(filled, folder);
    await rm(old, { recursive: true, force: true });
    return { manifest, folder };
  };

  const withDiskErrors = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw diskError(error, directory);
    }
  };

  return {
    list: () =>
      withDiskErrors(async () => {
        const models = await Promise.all((await namesThere()).filter(isModelFolder).toSorted().map(read));
        return models.filter((model) => model !== null);
      }),
    get: (name) => withDiskErrors(() => get(name)),
    add: (manifest, from) =>
      withDiskErrors(async () => {
        await checkFiles(manifest, from, { reads: 'bytes' });
        await sweep();
        const scratch = join(directory, `.add-${randomUUID()}`);
        await mkdir(scratch, { recursive: true });
        try {
          for (const { name } of manifest.files) await copyFile(join(from, name), join(scratch, name));
          return await install(manifest, scratch);
        } finally {
          await rm(scratch, { recursive: true, force: true });
        }
      }),
    collect: ({ name }) =>
      withDiskErrors(async () => {
        await mkdir(pullOf(name), { recursive: true });
        return pullOf(name);
      }),
    install: (manifest, collected) => withDiskErrors(() => install(manifest, collected)),
    verify: (name) =>
      withDiskErrors(async () => {
        const model = await get(name);
        await checkFiles(model.manifest, model.folder, { reads: 'bytes' });
        return model;
      }),
    remove: (name) =>
      withDiskErrors(async () => {
        const there = await namesThere();
        const gone = [name, `.pull-${name}`].filter((folder) => isModelFolder(name) && there.includes(folder));
        if (gone.length === 0) throw modelError('model.not_found', { name });
        for (const folder of gone) await rm(join(directory, folder), { recursive: true, force: true });
      }),
  };
};
